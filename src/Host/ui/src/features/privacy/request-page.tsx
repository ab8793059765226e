import { useState } from 'react'
import { useParams } from 'react-router'
import { Button } from '@/components/button'
import { optionsOf } from '@/components/field'
import { ProblemNote } from '@/components/problem-note'
import { Facts, Section } from '@/components/page'
import { Await, Note } from '@/components/states'
import { api } from '@/lib/api/client'
import type { RightsRequest } from '@/lib/api/types'
import { plainDate } from '@/lib/dates'
import { language } from '@/lib/i18n/language'
import { word } from '@/lib/i18n/texts'
import { hasRole, useMe } from '@/lib/session'
import { ActDialog } from '@/components/act-dialog'
import { Deeds } from './deeds'
import { makeCopy } from './make-copy'
import { PrivacyFrame } from './privacy-frame'
import { useRecord, useRequest } from './registers'
import { RequestBadge } from './requests-page'
import { texts } from './texts'

export const RequestPage = () => {
  const { id = '' } = useParams()
  const query = useRequest(id)
  return <Await query={query}>{(request) => <Request request={request} reload={query.refetch} />}</Await>
}

type Act = 'acknowledge' | 'check' | 'mark' | 'extend' | 'answer' | 'refuse'

const Request = ({ request, reload }: { request: RightsRequest; reload: () => Promise<unknown> }) => {
  const t = texts.useTexts()
  const officer = hasRole(useMe().data, 'DataProtectionOfficer')
  const [act, setAct] = useState<Act>()
  return (
    <PrivacyFrame register="requests" title={`${word(t.kinds, request.kind)} · ${request.reference}`} lead={<RequestBadge request={request} />}>
      {request.inConflict && (
        <Note tone="red" title={t.request.conflictTitle}>
          <p>{t.request.conflictText}</p>
        </Note>
      )}
      <Facts
        facts={[
          { term: t.request.cases, text: request.cases.map((one) => (one.held ? `${one.reference} (${t.request.held})` : one.reference)).join('\n') },
          { term: t.request.person, text: word(t.people, request.personInCase) },
          { term: t.request.who, text: [word(t.applicants, request.applicantKind), request.applicant?.fullName].filter(Boolean).join(': ') },
          { term: t.request.contact, text: request.applicant?.contact },
          { term: t.request.capacity, text: word(t.capacities, request.capacity) },
          { term: t.request.receivedOn, text: plainDate(request.receivedOn) },
          request.acknowledgedOn
            ? { term: t.request.acknowledgedOn, text: plainDate(request.acknowledgedOn) }
            : { term: t.request.acknowledgeBy, text: plainDate(request.acknowledgeBy) },
          { term: t.request.dueOn, text: `${plainDate(request.dueOn)}${request.extended ? ` (${t.request.extended})` : ''}\n${request.ruleSource}` },
        ]}
      />
      <Section id="noi-dung" title={t.request.words}>
        <p className="said">{request.words}</p>
      </Section>
      {request.answered && (
        <Note tone="green" title={`${t.request.answered}: ${word(t.channels, request.answered.channel)}`}>
          <p className="said">{request.answered.answer}</p>
        </Note>
      )}
      {request.refused && (
        <Note title={`${t.request.refused}: ${word(t.grounds, request.refused.ground)}`}>
          <p className="said">{request.refused.reason}</p>
          {request.refused.restrictedInstead && <p>{t.request.restricted}</p>}
        </Note>
      )}
      {officer && request.kind === 'Access' && !request.inConflict && request.cases.length > 0 && <Copies request={request} />}
      {officer && !request.outcome && (
        <Section id="viec" title={t.next}>
          <div className="row">
            {!request.acknowledgedOn && (
              <Button look="primary" onClick={() => setAct('acknowledge')}>
                {t.request.acknowledge}
              </Button>
            )}
            {request.capacity === 'NotChecked' && <Button onClick={() => setAct('check')}>{t.request.check}</Button>}
            <Button look={request.acknowledgedOn ? 'primary' : 'secondary'} onClick={() => setAct('answer')}>
              {t.request.answer}
            </Button>
            <Button onClick={() => setAct('refuse')}>{t.request.refuse}</Button>
            {!request.extended && <Button onClick={() => setAct('extend')}>{t.request.extend}</Button>}
            {!request.inConflict && <Button onClick={() => setAct('mark')}>{t.request.mark}</Button>}
          </div>
        </Section>
      )}
      <Section id="viec-da-lam" title={t.history}>
        <Deeds steps={request.steps} />
      </Section>
      {act && <RequestAct act={act} request={request} reload={reload} close={() => setAct(undefined)} />}
    </PrivacyFrame>
  )
}

