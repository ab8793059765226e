import { TextArea } from '@/components/field'
import { FormFrame } from '@/components/form'
import { useForm } from '@/components/use-form'
import { stepTexts } from '../step-texts'
import { missing } from './rules'
import type { StepProps } from './step-props'

/** To the informant, who reads it with reference and code. Goes by the report's reference, not the case's address. */
export const Message = ({ file, answer, done }: StepProps) => {
  const t = stepTexts.useTexts()
  const form = useForm({
    initial: { text: '' },
    validate: (values) => missing([['text', !values.text.trim(), t.message.need]]),
    send: async (values, key) => {
      await answer(file.reference, { text: values.text.trim() }, key)
      form.clean()
      done(`/ca/${file.id}#trao-doi`)
    },
  })
  return (
    <FormFrame form={form} action={t.message.action}>
      <TextArea bind={form.bind('text')} label={t.message.text} hint={t.message.hint} rows={4} />
    </FormFrame>
  )
}
