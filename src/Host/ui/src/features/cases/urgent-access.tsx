import { useState } from 'react'
import { Button } from '@/components/button'
import { Dialog } from '@/components/dialog'
import { TextArea } from '@/components/field'
import { FormFrame } from '@/components/form'
import { Card } from '@/components/page'
import { Note } from '@/components/states'
import { StatusBadge } from '@/components/status-badge'
import { useForm } from '@/components/use-form'
import type { CaseView } from '@/lib/api/types'
import { dateTime } from '@/lib/dates'
import { common } from '@/lib/i18n/common'
import { useMe } from '@/lib/session'
import { useChangeCase } from './change-case'
import { texts } from './texts'

type Taken = CaseView['urgentAccess'][number]

/** Tells who reads under it that they do, and for how long. */
export const UrgentBanner = ({ file }: { file: CaseView }) => {
  const t = texts.useTexts().urgent
  const me = useMe().data
  const mine = file.urgentAccess.find((taken) => taken.open && taken.person.id === me?.id)
  return (
    mine && (
      <Note tone="amber" title={t.banner(dateTime(mine.until))}>
        <p>{t.bannerText}</p>
      </Note>
    )
  )
}

/** Who opened the case in an emergency, why and until when; the focal person may end it. */
export const UrgentAccessCards = ({ file, mayEnd }: { file: CaseView; mayEnd: boolean }) => {
  const t = texts.useTexts().urgent
  const [ending, setEnding] = useState<Taken>()
  return (
    <>
      {[...file.urgentAccess].reverse().map((taken) => (
        <Card key={taken.at} {...(taken.open ? { tone: 'amber' as const } : {})}>
          <div className="row">
            <h3>{taken.person.name}</h3>
            <StatusBadge tone={taken.open ? 'amber' : 'plain'} sign={taken.open ? 'diamond' : 'tick'}>
              {taken.open ? t.openUntil(dateTime(taken.until)) : t.over}
            </StatusBadge>
          </div>
          <p className="prose-lines">{taken.reason}</p>
          <p className="small muted">
            {t.taken} {dateTime(taken.at)}
            {taken.endedAt && ` · ${t.ended(dateTime(taken.endedAt), taken.endedBy?.name ?? '')}`}
            {!taken.endedAt && !taken.open && ` · ${t.ranOut(dateTime(taken.until))}`}
          </p>
          {taken.open && mayEnd && (
            <div className="row no-print">
              <Button onClick={() => setEnding(taken)}>{t.end}</Button>
            </div>
          )}
        </Card>
      ))}
      {ending && <Ending file={file} taken={ending} close={() => setEnding(undefined)} />}
    </>
  )
}

const Ending = ({ file, taken, close }: { file: CaseView; taken: Taken; close: () => void }) => {
  const t = texts.useTexts().urgent
  const c = common.useTexts()
  const change = useChangeCase(file.id, file.version)
  const form = useForm({
    initial: { reason: '' },
    validate: (values): Record<string, string> => (values.reason.trim() ? {} : { reason: t.needReason }),
    send: async (values, key) => {
      await change('/urgent-access/{personId}/ending', { reason: values.reason.trim() }, key, { personId: taken.person.id ?? '' })
      form.clean()
      close()
    },
  })
  return (
    <Dialog title={t.end} onClose={close}>
      <p>{t.endText(taken.person.name)}</p>
      <FormFrame
        form={form}
        action={t.end}
        reload={() => Promise.resolve(close())}
        extra={
          <Button look="quiet" onClick={close}>
            {c.cancel}
          </Button>
        }
      >
        <TextArea bind={form.bind('reason')} label={t.endReason} rows={2} maxLength={2000} />
      </FormFrame>
    </Dialog>
  )
}
