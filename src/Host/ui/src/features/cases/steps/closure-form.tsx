import { Field, TextArea } from '@/components/field'
import { FormFrame } from '@/components/form'
import { useForm } from '@/components/use-form'
import { stepTexts } from '../step-texts'
import { missing, orNothing } from './rules'
import type { StepProps } from './step-props'

export const Closure = ({ change, reload, done }: StepProps) => {
  const t = stepTexts.useTexts()
  const form = useForm({
    initial: { summary: '', decisionNo: '' },
    validate: (values) => missing([['summary', !values.summary.trim(), t.closure.needSummary]]),
    send: async (values, key) => {
      await change('/closure', { summary: values.summary.trim(), decisionNo: orNothing(values.decisionNo) }, key)
      form.clean()
      done()
    },
  })
  return (
    <FormFrame form={form} action={t.closure.action} then={t.closure.then} reload={reload}>
      <TextArea bind={form.bind('summary')} label={t.closure.summary} rows={5} />
      <Field bind={form.bind('decisionNo')} label={t.decisionNo} optional autoComplete="off" />
    </FormFrame>
  )
}

export const Reopening = ({ change, reload, done }: StepProps) => {
  const t = stepTexts.useTexts()
  const form = useForm({
    initial: { reason: '' },
    validate: (values) => missing([['reason', !values.reason.trim(), t.needReason]]),
    send: async (values, key) => {
      await change('/reopening', { reason: values.reason.trim() }, key)
      form.clean()
      done()
    },
  })
  return (
    <FormFrame form={form} action={t.reopening.action} then={t.reopening.then} reload={reload}>
      <TextArea bind={form.bind('reason')} label={t.reason} rows={3} />
    </FormFrame>
  )
}
