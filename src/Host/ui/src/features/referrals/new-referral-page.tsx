import { useDeferredValue, useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { Field, optionsOf, RadioCards, TextArea } from '@/components/field'
import { FormFrame } from '@/components/form'
import { Page } from '@/components/page'
import { Await, EmptyState } from '@/components/states'
import { useForm } from '@/components/use-form'
import type { CaseView, PlanAction } from '@/lib/api/types'
import { common } from '@/lib/i18n/common'
import { word } from '@/lib/i18n/texts'
import { useMe } from '@/lib/session'
import { useCaseForReferral, useCreateReferral, useProviders } from './create-referral'
import { texts } from './texts'
import './referrals.css'

export const NewReferralPage = () => {
  const t = texts.useTexts()
  const [search] = useSearchParams()
  const query = useCaseForReferral(search.get('ca') ?? '')
  const planNumber = Number(search.get('ke-hoach'))
  const actionNumber = Number(search.get('hoat-dong'))
  if (!search.get('ca')) return <EmptyState page icon="arrows" title={t.notPossible} />
  return (
    <Await query={query} lines={6}>
      {(file) => {
        const action = file.plans.find((plan) => plan.number === planNumber && plan.status === 'Approved')?.actions.find((known) => known.number === actionNumber)
        return action ? <NewReferral file={file} planNumber={planNumber} action={action} /> : <EmptyState page icon="arrows" title={t.notPossible} />
      }}
    </Await>
  )
}

const fields = [
  'child.fullName',
  'child.dateOfBirth',
  'child.sex',
  'child.className',
  'child.address',
  'caregiver.name',
  'caregiver.phone',
  'situation',
  'risk.level',
  'request',
  'contact.name',
  'contact.phone',
]

/** What the case already knows, offered for editing once a field is chosen. Nothing leaves unless it was chosen. */
const known = (file: CaseView, action: PlanAction, me: string | undefined): Record<string, string> => {
  const child = file.report.child
  return {
    'child.fullName': child?.fullName ?? '',
    'child.dateOfBirth': child?.dateOfBirth ?? '',
    'child.sex': child?.sex ?? '',
    'child.className': child?.className ?? '',
    'caregiver.name': child?.caregiver ?? '',
    situation: [...file.plans].reverse().find((plan) => plan.problemSummary)?.problemSummary ?? '',
    'risk.level': file.riskLevel ?? '',
    request: action.description,
    'contact.name': me ?? '',
  }
}

const NewReferral = ({ file, planNumber, action }: { file: CaseView; planNumber: number; action: PlanAction }) => {
  const t = texts.useTexts()
  const c = common.useTexts()
  const me = useMe().data
  const navigate = useNavigate()
  const create = useCreateReferral()
  const [q, setQ] = useState('')
  const providers = useProviders(useDeferredValue(q))
  const prefill = known(file, action, me?.displayName ?? undefined)
  const form = useForm({
    initial: { providerId: '', need: action.description, urgency: file.riskLevel === 'High' ? 'High' : 'Normal', basis: '', basisNote: '', shared: {} as Record<string, string> },
    validate: (values) => {
      const errors: Record<string, string> = {}
      if (!values.providerId) errors.providerId = t.needProvider
      if (!values.need.trim()) errors.need = t.needNeed
      if (!values.basis) errors.basis = c.chooseOne
      if (values.basis === 'Consent' && !values.basisNote.trim()) errors.basisNote = t.needBasisNote
      for (const [field, value] of Object.entries(values.shared)) if (!value.trim()) errors[`shared.${field}`] = t.needValue
      return errors
    },
    labels: Object.fromEntries(fields.map((field) => [`shared.${field}`, t.field[field] ?? field])),
    send: async (values, key) => {
      const made = await create(
        {
          caseId: file.id,
          planNumber,
          actionNumber: action.number,
          providerId: values.providerId,
          need: values.need.trim(),
          measureCode: action.measureCode,
          urgency: values.urgency,
          basis: values.basis,
          basisNote: values.basisNote.trim() || undefined,
          shared: fields.filter((field) => field in values.shared).map((field) => ({ field, value: values.shared[field]?.trim() ?? '' })),
        },
        key,
      )
      form.clean()
      await navigate(`/chuyen-gui/${made.id}`)
    },
  })
  const { values } = form
  const toggle = (field: string) => {
    const { [field]: chosen, ...rest } = values.shared
    form.set('shared', chosen === undefined ? { ...values.shared, [field]: prefill[field] ?? '' } : rest)
  }
  return (
    <Page title={t.newTitle} lead={t.newLead(action.description)} narrow>
      <FormFrame form={form} action={t.send} then={t.sendThen}>
        <div className="stack">
          <Field bind={{ id: 'provider-q', value: q, onChange: setQ }} label={t.providerSearch} type="search" autoComplete="off" onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()} />
          <Await query={providers}>
            {(found) =>
              found.length === 0 ? (
                <p className="muted">{t.providerNone}</p>
              ) : (
                <RadioCards
                  bind={form.bind('providerId')}
                  label={t.provider}
                  options={found.map((provider) => ({
                    value: provider.id,
                    label: provider.name,
                    hint: [word(t.kind, provider.kind), provider.area, provider.services.join(', '), provider.hours, provider.phone].filter(Boolean).join(' · '),
                  }))}
                />
              )
            }
          </Await>
        </div>
        <TextArea bind={form.bind('need')} label={t.need} rows={2} />
        <RadioCards
          bind={form.bind('urgency')}
          label={t.urgencyLabel}
          side
          options={Object.entries(t.urgency).map(([value, label]) => ({ value, label, hint: t.urgencyHints[value] ?? '' }))}
        />
        <fieldset className="form-group">
          <legend>{t.share}</legend>
          <p className="field-hint">{t.shareHint}</p>
          {fields.map((field) => {
            const id = form.idOf(`share-${field}`)
            const chosen = field in values.shared
            return (
              <div className="share" key={field}>
                <label className="choice" htmlFor={id}>
                  <input id={id} type="checkbox" checked={chosen} onChange={() => toggle(field)} />
                  <span>{word(t.field, field)}</span>
                </label>
                {chosen && (
                  <TextArea
                    bind={{
                      id: form.idOf(`shared.${field}`),
                      value: values.shared[field] ?? '',
                      onChange: (value) => form.set('shared', { ...values.shared, [field]: value }),
                      error: form.errors[`shared.${field}`],
                    }}
                    label={word(t.field, field)}
                    rows={field === 'situation' || field === 'request' ? 3 : 1}
                  />
                )}
              </div>
            )
          })}
          <p role="status">
            <strong>{t.preview(Object.keys(values.shared).length)}</strong>
          </p>
        </fieldset>
        <RadioCards bind={form.bind('basis')} label={t.basis} options={optionsOf(t.bases)} />
        <TextArea bind={form.bind('basisNote')} label={t.basisNote} optional={values.basis !== 'Consent'} rows={2} />
      </FormFrame>
    </Page>
  )
}
