import { TextArea } from '@/components/field'
import { FormFrame } from '@/components/form'
import { useForm } from '@/components/use-form'
import { stepTexts } from '../step-texts'
import { missing } from './rules'
import type { StepProps } from './step-props'

export const Escalation = ({ change, reload, done }: StepProps) => {
  const t = stepTexts.useTexts()
  const form = useForm({
    initial: { reason: '' },
    validate: (values) => missing([['reason', !values.reason.trim(), t.needReason]]),
    send: async (values, key) => {
      await change('/escalation', { reason: values.reason.trim() }, key)
      form.clean()
      done()
    },
  })
  return (
    <FormFrame form={form} action={t.escalation.action} then={t.escalation.then} reload={reload}>
      <TextArea bind={form.bind('reason')} label={t.reason} rows={3} />
    </FormFrame>
  )
}
