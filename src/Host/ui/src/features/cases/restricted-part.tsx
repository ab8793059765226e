import { useState } from 'react'
import { Button } from '@/components/button'
import { Dialog } from '@/components/dialog'
import { TextArea } from '@/components/field'
import { FormFrame } from '@/components/form'
import { Card } from '@/components/page'
import { useForm } from '@/components/use-form'
import { api } from '@/lib/api/client'
import type { CaseView, RestrictedAnswer } from '@/lib/api/types'
import { dateTime } from '@/lib/dates'
import { common } from '@/lib/i18n/common'
import { useLanguage } from '@/lib/i18n/language'
import { word } from '@/lib/i18n/texts'
import { texts } from './texts'

/** What is on file and not shown: by name, and one at a time to whoever may and says why. */
export const RestrictedPart = ({ file, mayReveal }: { file: CaseView; mayReveal: boolean }) => {
  const t = texts.useTexts().restricted
  const [asked, setAsked] = useState<string>()
  if (file.restricted.length === 0) return null
  return (
    <Card tone="amber">
      <h3>{t.title}</h3>
      <p className="muted">{mayReveal ? t.text : t.notForYou}</p>
      <ul className="restricted">
        {file.restricted.map((field) => (
          <li key={field} className="row-between">
            <strong>{word(t.field, field)}</strong>
            {mayReveal && (
              <Button aria-label={t.showing(word(t.field, field))} onClick={() => setAsked(field)}>
                {t.show}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {asked && <Reveal caseId={file.id} field={asked} close={() => setAsked(undefined)} />}
    </Card>
  )
}

/** The value lives in this dialog only: closed, it is gone from the page and was never in its cache. */
const Reveal = ({ caseId, field, close }: { caseId: string; field: string; close: () => void }) => {
  const t = texts.useTexts().restricted
  const c = common.useTexts()
  const language = useLanguage()
  const [shown, setShown] = useState<RestrictedAnswer>()
  const form = useForm({
    initial: { reason: '' },
    validate: (values): Record<string, string> => (values.reason.trim() ? {} : { reason: c.required }),
    send: async (values) => {
      const { data } = await api.get('/cases/{id}/restricted', {
        path: { id: caseId },
        query: { field },
        headers: { 'X-Purpose-Reason': encodeURIComponent(values.reason.trim()) },
      })
      form.clean()
      setShown(data)
    },
  })
  return (
    <Dialog title={word(t.field, field)} onClose={close}>
      {shown ? (
        <>
          {shown.values.length === 0 && <p>{t.nothing}</p>}
          {shown.values.map((value) => (
            <div key={value.eventId + value.text.en} className="stack-tight">
              <p className="restricted-value">{value.text[language]}</p>
              <p className="small muted">
                {dateTime(value.recordedAt)}
                {value.by.name && ` · ${value.by.name}`}
              </p>
            </div>
          ))}
          <div className="row">
            <Button onClick={close}>{c.close}</Button>
          </div>
        </>
      ) : (
        <FormFrame
          form={form}
          action={t.action}
          reload={() => Promise.resolve()}
          extra={
            <Button look="quiet" onClick={close}>
              {c.cancel}
            </Button>
          }
        >
          <p>{t.text}</p>
          <TextArea bind={form.bind('reason')} label={t.reason} hint={t.reasonHint} rows={3} maxLength={1000} />
        </FormFrame>
      )}
    </Dialog>
  )
}
