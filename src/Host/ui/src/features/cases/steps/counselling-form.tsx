import { CheckCards, optionsOf, RadioCards, Select, TextArea } from '@/components/field'
import { FormFrame } from '@/components/form'
import { Await } from '@/components/states'
import { useForm } from '@/components/use-form'
import type { Person } from '@/lib/api/types'
import { thisMinute } from '@/lib/dates'
import { common } from '@/lib/i18n/common'
import { useMe } from '@/lib/session'
import { usePeople } from '../list-people'
import { stepTexts } from '../step-texts'
import { texts } from '../texts'
import { OccurredAt } from './common-fields'
import { missing, orNothing, pastMoment } from './rules'
import type { StepProps } from './step-props'

/** Writes down a talk with the child, for counsellors only. */
export const CounsellingNote = (props: StepProps) => <Await query={usePeople(props.file.school?.id)}>{(people) => <CounsellingForm {...props} people={people} />}</Await>

const CounsellingForm = ({ file, change, reload, done, people }: StepProps & { people: Person[] }) => {
  const t = stepTexts.useTexts()
  const w = texts.useTexts()
  const c = common.useTexts()
  const me = useMe().data
  const others = people.filter((person) => person.roles.includes('Counsellor') && person.id !== me?.id && !file.exclusions.some((exclusion) => exclusion.person.id === person.id))
  const form = useForm({
    initial: { form: 'Individual', topic: '', text: '', summary: '', nextStep: '', occurredAt: thisMinute(), sharedWith: [] as string[] },
    validate: (values) => ({
      ...missing([['text', !values.text.trim(), t.counselling.needText]]),
      ...pastMoment('occurredAt', values.occurredAt, t.needTime, c),
    }),
    send: async (values, key) => {
      await change(
        '/counselling-notes',
        {
          form: values.form,
          topic: values.topic ? (values.topic as 'Learning') : undefined,
          text: values.text.trim(),
          summary: orNothing(values.summary),
          nextStep: orNothing(values.nextStep),
          occurredAt: values.occurredAt,
          sharedWith: values.sharedWith,
        },
        key,
      )
      form.clean()
      done()
    },
  })
  return (
    <FormFrame form={form} action={t.counselling.action} then={t.counselling.then} reload={reload}>
      <OccurredAt bind={form.bind('occurredAt')} />
      <RadioCards bind={form.bind('form')} label={t.counselling.form} options={optionsOf(w.counselling.form)} />
      <Select bind={form.bind('topic')} label={w.counselling.topicLabel} optional empty="–" options={optionsOf(w.counselling.topic)} />
      <TextArea bind={form.bind('text')} label={t.counselling.text} hint={t.counselling.textHint} rows={8} maxLength={10_000} />
      <TextArea bind={form.bind('summary')} label={w.counselling.summary} hint={t.counselling.summaryHint} optional rows={2} maxLength={2_000} />
      <TextArea bind={form.bind('nextStep')} label={w.counselling.nextStep} hint={t.counselling.nextStepHint} optional rows={2} maxLength={2_000} />
      {others.length > 0 && <CheckCards bind={form.bind('sharedWith')} label={t.counselling.share} hint={t.counselling.shareHint} options={others.map((person) => ({ value: person.id, label: person.displayName }))} />}
    </FormFrame>
  )
}
