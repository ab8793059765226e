import { Field, RadioCards, TextArea } from '@/components/field'
import { FormFrame } from '@/components/form'
import { useForm } from '@/components/use-form'
import { thisMinute } from '@/lib/dates'
import { common } from '@/lib/i18n/common'
import { recordTexts } from '../record-texts'
import { stepTexts } from '../step-texts'
import { OccurredAt } from './common-fields'
import { missing, orNothing, pastMoment } from './rules'
import type { StepProps } from './step-props'

/** What the child thinks, in its words; or why it could not be asked. */
export const ChildOpinion = ({ file, change, reload, done }: StepProps) => {
  const t = stepTexts.useTexts()
  const w = recordTexts.useTexts().opinion
  const c = common.useTexts()
  const form = useForm({
    initial: { about: '', heard: '', opinion: '', notHeardReason: '', adultChosenByChild: '', occurredAt: thisMinute() },
    validate: (values) => ({
      ...missing([
        ['about', !values.about.trim(), w.needAbout],
        ['heard', !values.heard, c.chooseOne],
        ['opinion', values.heard === 'yes' && !values.opinion.trim(), w.needWords],
        ['notHeardReason', values.heard === 'no' && !values.notHeardReason.trim(), t.needReason],
      ]),
      ...pastMoment('occurredAt', values.occurredAt, t.needTime, c),
    }),
    labels: { heard: w.heard },
    send: async (values, key) => {
      const heard = values.heard === 'yes'
      await change(
        '/child-opinions',
        {
          about: values.about.trim(),
          occurredAt: values.occurredAt,
          opinion: heard ? values.opinion.trim() : undefined,
          notHeardReason: heard ? undefined : values.notHeardReason.trim(),
          adultChosenByChild: heard ? orNothing(values.adultChosenByChild) : undefined,
        },
        key,
      )
      form.clean()
      done(`/ca/${file.id}#y-kien`)
    },
  })
  const { heard } = form.values
  return (
    <FormFrame form={form} action={w.action} reload={reload}>
      <Field bind={form.bind('about')} label={w.about} hint={w.aboutHint} autoComplete="off" maxLength={500} />
      <RadioCards
        bind={form.bind('heard')}
        label={w.heard}
        side
        options={[
          { value: 'yes', label: w.yes },
          { value: 'no', label: w.no },
        ]}
      />
      {heard === 'yes' && (
        <>
          <TextArea bind={form.bind('opinion')} label={w.words} hint={w.wordsHint} rows={5} maxLength={10_000} />
          <Field bind={form.bind('adultChosenByChild')} label={w.adult} optional autoComplete="off" maxLength={200} />
        </>
      )}
      {heard === 'no' && <TextArea bind={form.bind('notHeardReason')} label={w.notHeard} rows={3} maxLength={2_000} />}
      <OccurredAt bind={form.bind('occurredAt')} />
    </FormFrame>
  )
}
