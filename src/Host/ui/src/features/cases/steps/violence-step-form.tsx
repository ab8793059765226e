import { optionsOf, RadioCards, TextArea } from '@/components/field'
import { FormFrame } from '@/components/form'
import { useForm } from '@/components/use-form'
import { thisMinute } from '@/lib/dates'
import { common } from '@/lib/i18n/common'
import { recordTexts } from '../record-texts'
import { stepTexts } from '../step-texts'
import { OccurredAt, PerformedBy } from './common-fields'
import { missing, pastMoment } from './rules'
import type { StepProps } from './step-props'

/** One entry of the incident log of school violence. */
export const ViolenceStep = ({ file, change, search, reload, done }: StepProps) => {
  const t = stepTexts.useTexts()
  const w = recordTexts.useTexts().violence
  const c = common.useTexts()
  const form = useForm({
    initial: { step: search.get('buoc') ?? '', note: '', occurredAt: thisMinute(), performedBy: 'School' },
    validate: (values) => ({
      ...missing([
        ['step', !(values.step in w.step), c.chooseOne],
        ['note', !values.note.trim(), w.needNote],
      ]),
      ...pastMoment('occurredAt', values.occurredAt, t.needTime, c),
    }),
    labels: { step: w.which },
    send: async (values, key) => {
      await change(
        '/violence-steps',
        { step: values.step as 'Stopped', note: values.note.trim(), occurredAt: values.occurredAt, performedBy: values.performedBy as 'School' },
        key,
      )
      form.clean()
      done(`/ca/${file.id}#bao-luc`)
    },
  })
  const times = (step: string) => file.violenceSteps.filter((taken) => taken.step === step).length
  return (
    <FormFrame form={form} action={w.action} then={w.then} reload={reload}>
      <RadioCards
        bind={form.bind('step')}
        label={w.which}
        options={optionsOf(w.step).map((option) => (times(option.value) > 0 ? { ...option, hint: w.times(times(option.value)) } : option))}
      />
      <TextArea bind={form.bind('note')} label={w.note} rows={4} maxLength={5_000} />
      <OccurredAt bind={form.bind('occurredAt')} />
      <PerformedBy bind={form.bind('performedBy')} />
    </FormFrame>
  )
}
