import { CheckCards, RadioCards, Select, TextArea } from '@/components/field'
import { FormFrame } from '@/components/form'
import { useForm } from '@/components/use-form'
import { common } from '@/lib/i18n/common'
import { useMe } from '@/lib/session'
import { usePeople } from '../list-people'
import { ReportSection } from '../case-sections'
import { stepTexts } from '../step-texts'
import { texts } from '../texts'
import { missing } from './rules'
import type { StepProps } from './step-props'

export const Triage = ({ file, change, reload, done }: StepProps) => {
  const t = stepTexts.useTexts()
  const w = texts.useTexts()
  const c = common.useTexts()
  const me = useMe().data
  const people = usePeople(file.school?.id ?? me?.memberships[0]?.organisationId).data ?? []
  const form = useForm({
    initial: { decision: 'Proceed', tracks: [] as string[], reason: '', assigneeId: '' },
    validate: (values) =>
      missing([
        ['decision', !values.decision, c.chooseOne],
        ['tracks', values.decision === 'Proceed' && values.tracks.length === 0, t.triage.needTrack],
        ['reason', !values.reason.trim(), t.needReason],
      ]),
    send: async (values, key) => {
      const proceeds = values.decision === 'Proceed'
      await change(
        '/triage',
        {
          decision: values.decision,
          tracks: proceeds ? values.tracks : undefined,
          reason: values.reason.trim(),
          assigneeId: proceeds && values.assigneeId ? values.assigneeId : undefined,
        },
        key,
      )
      form.clean()
      done()
    },
  })
  const proceeds = form.values.decision === 'Proceed'
  return (
    <>
      <ReportSection file={file} />
      <FormFrame form={form} action={t.triage.action} then={proceeds ? t.triage.then : t.triage.thenPending} reload={reload}>
        <RadioCards
          bind={form.bind('decision')}
          label={t.triage.decision}
          options={Object.entries(w.triage).map(([value, label]) => ({ value, label, hint: t.triage.hints[value] ?? '' }))}
        />
        {proceeds && (
          <CheckCards
            bind={form.bind('tracks')}
            label={t.triage.tracks}
            options={Object.entries(c.track).map(([value, label]) => ({ value, label, hint: t.triage.trackHints[value] ?? '' }))}
          />
        )}
        <TextArea bind={form.bind('reason')} label={t.reason} rows={3} />
        {proceeds && (
          <Select
            bind={form.bind('assigneeId')}
            label={t.triage.assignee}
            optional
            empty={t.triage.later}
            options={people
              .filter((person) => person.roles.some((role) => ['SocialWorker', 'Counsellor', 'FocalPerson', 'CommuneOfficer'].includes(role)))
              .map((person) => ({ value: person.id, label: person.displayName, hint: '' }))}
          />
        )}
      </FormFrame>
    </>
  )
}
