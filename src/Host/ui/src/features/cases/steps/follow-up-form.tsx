import { Field, RadioCards, TextArea } from '@/components/field'
import { FormFrame } from '@/components/form'
import { Note } from '@/components/states'
import { useForm } from '@/components/use-form'
import { thisMinute } from '@/lib/dates'
import { common } from '@/lib/i18n/common'
import { recordTexts } from '../record-texts'
import { stepTexts } from '../step-texts'
import { OccurredAt } from './common-fields'
import { missing, orNothing, pastMoment } from './rules'
import type { StepProps } from './step-props'

/** How the child fares some time after the case ended. */
export const FollowUp = ({ file, change, reload, done }: StepProps) => {
  const t = stepTexts.useTexts()
  const w = recordTexts.useTexts().followUp
  const c = common.useTexts()
  const form = useForm({
    initial: { safe: '', note: '', contactWith: '', childOpinion: '', occurredAt: thisMinute() },
    validate: (values) => ({
      ...missing([
        ['safe', !values.safe, c.chooseOne],
        ['note', !values.note.trim(), w.needNote],
      ]),
      ...pastMoment('occurredAt', values.occurredAt, t.needTime, c),
    }),
    labels: { safe: w.safe },
    send: async (values, key) => {
      await change(
        '/follow-ups',
        {
          occurredAt: values.occurredAt,
          safe: values.safe === 'yes',
          note: values.note.trim(),
          contactWith: orNothing(values.contactWith),
          childOpinion: orNothing(values.childOpinion),
        },
        key,
      )
      form.clean()
      done(`/ca/${file.id}#theo-doi`)
    },
  })
  return (
    <FormFrame form={form} action={w.action} then={w.then} reload={reload}>
      <RadioCards
        bind={form.bind('safe')}
        label={w.safe}
        side
        options={[
          { value: 'yes', label: w.yes },
          { value: 'no', label: w.no },
        ]}
      />
      {form.values.safe === 'no' && <Note tone="red" title={w.unsafe} />}
      <TextArea bind={form.bind('note')} label={w.note} rows={4} maxLength={5_000} />
      <TextArea bind={form.bind('childOpinion')} label={w.child} optional rows={3} maxLength={5_000} />
      <Field bind={form.bind('contactWith')} label={w.contact} optional autoComplete="off" maxLength={300} />
      <OccurredAt bind={form.bind('occurredAt')} />
    </FormFrame>
  )
}
