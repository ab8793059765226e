import { DateField } from '@/components/date-time-field'
import { optionsOf, RadioCards, TextArea } from '@/components/field'
import { FormFrame } from '@/components/form'
import { Note } from '@/components/states'
import { useForm } from '@/components/use-form'
import { thisMinute } from '@/lib/dates'
import { common } from '@/lib/i18n/common'
import { recordTexts } from '../record-texts'
import { stepTexts } from '../step-texts'
import { OccurredAt } from './common-fields'
import { missing, optionalDay, orNothing, pastMoment } from './rules'
import type { StepProps } from './step-props'

/** A goal the pupil sets itself. */
export const Goal = ({ file, change, reload, done }: StepProps) => {
  const t = stepTexts.useTexts()
  const w = recordTexts.useTexts().goal
  const c = common.useTexts()
  const form = useForm({
    initial: { goal: '', firstStep: '', helpWanted: '', lookAgainOn: '', occurredAt: thisMinute() },
    validate: (values) => ({
      ...missing([['goal', !values.goal.trim(), w.needGoal]]),
      ...optionalDay('lookAgainOn', values.lookAgainOn, c),
      ...pastMoment('occurredAt', values.occurredAt, t.needTime, c),
    }),
    send: async (values, key) => {
      await change(
        '/goals',
        {
          goal: values.goal.trim(),
          firstStep: orNothing(values.firstStep),
          helpWanted: orNothing(values.helpWanted),
          lookAgainOn: values.lookAgainOn || undefined,
          occurredAt: values.occurredAt,
        },
        key,
      )
      form.clean()
      done(`/ca/${file.id}#muc-tieu`)
    },
  })
  return (
    <FormFrame form={form} action={w.set} reload={reload}>
      <p className="muted">{w.lead}</p>
      <TextArea bind={form.bind('goal')} label={w.goal} rows={2} maxLength={2_000} />
      <TextArea bind={form.bind('firstStep')} label={w.firstStep} optional rows={2} maxLength={2_000} />
      <TextArea bind={form.bind('helpWanted')} label={w.help} optional rows={2} maxLength={2_000} />
      <DateField bind={form.bind('lookAgainOn')} label={w.lookAgain} optional />
      <OccurredAt bind={form.bind('occurredAt')} />
    </FormFrame>
  )
}

/** How the pupil sees the way to it. */
export const GoalProgress = ({ file, change, search, reload, done }: StepProps) => {
  const t = stepTexts.useTexts()
  const w = recordTexts.useTexts().goal
  const c = common.useTexts()
  const goal = file.pupilGoals.find((known) => known.number === Number(search.get('so')) && (known.standing === 'NotYet' || known.standing === 'PartWay'))
  const form = useForm({
    initial: { standing: '', childSays: '', occurredAt: thisMinute() },
    validate: (values) => ({
      ...missing([['standing', !values.standing, c.chooseOne]]),
      ...pastMoment('occurredAt', values.occurredAt, t.needTime, c),
    }),
    labels: { standing: w.asSeen },
    send: async (values, key) => {
      if (!goal) return
      await change('/goals/{number}/progress', { standing: values.standing as 'Reached', childSays: orNothing(values.childSays), occurredAt: values.occurredAt }, key, { number: goal.number })
      form.clean()
      done(`/ca/${file.id}#muc-tieu`)
    },
  })
  if (!goal) return <Note tone="amber" title={w.notThere} />
  return (
    <FormFrame form={form} action={w.progress} reload={reload}>
      <blockquote className="child-words prose-lines">{goal.goal}</blockquote>
      <RadioCards bind={form.bind('standing')} label={w.asSeen} side options={optionsOf(w.standing)} />
      <TextArea bind={form.bind('childSays')} label={w.says} optional rows={3} maxLength={2_000} />
      <OccurredAt bind={form.bind('occurredAt')} />
    </FormFrame>
  )
}
