import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from 'react-router'
import { Field, optionsOf, RadioCards, Select } from '@/components/field'
import { FormFrame } from '@/components/form'
import { Card } from '@/components/page'
import { FoldingSection } from '@/components/section'
import { StatusBadge } from '@/components/status-badge'
import { useForm } from '@/components/use-form'
import { api } from '@/lib/api/client'
import { notePosition } from '@/lib/api/position'
import type { Changed, CaseView } from '@/lib/api/types'
import { common } from '@/lib/i18n/common'
import { word } from '@/lib/i18n/texts'
import { recordTexts } from './record-texts'
import { missing } from './steps/rules'
import { texts } from './texts'

type Role = 'Affected' | 'Caused' | 'Witness'
type Ground = 'WrongChild' | 'WrongRole' | 'NotInvolved'

/** The other children of the incident: links that stand outside the files, so that a wrong one leaves nothing behind on either. */
export const IncidentSection = ({ file }: { file: CaseView }) => {
  const t = recordTexts.useTexts().incident
  const w = texts.useTexts()
  const incident = useQuery({ queryKey: ['cases', 'incident', file.id], queryFn: async () => (await api.get('/cases/{id}/incident', { path: { id: file.id } })).data }).data
  return (
    <FoldingSection id="vu-viec" title={t.title}>
      {incident?.role && (
        <p>
          {t.here} <StatusBadge>{word(t.roles, incident.role)}</StatusBadge>
        </p>
      )}
      {incident?.others.map((child) => (
        <Card key={child.caseId}>
          <div className="row-between">
            <Link to={`/ca/${child.caseId}`}>{child.childName ?? w.unnamed}</Link>
            <StatusBadge>{word(t.roles, child.role)}</StatusBadge>
          </div>
          <p className="small muted">{[child.className, child.reference].filter(Boolean).join(' · ')}</p>
        </Card>
      ))}
      <details className="fact-group">
        <summary>{t.join}</summary>
        <div className="form-group">
          <Join file={file} first={!incident?.id} />
        </div>
      </details>
      {incident?.id && (
        <details className="fact-group">
          <summary>{t.correct}</summary>
          <div className="form-group">
            <Correct file={file} />
          </div>
        </details>
      )}
    </FoldingSection>
  )
}

const useDone = () => {
  const cache = useQueryClient()
  return async ({ data }: { data: Changed }) => {
    notePosition(data.position)
    await cache.invalidateQueries({ queryKey: ['cases', 'incident'] })
  }
}

const Join = ({ file, first }: { file: CaseView; first: boolean }) => {
  const t = recordTexts.useTexts().incident
  const c = common.useTexts()
  const done = useDone()
  const form = useForm({
    initial: { reference: '', role: '', roleHere: 'Affected' },
    validate: (values) =>
      missing([
        ['reference', !values.reference.trim(), t.needReference],
        ['role', !values.role, c.chooseOne],
      ]),
    send: async (values, key) => {
      await done(await api.post('/cases/{id}/incident', { path: { id: file.id }, body: { reference: values.reference.trim().toUpperCase(), role: values.role as Role, roleHere: values.roleHere as Role }, key }))
      form.clean()
    },
  })
  return (
    <FormFrame form={form} action={t.joinAction} then={t.joinThen}>
      <Field bind={form.bind('reference')} label={t.reference} hint={t.referenceHint} autoComplete="off" maxLength={20} />
      <RadioCards bind={form.bind('role')} label={t.role} options={optionsOf(t.roles)} />
      {first && <Select bind={form.bind('roleHere')} label={t.roleHere} options={optionsOf(t.roles)} />}
    </FormFrame>
  )
}

const Correct = ({ file }: { file: CaseView }) => {
  const t = recordTexts.useTexts().incident
  const c = common.useTexts()
  const done = useDone()
  const form = useForm({
    initial: { ground: '', role: '' },
    validate: (values) => missing([['ground', !values.ground, c.chooseOne]]),
    send: async (values, key) => {
      await done(await api.post('/cases/{id}/incident/correction', { path: { id: file.id }, body: { ground: values.ground as Ground, role: (values.role || undefined) as Role | undefined }, key }))
      form.clean()
    },
  })
  return (
    <FormFrame form={form} action={t.correctAction} then={t.correctThen}>
      <RadioCards bind={form.bind('ground')} label={t.ground} options={optionsOf(t.grounds)} />
      <Select bind={form.bind('role')} label={t.rightRole} empty={t.takeOut} options={optionsOf(t.roles)} />
    </FormFrame>
  )
}
