import { CheckCards, Field, optionsOf, RadioCards, Select, TextArea } from '@/components/field'
import { FormFrame } from '@/components/form'
import { Note } from '@/components/states'
import { useForm } from '@/components/use-form'
import { common } from '@/lib/i18n/common'
import { useOrganisations } from '../list-organisations'
import { recordTexts } from '../record-texts'
import { stepTexts } from '../step-texts'
import { missing, orNothing } from './rules'
import type { StepProps } from './step-props'

/** Offers the case to where the child goes. */
export const Transfer = ({ file, change, reload, done }: StepProps) => {
  const t = stepTexts.useTexts()
  const w = recordTexts.useTexts().transfer
  const c = common.useTexts()
  const schools = (useOrganisations().data ?? []).filter((organisation) => organisation.kind === 'School' && organisation.id !== file.school?.id)
  const form = useForm({
    initial: { cause: '', toSchoolId: '', toName: '', reason: '', parts: [] as string[], basis: 'ProtectionDuty', consent: '' },
    validate: (values) =>
      missing([
        ['cause', !values.cause, c.chooseOne],
        ['toName', !values.toSchoolId && !values.toName.trim(), w.needReceiver],
        ['reason', !values.reason.trim(), t.needReason],
        ['consent', values.basis === 'Consent' && !values.consent.trim(), w.needConsent],
      ]),
    labels: { cause: w.cause },
    send: async (values, key) => {
      await change(
        '/transfers',
        {
          cause: values.cause as 'FamilyMoves',
          reason: values.reason.trim(),
          parts: values.parts as 'Plans'[],
          basis: values.basis as 'Consent',
          toSchoolId: values.toSchoolId || undefined,
          toName: values.toSchoolId ? undefined : values.toName.trim(),
          consent: values.basis === 'Consent' ? orNothing(values.consent) : undefined,
        },
        key,
      )
      form.clean()
      done(`/ca/${file.id}#chuyen-ca`)
    },
  })
  const { values } = form
  return (
    <FormFrame form={form} action={w.propose} then={w.proposeThen} reload={reload}>
      <RadioCards bind={form.bind('cause')} label={w.cause} options={optionsOf(w.causes)} />
      <Select bind={form.bind('toSchoolId')} label={w.receiver} empty={w.otherBody} options={schools.map((school) => ({ value: school.id, label: school.name }))} />
      {!values.toSchoolId && <Field bind={form.bind('toName')} label={w.name} hint={w.nameHint} autoComplete="off" maxLength={300} />}
      <TextArea bind={form.bind('reason')} label={w.reason} rows={4} maxLength={5_000} />
      <CheckCards bind={form.bind('parts')} label={w.parts} hint={w.partsHint} optional options={optionsOf(w.part)} />
      <RadioCards
        bind={form.bind('basis')}
        label={w.basis}
        options={optionsOf(w.bases).map((option) => ({ ...option, hint: w.basisHint[option.value] ?? '' }))}
      />
      {values.basis === 'Consent' && <TextArea bind={form.bind('consent')} label={w.consent} rows={2} maxLength={2_000} />}
    </FormFrame>
  )
}

export const TransferWithdrawal = ({ file, change, reload, done }: StepProps) => {
  const t = stepTexts.useTexts()
  const w = recordTexts.useTexts().transfer
  const waiting = file.transfers.find((transfer) => transfer.status === 'Proposed')
  const form = useForm({
    initial: { reason: '' },
    validate: (values) => missing([['reason', !values.reason.trim(), t.needReason]]),
    send: async (values, key) => {
      await change('/transfer-withdrawal', { reason: values.reason.trim() }, key)
      form.clean()
      done(`/ca/${file.id}#chuyen-ca`)
    },
  })
  if (!waiting) return <Note tone="amber" title={w.none} />
  return (
    <FormFrame form={form} action={w.withdraw} reload={reload}>
      <Note title={w.to(waiting.toName)} />
      <TextArea bind={form.bind('reason')} label={t.reason} rows={3} maxLength={5_000} />
    </FormFrame>
  )
}

/** A body without the platform answered on paper. */
export const TransferAnswer = ({ file, change, reload, done }: StepProps) => {
  const t = stepTexts.useTexts()
  const w = recordTexts.useTexts().transfer
  const c = common.useTexts()
  const waiting = file.transfers.find((transfer) => transfer.status === 'Proposed')
  const form = useForm({
    initial: { accepted: '', receivedBy: '', reason: '' },
    validate: (values) =>
      missing([
        ['accepted', !values.accepted, c.chooseOne],
        ['receivedBy', values.accepted === 'yes' && !values.receivedBy.trim(), w.needReceivedBy],
        ['reason', values.accepted === 'no' && !values.reason.trim(), t.needReason],
      ]),
    labels: { accepted: w.answered },
    send: async (values, key) => {
      const accepted = values.accepted === 'yes'
      await change(
        '/transfer-answer',
        { accepted, receivedBy: accepted ? values.receivedBy.trim() : undefined, reason: accepted ? undefined : values.reason.trim() },
        key,
      )
      form.clean()
      done(`/ca/${file.id}#chuyen-ca`)
    },
  })
  if (!waiting) return <Note tone="amber" title={w.none} />
  return (
    <FormFrame form={form} action={w.mirror} reload={reload}>
      <Note title={w.to(waiting.toName)} />
      <RadioCards
        bind={form.bind('accepted')}
        label={w.answered}
        side
        options={[
          { value: 'yes', label: w.accepted },
          { value: 'no', label: w.declined },
        ]}
      />
      {form.values.accepted === 'yes' && <Field bind={form.bind('receivedBy')} label={w.receivedBy} autoComplete="off" maxLength={200} />}
      {form.values.accepted === 'no' && <TextArea bind={form.bind('reason')} label={t.reason} rows={3} maxLength={5_000} />}
    </FormFrame>
  )
}