/** The copy an access request asks for, a file for each case. */
const Copies = ({ request }: { request: RightsRequest }) => {
  const t = texts.useTexts()
  const csrfToken = useMe().data?.csrfToken ?? ''
  const [problem, setProblem] = useState<unknown>()
  return (
    <Section id="ban-sao" title={t.retention.copy}>
      <p className="muted">{t.retention.copyText}</p>
      {problem !== undefined && <ProblemNote error={problem} />}
      <div className="row">
        {request.cases.map((one) => (
          <Button
            key={one.id}
            onClick={() => {
              setProblem(undefined)
              void makeCopy({ caseId: one.id, requestId: request.id, vietnamese: language() === 'vi' }, csrfToken).catch(setProblem)
            }}
          >
            {one.reference}
          </Button>
        ))}
      </div>
    </Section>
  )
}

const RequestAct = ({ act, request, reload, close }: { act: Act; request: RightsRequest; reload: () => Promise<unknown>; close: () => void }) => {
  const t = texts.useTexts()
  const record = useRecord()
  const at = { path: { id: request.id }, version: request.version }
  const frame = { close, reload, title: t.request[act], action: t.request[act] }
  const reason = { name: 'reason', label: t.reason, kind: 'area' as const }
  switch (act) {
    case 'acknowledge':
      return (
        <ActDialog
          {...frame}
          text={<p>{t.request.acknowledgeText}</p>}
          questions={[]}
          send={(_, key) => record(api.post('/privacy/requests/{id}/acknowledgement', { ...at, key }))}
        />
      )
    case 'check':
      return (
        <ActDialog
          {...frame}
          questions={[{ name: 'capacity', label: t.request.capacity, kind: 'choice', options: optionsOf(t.capacities).filter((option) => option.value !== 'NotChecked') }]}
          send={(answers, key) => record(api.post('/privacy/requests/{id}/capacity', { ...at, key, body: { capacity: answers.capacity ?? '' } }))}
        />
      )
    case 'mark':
      return (
        <ActDialog
          {...frame}
          text={<p>{t.request.conflictHint}</p>}
          questions={[reason]}
          send={(answers, key) => record(api.post('/privacy/requests/{id}/conflict', { ...at, key, body: { reason: answers.reason ?? '' } }))}
        />
      )
    case 'extend':
      return (
        <ActDialog
          {...frame}
          questions={[{ name: 'days', label: t.request.days, hint: t.request.daysHint, kind: 'number' }, reason]}
          validate={(answers): Record<string, string> => (/^([1-9]|1[0-5])$/.test(answers.days?.trim() ?? '') ? {} : { days: t.request.badDays })}
          send={(answers, key) => record(api.post('/privacy/requests/{id}/extension', { ...at, key, body: { days: Number(answers.days), reason: answers.reason ?? '' } }))}
        />
      )
    case 'answer':
      return (
        <ActDialog
          {...frame}
          questions={[
            { name: 'channel', label: t.request.channel, kind: 'choice', options: optionsOf(t.channels) },
            { name: 'answer', label: t.request.answerText, kind: 'area' },
          ]}
          send={(answers, key) => record(api.post('/privacy/requests/{id}/answer', { ...at, key, body: { channel: answers.channel ?? '', answer: answers.answer ?? '' } }))}
        />
      )
    case 'refuse':
      return (
        <ActDialog
          {...frame}
          questions={[
            { name: 'ground', label: t.request.ground, kind: 'choice', options: optionsOf(t.grounds) },
            reason,
            ...(request.kind === 'Delete' ? [{ name: 'restrictedInstead', label: t.request.restricted, hint: t.request.restrictedHint, kind: 'yes' as const }] : []),
          ]}
          send={(answers, key) =>
            record(
              api.post('/privacy/requests/{id}/refusal', {
                ...at,
                key,
                body: { ground: answers.ground ?? '', reason: answers.reason ?? '', restrictedInstead: answers.restrictedInstead === 'yes' },
              }),
            )
          }
        />
      )
  }
}
