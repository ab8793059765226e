import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useSearchParams } from 'react-router'
import { Button } from '@/components/button'
import { Dialog } from '@/components/dialog'
import { Section } from '@/components/page'
import { ProblemNote } from '@/components/problem-note'
import { Note } from '@/components/states'
import { StatusBadge } from '@/components/status-badge'
import { api } from '@/lib/api/client'
import { common } from '@/lib/i18n/common'
import { outsideKey, returned, useOutside, useWentWrong, wentWell } from '@/lib/outside-sign-in'
import { useAcceptMe } from '@/lib/session'
import { ConfirmDialog } from './confirm-dialog'
import { texts } from './texts'

/** The link between one's account and the one at the outside provider, where the platform has one. */
export const OutsideSection = () => {
  const t = texts.useTexts()
  const c = common.useTexts()
  const cache = useQueryClient()
  const acceptMe = useAcceptMe()
  const outside = useOutside().data
  const [search, setSearch] = useSearchParams()
  // What the address said on arrival; it is taken out, so that loading the page again does not say it again.
  const [how] = useState(search.get(returned))
  const wentWrong = useWentWrong(how)
  const [doing, setDoing] = useState<'link' | 'unlink'>()
  const again = () => cache.invalidateQueries({ queryKey: outsideKey })
  const complete = useMutation({ mutationFn: () => api.post('/access/outside-sign-in/link/completion'), onSettled: again })
  const unlink = useMutation({
    mutationFn: async () => (await api.delete('/access/outside-sign-in/link')).data,
    onSuccess: (me) => {
      acceptMe(me)
      setDoing(undefined)
      return again()
    },
  })
  const begun = useRef(false)
  useEffect(() => {
    if (!how || begun.current) return
    begun.current = true
    setSearch({}, { replace: true })
    if (how === wentWell) complete.mutate()
  }, [how, setSearch, complete])

  const provider = outside?.provider
  if (!provider) return null
  return (
    <Section id="nha-cung-cap" title={t.outside(provider)}>
      <p>{t.outsideWhy(provider)}</p>
      {wentWrong && <Note tone="amber" title={wentWrong} alert />}
      {!!complete.error && <ProblemNote error={complete.error} />}
      <div className="row">
        <StatusBadge tone={outside.linked ? 'green' : 'plain'}>{outside.linked ? t.outsideLinked : t.outsideNotLinked}</StatusBadge>
      </div>
      <div className="row">
        {outside.linked ? (
          <Button look="danger" onClick={() => setDoing('unlink')}>
            {t.outsideUnlink}
          </Button>
        ) : (
          <Button busy={complete.isPending} onClick={() => setDoing('link')}>
            {t.outsideLink}
          </Button>
        )}
      </div>
      {doing === 'link' && (
        <ConfirmDialog
          title={t.outsideLink}
          text={t.outsideLinkText(provider)}
          action={t.outsideGo(provider)}
          close={() => setDoing(undefined)}
          send={async (confirmation) => location.assign((await api.post('/access/outside-sign-in/link', { body: confirmation })).data.address)}
        />
      )}
      {doing === 'unlink' && (
        <Dialog title={t.outsideUnlink} onClose={() => setDoing(undefined)}>
          <p>{t.outsideUnlinkText(provider)}</p>
          {!!unlink.error && <ProblemNote error={unlink.error} />}
          <div className="row">
            <Button look="danger" busy={unlink.isPending} onClick={() => unlink.mutate()}>
              {t.outsideUnlink}
            </Button>
            <Button look="quiet" onClick={() => setDoing(undefined)}>
              {c.cancel}
            </Button>
          </div>
        </Dialog>
      )}
    </Section>
  )
}
