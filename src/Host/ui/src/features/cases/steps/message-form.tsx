import { useQueryClient } from '@tanstack/react-query'
import { TextArea } from '@/components/field'
import { FormFrame } from '@/components/form'
import { useForm } from '@/components/use-form'
import { api } from '@/lib/api/client'
import { stepTexts } from '../step-texts'
import { missing } from './rules'
import type { StepProps } from './step-props'

/** To the informant, who reads it with reference and code. Goes by the report's reference, not the case's address. */
export const Message = ({ file, done }: StepProps) => {
  const t = stepTexts.useTexts()
  const cache = useQueryClient()
  const form = useForm({
    initial: { text: '' },
    validate: (values) => missing([['text', !values.text.trim(), t.message.need]]),
    send: async (values, key) => {
      await api.post('/cases/reports/{reference}/messages', { path: { reference: file.reference }, body: { text: values.text.trim() }, key })
      await cache.invalidateQueries({ queryKey: ['cases'] })
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
