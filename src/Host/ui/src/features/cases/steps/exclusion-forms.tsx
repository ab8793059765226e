import { RadioCards, TextArea } from '@/components/field'
import { FormFrame } from '@/components/form'
import { Await } from '@/components/states'
import { useForm } from '@/components/use-form'
import type { Person } from '@/lib/api/types'
import { dateTime } from '@/lib/dates'
import { common } from '@/lib/i18n/common'
import { word } from '@/lib/i18n/texts'
import { useMe } from '@/lib/session'
import { usePeople } from '../list-people'
import { stepTexts } from '../step-texts'
import { texts } from '../texts'
import { missing } from './rules'
import type { StepProps } from './step-props'

const grounds = ['SuspectedPerson', 'Relative', 'ConflictOfInterest'] as const

/** Keeps a colleague away from the case: of one's own organisation, which for the school's staff is the case's. */
export const Exclusion = (props: StepProps) => {
  const me = useMe().data
  const own = me?.memberships.map((held) => held.organisationId) ?? []
  const place = own.find((id) => id === props.file.school?.id) ?? own[0]
  return <Await query={usePeople(place)}>{(people) => <ExclusionForm {...props} people={people} />}</Await>
}

const ExclusionForm = ({ file, change, reload, done, people }: StepProps & { people: Person[] }) => {
  const t = stepTexts.useTexts()
  const w = texts.useTexts()
  const c = common.useTexts()
  const me = useMe().data
  const form = useForm({
    initial: { personId: '', ground: '', reason: '' },
    validate: (values) =>
      missing([
        ['personId', !values.personId, t.exclusion.needPerson],
        ['ground', !values.ground, t.exclusion.needGround],
        ['reason', !values.reason.trim(), t.needReason],
      ]),
    send: async (values, key) => {
      await change('/exclusions', { personId: values.personId, ground: values.ground as (typeof grounds)[number], reason: values.reason.trim() }, key)
      form.clean()
      // Whoever excludes themselves has no case to go back to.
      done(values.personId === me?.id ? '/ca' : undefined)
    },
  })
  const known = new Set(file.exclusions.map((exclusion) => exclusion.person.id))
  return (
    <FormFrame form={form} action={t.exclusion.action} then={t.exclusion.then} reload={reload}>
      <RadioCards
        bind={form.bind('personId')}
        label={t.exclusion.who}
        options={people
          .filter((person) => !known.has(person.id))
          .map((person) => ({ value: person.id, label: person.displayName, hint: person.roles.map((role) => word(c.role, role)).join(', ') }))}
      />
      <RadioCards bind={form.bind('ground')} label={t.exclusion.ground} options={grounds.map((ground) => ({ value: ground, label: word(w.ground, ground) }))} />
      <TextArea bind={form.bind('reason')} label={t.reason} hint={t.exclusion.reasonHint} rows={3} />
    </FormFrame>
  )
}

/** Lets somebody see the case again. */
export const ExclusionLifting = ({ file, change, reload, done }: StepProps) => {
  const t = stepTexts.useTexts()
  const w = texts.useTexts()
  const form = useForm({
    initial: { personId: file.exclusions.length === 1 ? (file.exclusions[0]?.person.id ?? '') : '', reason: '' },
    validate: (values) =>
      missing([
        ['personId', !values.personId, t.exclusion.needPerson],
        ['reason', !values.reason.trim(), t.needReason],
      ]),
    send: async (values, key) => {
      await change('/exclusions/{personId}/lifting', { reason: values.reason.trim() }, key, { personId: values.personId })
      form.clean()
      done()
    },
  })
  return (
    <FormFrame form={form} action={t.exclusion.lift} then={t.exclusion.liftThen} reload={reload}>
      <RadioCards
        bind={form.bind('personId')}
        label={t.exclusion.whoAgain}
        options={file.exclusions.map((exclusion) => ({
          value: exclusion.person.id ?? '',
          label: exclusion.person.name,
          hint: `${word(w.ground, exclusion.ground)} · ${dateTime(exclusion.at)}`,
        }))}
      />
      <TextArea bind={form.bind('reason')} label={t.reason} rows={3} />
    </FormFrame>
  )
}
