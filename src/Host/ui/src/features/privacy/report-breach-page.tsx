import { useState } from 'react'
import { ButtonLink } from '@/components/button'
import { DateTimeField, unreadable } from '@/components/date-time-field'
import { TextArea } from '@/components/field'
import { FormFrame } from '@/components/form'
import { Page } from '@/components/page'
import { Note } from '@/components/states'
import { useForm } from '@/components/use-form'
import { api } from '@/lib/api/client'
import { thisMinute } from '@/lib/dates'
import { common } from '@/lib/i18n/common'
import { useRecord } from './registers'
import { texts } from './texts'

/** Anybody signed in: a few words, and the officer has it. */
export const ReportBreachPage = () => {
  const t = texts.useTexts().breach
  const c = common.useTexts()
  const record = useRecord()
  const [reported, setReported] = useState(false)
  const form = useForm({
    initial: { what: '', discoveredAt: thisMinute() },
    validate: (values) => {
      const errors: Record<string, string> = {}
      if (!values.what.trim()) errors.what = c.required
      if (!values.discoveredAt || values.discoveredAt === unreadable) errors.discoveredAt = c.badDateTime
      return errors
    },
    labels: { what: t.what, discoveredAt: t.discoveredAt },
    send: async (values, key) => {
      await record(api.post('/privacy/breaches', { key, body: { what: values.what.trim(), discoveredAt: values.discoveredAt } }))
      form.clean()
      setReported(true)
    },
  })
  return (
    <Page title={t.report} lead={t.reportLead} narrow>
      {reported ? (
        <Note tone="green" title={t.sent} alert>
          <p>{t.sentText}</p>
          <div className="row">
            <ButtonLink to="/">{c.close}</ButtonLink>
          </div>
        </Note>
      ) : (
        <FormFrame form={form} action={t.report}>
          <TextArea bind={form.bind('what')} label={t.what} hint={t.whatHint} rows={5} maxLength={4000} />
          <DateTimeField bind={form.bind('discoveredAt')} label={t.discoveredAt} />
        </FormFrame>
      )}
    </Page>
  )
}
