import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { Button } from '@/components/button'
import { DataTable } from '@/components/data-table'
import { optionsOf } from '@/components/field'
import { Segments } from '@/components/segments'
import { Await, EmptyState } from '@/components/states'
import { StatusBadge } from '@/components/status-badge'
import { api } from '@/lib/api/client'
import { plainDate, today } from '@/lib/dates'
import { word } from '@/lib/i18n/texts'
import { hasRole, useMe } from '@/lib/session'
import { ActDialog } from '@/components/act-dialog'
import { PrivacyFrame } from './privacy-frame'
import { useRecord, useRequests } from './registers'
import { texts } from './texts'

export const RequestsPage = () => {
  const t = texts.useTexts()
  const officer = hasRole(useMe().data, 'DataProtectionOfficer')
  const [view, setView] = useState('open')
  const [adding, setAdding] = useState(false)
  const query = useRequests(view === 'open')
  return (
    <PrivacyFrame
      register="requests"
      title={t.request.title}
      lead={t.request.lead}
      aside={
        officer && (
          <Button look="primary" icon="plus" onClick={() => setAdding(true)}>
            {t.request.new}
          </Button>
        )
      }
    >
      <Segments
        label={t.standing}
        value={view}
        onChange={setView}
        segments={[
          { value: 'open', label: t.open },
          { value: 'closed', label: t.closed },
        ]}
      />
      <Await query={query}>
        {(requests) =>
          requests.length === 0 ? (
            <EmptyState title={t.request.none} />
          ) : (
            <DataTable
              caption={t.request.title}
              rows={requests}
              rowKey={(request) => request.id}
              columns={[
                { key: 'kind', head: t.kind, main: true, cell: (request) => <Link to={`/bao-ve-du-lieu/yeu-cau/${request.id}`}>{word(t.kinds, request.kind)}</Link> },
                { key: 'reference', head: t.reference, cell: (request) => request.reference },
                { key: 'who', head: t.request.who, cell: (request) => word(t.applicants, request.applicantKind) },
                { key: 'received', head: t.request.receivedOn, cell: (request) => plainDate(request.receivedOn) },
                { key: 'standing', head: t.standing, cell: (request) => <RequestBadge request={request} /> },
              ]}
            />
          )
        }
      </Await>
      {adding && <NewRequest close={() => setAdding(false)} />}
    </PrivacyFrame>
  )
}

interface Standing {
  outcome: string | null
  closedOn: string | null
  overdue: boolean
  acknowledgedOn: string | null
  acknowledgeBy: string
  dueOn: string
}

/** What is due next, in words. */
export const RequestBadge = ({ request }: { request: Standing }) => {
  const t = texts.useTexts()
  if (request.outcome)
    return (
      <StatusBadge sign="tick" tone={request.outcome === 'Answered' ? 'green' : 'plain'}>
        {request.outcome === 'Answered' ? t.request.answered : t.request.refused} {plainDate(request.closedOn)}
      </StatusBadge>
    )
  const acknowledging = !request.acknowledgedOn && request.acknowledgeBy <= request.dueOn
  const words = acknowledging ? t.request.acknowledgeDue(plainDate(request.acknowledgeBy)) : t.request.answerDue(plainDate(request.dueOn))
  return request.overdue ? (
    <StatusBadge sign="octagon" tone="red">
      {t.overdue}: {words}
    </StatusBadge>
  ) : (
    <StatusBadge sign="halfClock" tone={acknowledging ? 'amber' : 'plain'}>
      {words}
    </StatusBadge>
  )
}

const NewRequest = ({ close }: { close: () => void }) => {
  const t = texts.useTexts()
  const record = useRecord()
  const go = useNavigate()
  return (
    <ActDialog
      title={t.request.new}
      action={t.send}
      close={close}
      questions={[
        { name: 'kind', label: t.kind, kind: 'choice', options: optionsOf(t.kinds) },
        { name: 'caseReferences', label: t.request.cases, hint: t.request.casesHint, kind: 'area' },
        { name: 'personInCase', label: t.request.person, kind: 'choice', options: optionsOf(t.people) },
        { name: 'applicantKind', label: t.request.who, kind: 'choice', options: optionsOf(t.applicants) },
        { name: 'applicant.fullName', label: t.request.fullName, kind: 'text', optional: true },
        { name: 'applicant.contact', label: t.request.contact, kind: 'text', optional: true },
        { name: 'words', label: t.request.words, hint: t.request.wordsHint, kind: 'area' },
        { name: 'receivedOn', label: t.request.receivedOn, kind: 'day', initial: today() },
        { name: 'capacity', label: t.request.capacity, kind: 'choice', options: optionsOf(t.capacities), initial: 'NotChecked' },
        { name: 'inConflict', label: t.request.conflict, hint: t.request.conflictHint, kind: 'yes' },
        { name: 'thirdPartyInvolved', label: t.request.thirdParty, kind: 'yes' },
      ]}
      send={async (answers, key) => {
        const made = await record(
          api.post('/privacy/requests', {
            key,
            body: {
              kind: answers.kind ?? '',
              applicantKind: answers.applicantKind ?? '',
              receivedOn: answers.receivedOn ?? '',
              words: answers.words ?? '',
              capacity: answers.capacity ?? '',
              caseReferences: (answers.caseReferences ?? '').split(/[\s,;]+/).filter(Boolean),
              personInCase: answers.personInCase,
              applicant: { fullName: answers['applicant.fullName'] || undefined, contact: answers['applicant.contact'] || undefined },
              inConflict: answers.inConflict === 'yes',
              thirdPartyInvolved: answers.thirdPartyInvolved === 'yes',
            },
          }),
        )
        void go(`/bao-ve-du-lieu/yeu-cau/${made.id}`)
      }}
    />
  )
}
