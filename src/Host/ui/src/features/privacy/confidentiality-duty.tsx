import { useState } from 'react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Outlet } from 'react-router'
import { Button } from '@/components/button'
import { Page } from '@/components/page'
import { ProblemNote } from '@/components/problem-note'
import { Loading } from '@/components/states'
import { api, newKey } from '@/lib/api/client'
import type { Confidentiality } from '@/lib/api/types'
import { useLanguage } from '@/lib/i18n/language'
import { texts } from './texts'
import './privacy.css'

const ownDuty = (personId: string) => ['confidentiality', personId]

/** Once a year the duty of confidentiality comes before every other page. Where it cannot be asked for, nobody is kept from their work. */
export const ConfidentialityFirst = ({ personId }: { personId: string }) => {
  const duty = useQuery({ queryKey: ownDuty(personId), queryFn: async () => (await api.get('/privacy/confidentiality')).data, staleTime: Infinity, retry: false })
  if (duty.isPending) return <Loading />
  return duty.data?.due ? <Duty duty={duty.data} personId={personId} /> : <Outlet />
}

const Duty = ({ duty, personId }: { duty: Confidentiality; personId: string }) => {
  const t = texts.useTexts()
  const language = useLanguage()
  const cache = useQueryClient()
  const [key] = useState(newKey)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<unknown>(null)
  const accept = async () => {
    setBusy(true)
    setFailure(null)
    try {
      await api.post('/privacy/confidentiality/acceptance', { key, body: { textVersion: duty.textVersion } })
      cache.setQueryData(ownDuty(personId), { ...duty, due: false })
    } catch (error) {
      setFailure(error)
      setBusy(false)
    }
  }
  return (
    <Page title={t.confidentiality.dutyTitle} lead={t.confidentiality.lead} narrow>
      <ol className="duty-text">
        {(language === 'vi' ? duty.textVi : duty.textEn).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ol>
      <p className="small muted">{t.version(duty.textVersion)}</p>
      {!!failure && <ProblemNote error={failure} />}
      <div className="form-actions">
        <Button look="primary" busy={busy} onClick={() => void accept()}>
          {t.confidentiality.accept}
        </Button>
        <p className="then">{t.confidentiality.acceptThen}</p>
      </div>
    </Page>
  )
}
