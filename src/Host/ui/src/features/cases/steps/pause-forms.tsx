import { optionsOf, RadioCards, TextArea } from '@/components/field'
import { FormFrame } from '@/components/form'
import { Note } from '@/components/states'
import { useForm } from '@/components/use-form'
import { dateTime, dueTime } from '@/lib/dates'
import { common, deadlineName } from '@/lib/i18n/common'
import { recordTexts } from '../record-texts'
import { stepTexts } from '../step-texts'
import { missing } from './rules'
import type { StepProps } from './step-props'

/** Stops a clock, for a reason its rule allows. */
export const DeadlinePause = ({ file, change, search, reload, done }: StepProps) => {
  const t = stepTexts.useTexts()
  const w = recordTexts.useTexts().pause
  const c = common.useTexts()
  const deadline = file.deadlines.find((known) => known.id === search.get('thoi-han') && !known.pausedAt && known.mayPauseFor.length > 0)
  const form = useForm({
    initial: { ground: '', reason: '' },
    validate: (values) =>
      missing([
        ['ground', !values.ground, c.chooseOne],
        ['reason', !values.reason.trim(), t.needReason],
      ]),
    labels: { ground: w.ground },
    send: async (values, key) => {
      if (!deadline) return
      await change('/deadlines/{deadlineId}/pause', { ground: values.ground as 'ChildAway', reason: values.reason.trim() }, key, { deadlineId: deadline.id })
      form.clean()
      done(`/ca/${file.id}#thoi-han`)
    },
  })
  if (!deadline) return <Note tone="amber" title={t.notNow} />
  return (
    <FormFrame form={form} action={w.action} then={w.then} reload={reload}>
      <Note title={deadlineName(deadline.code, deadline.about, c)}>
        <p>{dueTime(deadline.dueAt)}</p>
      </Note>
      <RadioCards bind={form.bind('ground')} label={w.ground} options={optionsOf(w.grounds).filter((option) => deadline.mayPauseFor.some((ground) => ground === option.value))} />
      <TextArea bind={form.bind('reason')} label={w.reason} rows={3} maxLength={2_000} />
    </FormFrame>
  )
}

export const DeadlineResumption = ({ file, change, search, reload, done }: StepProps) => {
  const t = stepTexts.useTexts()
  const w = recordTexts.useTexts().pause
  const c = common.useTexts()
  const deadline = file.deadlines.find((known) => known.id === search.get('thoi-han') && known.pausedAt)
  const form = useForm({
    initial: {},
    send: async (_, key) => {
      if (!deadline) return
      await change('/deadlines/{deadlineId}/resumption', {}, key, { deadlineId: deadline.id })
      form.clean()
      done(`/ca/${file.id}#thoi-han`)
    },
  })
  if (!deadline) return <Note tone="amber" title={t.notNow} />
  return (
    <FormFrame form={form} action={w.resumeAction} then={w.resumeText} reload={reload}>
      <Note title={deadlineName(deadline.code, deadline.about, c)}>
        <p>{w.since(dateTime(deadline.pausedAt))}</p>
      </Note>
    </FormFrame>
  )
}
