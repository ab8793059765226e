import { RadioCards, TextArea } from '@/components/field'
import { FormFrame } from '@/components/form'
import { useForm } from '@/components/use-form'
import { dueTime } from '@/lib/dates'
import { common, deadlineName } from '@/lib/i18n/common'
import { stepTexts } from '../step-texts'
import { missing } from './rules'
import type { StepProps } from './step-props'

export const WaiverRequest = ({ file, change, search, reload, done }: StepProps) => {
  const t = stepTexts.useTexts()
  const c = common.useTexts()
  const open = file.deadlines.filter((deadline) => (deadline.status === 'Pending' || deadline.status === 'Overdue') && !deadline.waiver?.pending)
  const form = useForm({
    initial: { deadline: search.get('thoi-han') ?? '', reason: '' },
    validate: (values) =>
      missing([
        ['deadline', !values.deadline, t.waiver.need],
        ['reason', !values.reason.trim(), t.needReason],
      ]),
    send: async (values, key) => {
      await change('/deadlines/{deadlineId}/waiver', { reason: values.reason.trim() }, key, { deadlineId: values.deadline })
      form.clean()
      done(`/ca/${file.id}#thoi-han`)
    },
  })
  return (
    <FormFrame form={form} action={t.waiver.action} then={t.waiver.then} reload={reload}>
      <RadioCards
        bind={form.bind('deadline')}
        label={t.waiver.which}
        options={open.map((deadline) => ({ value: deadline.id, label: deadlineName(deadline.code, deadline.about, c), hint: dueTime(deadline.dueAt) }))}
      />
      <TextArea bind={form.bind('reason')} label={t.reason} rows={3} />
    </FormFrame>
  )
}
