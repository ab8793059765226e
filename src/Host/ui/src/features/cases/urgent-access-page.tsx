import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import { Field, Select, TextArea } from '@/components/field'
import { FormFrame } from '@/components/form'
import { Page } from '@/components/page'
import { Note } from '@/components/states'
import { useForm } from '@/components/use-form'
import { api } from '@/lib/api/client'
import { isProblem } from '@/lib/api/problem'
import { texts } from './texts'

const hours = [1, 4, 8, 24]

/** Opens a case one does not otherwise see, to read: whoever comes here knows which case, and has a reason others will read. */
export const UrgentAccessPage = () => {
  const t = texts.useTexts().urgent
  const cache = useQueryClient()
  const navigate = useNavigate()
  const form = useForm({
    initial: { case: '', reason: '', hours: '4' },
    validate: (values): Record<string, string> => ({
      ...(values.case.trim() ? {} : { case: t.needCase }),
      ...(values.reason.trim() ? {} : { reason: t.needReason }),
    }),
    send: async (values, key) => {
      try {
        const { data } = await api.post('/cases/urgent-access', { body: { case: values.case.trim(), reason: values.reason.trim(), hours: Number(values.hours) }, key })
        form.clean()
        await cache.invalidateQueries({ queryKey: ['cases'] })
        await navigate(`/ca/${data.id}`)
      } catch (error) {
        if (isProblem(error, '/problems/not-found')) return { case: t.notThere }
        throw error
      }
    },
  })
  return (
    <Page title={t.title} lead={t.lead} narrow>
      <Note tone="amber" title={t.known}>
        <p>{t.knownText}</p>
      </Note>
      <FormFrame form={form} action={t.action} then={t.then}>
        <Field bind={form.bind('case')} label={t.case} hint={t.caseHint} autoComplete="off" />
        <TextArea bind={form.bind('reason')} label={t.reason} hint={t.reasonHint} rows={3} maxLength={2000} />
        <Select bind={form.bind('hours')} label={t.howLong} options={hours.map((n) => ({ value: String(n), label: t.hours(n) }))} />
      </FormFrame>
    </Page>
  )
}
