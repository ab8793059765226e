import { Field, optionsOf, RadioCards, Select, TextArea } from '@/components/field'
import { FormFrame } from '@/components/form'
import { useForm } from '@/components/use-form'
import { thisMinute } from '@/lib/dates'
import { common } from '@/lib/i18n/common'
import { hasRole, useMe } from '@/lib/session'
import { factTexts } from '../fact-texts'
import { useOrganisations } from '../list-organisations'
import { stepTexts } from '../step-texts'
import { OccurredAt, PerformedBy } from './common-fields'
import { missing, orNothing, pastMoment } from './rules'
import type { StepProps } from './step-props'

const kindsFor: Record<string, string[]> = {
  Commune: ['CommuneCommittee'],
  Police: ['Police'],
  Hotline111: ['Hotline'],
  ChildCareAgency: ['HealthDepartment', 'ProvinceDepartment'],
}

export const Notification = ({ change, reload, done }: StepProps) => {
  const t = stepTexts.useTexts()
  const f = factTexts.useTexts()
  const c = common.useTexts()
  const organisations = useOrganisations().data ?? []
  // Notifying is the focal person's or the principal's duty; others stand in only when both are absent or involved.
  const standsIn = !hasRole(useMe().data, 'FocalPerson', 'Principal')
  const form = useForm({
    initial: { recipientKind: 'Commune', organisation: '', name: '', channel: 'Phone', occurredAt: thisMinute(), person: '', note: '', absenceReason: '', performedBy: 'School' },
    validate: (values) => ({
      ...missing([
        ['name', !values.organisation && !values.name.trim() && values.recipientKind !== 'Hotline111', t.notification.needName],
        ['person', !values.person.trim(), t.notification.needPerson],
        ['absenceReason', standsIn && !values.absenceReason.trim(), t.notification.needAbsence],
      ]),
      ...pastMoment('occurredAt', values.occurredAt, t.needTime, c),
    }),
    send: async (values, key) => {
      const chosen = organisations.find((organisation) => organisation.id === values.organisation)
      await change(
        '/notifications',
        {
          recipientKind: values.recipientKind,
          recipientOrganisationId: chosen?.id,
          recipientName: chosen ? undefined : (orNothing(values.name) ?? f.recipient[values.recipientKind]),
          channel: values.channel,
          occurredAt: values.occurredAt,
          personSpokenTo: values.person.trim(),
          note: orNothing(values.note),
          absenceReason: standsIn ? orNothing(values.absenceReason) : undefined,
          performedBy: values.performedBy,
        },
        key,
      )
      form.clean()
      done()
    },
  })
  const options = organisations
    .filter((organisation) => kindsFor[form.values.recipientKind]?.includes(organisation.kind))
    .map((organisation) => ({ value: organisation.id, label: organisation.name }))
  return (
    <FormFrame form={form} action={t.notification.action} then={t.notification.then} reload={reload}>
      <RadioCards
        bind={{
          ...form.bind('recipientKind'),
          onChange: (recipientKind) => form.setValues({ ...form.values, recipientKind, organisation: '' }),
        }}
        label={t.notification.recipient}
        side
        options={optionsOf(f.recipient)}
      />
      {options.length > 0 && <Select bind={form.bind('organisation')} label={t.notification.organisation} options={options} empty={t.notification.otherOrganisation} />}
      {!form.values.organisation && <Field bind={form.bind('name')} label={t.notification.name} optional={form.values.recipientKind === 'Hotline111'} />}
      <RadioCards bind={form.bind('channel')} label={t.notification.channel} side options={optionsOf(f.channel)} />
      <Field bind={form.bind('person')} label={t.notification.person} hint={t.notification.personHint} autoComplete="off" />
      <OccurredAt bind={form.bind('occurredAt')} />
      <PerformedBy bind={form.bind('performedBy')} />
      {standsIn && <TextArea bind={form.bind('absenceReason')} label={t.notification.absence} rows={2} />}
      <TextArea bind={form.bind('note')} label={t.note} optional rows={2} />
    </FormFrame>
  )
}
