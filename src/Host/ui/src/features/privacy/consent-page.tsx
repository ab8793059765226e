import { useState } from 'react'
import { useParams } from 'react-router'
import { Button } from '@/components/button'
import { optionsOf } from '@/components/field'
import { Facts, Section } from '@/components/page'
import { ProblemNote } from '@/components/problem-note'
import { Await, Note } from '@/components/states'
import { StatusBadge } from '@/components/status-badge'
import { api, newKey } from '@/lib/api/client'
import type { ConsentFile } from '@/lib/api/types'
import { dateTime, plainDate, today } from '@/lib/dates'
import { useLanguage } from '@/lib/i18n/language'
import { word } from '@/lib/i18n/texts'
import { hasRole, useMe } from '@/lib/session'
import { ActDialog } from '@/components/act-dialog'
import { PrivacyFrame } from './privacy-frame'
import { useConsentFile, useRecord, useReference } from './registers'
import { texts } from './texts'

export const ConsentPage = () => {
  const { id = '' } = useParams()
  const query = useConsentFile(id)
  return <Await query={query}>{(file) => <File file={file} reload={query.refetch} />}</Await>
}

type Act =
  | { what: 'record' | 'decide'; purpose: string }
  | { what: 'withdraw'; consentId: string }
  | { what: 'settle'; shareId: string }
  | { what: 'mark' | 'clear' | 'noteShare' }

const useTitles = () => {
  const language = useLanguage()
  const reference = useReference().data
  return (purpose: string) => {
    const text = reference?.consentTexts.findLast((one) => one.purpose === purpose)
    return text && { version: text.version, title: language === 'vi' ? text.titleVi : text.titleEn, body: language === 'vi' ? text.textVi : text.textEn }
  }
}

const File = ({ file, reload }: { file: ConsentFile; reload: () => Promise<unknown> }) => {
  const t = texts.useTexts()
  const me = useMe().data
  const asks = hasRole(me, 'SocialWorker', 'FocalPerson')
  const officer = hasRole(me, 'DataProtectionOfficer')
  const titles = useTitles()
  const [act, setAct] = useState<Act>()
  return (
    <PrivacyFrame register="consents" title={t.consent.ofCase(file.caseReference)} lead={t.consent.lead}>
      {file.representativeInConflict && (
        <Note tone="red" title={t.request.conflictTitle}>
          <p>{t.standings.RepresentativeInConflict}</p>
        </Note>
      )}
      <Facts facts={[{ term: t.consent.birthDate, text: file.birthDate && plainDate(file.birthDate) }]} />
      <Section id="muc-dich" title={t.consent.today}>
        <div>
          {file.purposes.map((purpose) => (
            <article className="purpose" key={purpose.purpose}>
              <h3>{titles(purpose.purpose)?.title ?? purpose.purpose}</h3>
              <div className="row">
                <StatusBadge
                  tone={purpose.permits ? 'green' : purpose.standing === 'Missing' ? 'plain' : purpose.standing === 'Disagreement' ? 'amber' : 'red'}
                  sign={purpose.permits ? 'tick' : purpose.standing === 'Missing' ? 'ring' : purpose.standing === 'Disagreement' ? 'halfClock' : 'bar'}
                >
                  {word(t.standings, purpose.standing)}
                </StatusBadge>
                {purpose.missing.length > 0 && (
                  <span className="small muted">
                    {t.consent.missing}: {purpose.missing.map((giver) => word(t.givers, giver)).join(', ')}
                  </span>
                )}
              </div>
              <ul className="purpose-answers">
                {file.records
                  .filter((given) => given.purpose === purpose.purpose)
                  .map((given) => (
                    <li key={given.id}>
                      <strong>
                        {word(t.givers, given.giver)}: {word(t.answers, given.answer)}
                      </strong>
                      <span className="small muted">
                        {plainDate(given.givenOn)}
                        {given.expiresOn && ` ${t.consent.until(plainDate(given.expiresOn))}`} · {word(t.forms, given.form)} · {given.evidence.location ?? given.evidence.digest?.slice(0, 12)} ·{' '}
                        {given.recordedBy.name}
                      </span>
                      {given.withdrawnOn ? (
                        <StatusBadge sign="bar">{t.consent.withdrawn(plainDate(given.withdrawnOn))}</StatusBadge>
                      ) : (
                        given.answer === 'Agreed' && (asks || officer) && <Button onClick={() => setAct({ what: 'withdraw', consentId: given.id })}>{t.consent.withdraw}</Button>
                      )}
                    </li>
                  ))}
              </ul>
              {purpose.decision && <Decision file={file} decision={purpose.decision} meId={me?.id ?? undefined} mayConfirm={hasRole(me, 'FocalPerson', 'Principal')} />}
              {asks && (
                <div className="row">
                  <Button icon="plus" onClick={() => setAct({ what: 'record', purpose: purpose.purpose })}>
                    {t.consent.record}
                  </Button>
                  {purpose.standing === 'Disagreement' && !purpose.decision && (
                    <Button onClick={() => setAct({ what: 'decide', purpose: purpose.purpose })}>{t.consent.decide}</Button>
                  )}
                </div>
              )}
            </article>
          ))}
        </div>
      </Section>
      <Section
        id="da-chia-se"
        title={t.consent.shares}
        aside={
          asks && (
            <Button icon="plus" onClick={() => setAct({ what: 'noteShare' })}>
              {t.consent.noteShare}
            </Button>
          )
        }
      >
        {file.shares.length === 0 && <p className="muted">{t.consent.noShares}</p>}
        <ul className="deeds">
          {file.shares.map((share) => (
            <li className="deed" key={share.id}>
              <strong>{[share.recipient, share.reference].filter(Boolean).join(' · ')}</strong>
              <span className="small muted">
                {titles(share.purpose)?.title ?? share.purpose} · {dateTime(share.sharedAt)}
                {share.onConsent && ` · ${t.consent.onConsent}`}
              </span>
              {share.settled && <span className="said">{share.settled}</span>}
              {share.touched && (
                <span className="row">
                  <StatusBadge tone="red" sign="octagon">
                    {t.consent.toSettle}
                  </StatusBadge>
                  {officer && <Button onClick={() => setAct({ what: 'settle', shareId: share.id })}>{t.consent.settle}</Button>}
                </span>
              )}
            </li>
          ))}
        </ul>
      </Section>
      {asks && (
        <div>
          <Button look="quiet" onClick={() => setAct({ what: file.representativeInConflict ? 'clear' : 'mark' })}>
            {file.representativeInConflict ? t.consent.clear : t.consent.mark}
          </Button>
        </div>
      )}
      {act && <FileAct act={act} file={file} reload={reload} close={() => setAct(undefined)} />}
    </PrivacyFrame>
  )
}

const Decision = ({ file, decision, meId, mayConfirm }: { file: ConsentFile; decision: NonNullable<ConsentFile['purposes'][number]['decision']>; meId: string | undefined; mayConfirm: boolean }) => {
  const t = texts.useTexts()
  const record = useRecord()
  const [key] = useState(newKey)
  const [failure, setFailure] = useState<unknown>(null)
  const confirm = () =>
    record(api.post('/privacy/consents/{id}/best-interest/{proposalId}/confirmation', { path: { id: file.id, proposalId: decision.id }, version: file.version, key })).catch(setFailure)
  return (
    <Note tone={decision.confirmedBy ? 'plain' : 'amber'} title={t.consent.proposal(decision.permit)}>
      <p className="said">{decision.reason}</p>
      <p className="small">{t.consent.proposedBy(decision.proposedBy.name)}</p>
      {decision.confirmedBy && <p className="small">{t.consent.confirmedBy(decision.confirmedBy.name)}</p>}
      {!!failure && <ProblemNote error={failure} />}
      {!decision.confirmedBy && mayConfirm && decision.proposedBy.id !== meId && (
        <div>
          <Button look="primary" onClick={() => void confirm()}>
            {t.consent.confirm}
          </Button>
        </div>
      )}
    </Note>
  )
}

const FileAct = ({ act, file, reload, close }: { act: Act; file: ConsentFile; reload: () => Promise<unknown>; close: () => void }) => {
  const t = texts.useTexts()
  const record = useRecord()
  const titles = useTitles()
  const { id, version } = file
  const frame = { close, reload, title: t.consent[act.what], action: t.consent[act.what] }
  switch (act.what) {
    case 'record': {
      const shown = titles(act.purpose)
      return (
        <ActDialog
          {...frame}
          title={shown?.title ?? t.consent.record}
          action={t.send}
          text={
            shown && (
              <Note tone="teal" title={t.consent.shown}>
                <p>{shown.body}</p>
                <p className="small muted">{t.version(shown.version)}</p>
              </Note>
            )
          }
          questions={[
            { name: 'giver', label: t.consent.giver, kind: 'choice', options: optionsOf(t.givers) },
            { name: 'answer', label: t.consent.answer, kind: 'choice', options: optionsOf(t.answers) },
            { name: 'form', label: t.consent.form, kind: 'choice', options: optionsOf(t.forms) },
            { name: 'relationProof', label: t.consent.relation, hint: t.consent.relationHint, kind: 'choice', options: optionsOf(t.relations), optional: true },
            { name: 'givenOn', label: t.consent.givenOn, kind: 'day', initial: today() },
            { name: 'expiresOn', label: t.consent.expiresOn, kind: 'day', optional: true },
            { name: 'evidence', label: t.consent.evidence, hint: t.consent.evidenceHint, kind: 'text' },
          ]}
          send={(answers, key) =>
            record(
              api.post('/privacy/consents/{id}/records', {
                path: { id },
                version,
                key,
                body: {
                  purpose: act.purpose,
                  textVersion: shown?.version ?? '',
                  giver: answers.giver ?? '',
                  answer: answers.answer ?? '',
                  form: answers.form ?? '',
                  relationProof: answers.relationProof || undefined,
                  givenOn: answers.givenOn ?? '',
                  expiresOn: answers.expiresOn || undefined,
                  evidence: /^[0-9a-f]{64}$/.test(answers.evidence ?? '') ? { digest: answers.evidence } : { location: answers.evidence },
                },
              }),
            )
          }
        />
      )
    }
    case 'withdraw':
      return (
        <ActDialog
          {...frame}
          text={<p>{t.consent.withdrawText}</p>}
          questions={[{ name: 'withdrawnOn', label: t.consent.withdrawnOn, kind: 'day', initial: today() }]}
          send={(answers, key) =>
            record(
              api.post('/privacy/consents/{id}/records/{consentId}/withdrawal', {
                path: { id, consentId: act.consentId },
                version,
                key,
                body: { withdrawnOn: answers.withdrawnOn ?? '' },
              }),
            )
          }
        />
      )
    case 'settle':
      return (
        <ActDialog
          {...frame}
          questions={[{ name: 'done', label: t.consent.done, hint: t.consent.doneHint, kind: 'area' }]}
          send={(answers, key) =>
            record(api.post('/privacy/consents/{id}/shares/{shareId}/settlement', { path: { id, shareId: act.shareId }, version, key, body: { done: answers.done ?? '' } }))
          }
        />
      )
    case 'decide':
      return (
        <ActDialog
          {...frame}
          text={<p>{t.consent.decideText}</p>}
          questions={[
            {
              name: 'permit',
              label: t.consent.permit,
              kind: 'choice',
              options: [
                { value: 'yes', label: t.consent.proposal(true) },
                { value: 'no', label: t.consent.proposal(false) },
              ],
            },
            { name: 'reason', label: t.reason, kind: 'area' },
          ]}
          send={(answers, key) =>
            record(
              api.post('/privacy/consents/{id}/best-interest', {
                path: { id },
                version,
                key,
                body: { purpose: act.purpose, permit: answers.permit === 'yes', reason: answers.reason ?? '' },
              }),
            )
          }
        />
      )
    case 'noteShare':
      return (
        <ActDialog
          {...frame}
          questions={[
            {
              name: 'purpose',
              label: t.consent.purpose,
              kind: 'choice',
              options: file.purposes.map((one) => ({ value: one.purpose, label: titles(one.purpose)?.title ?? one.purpose })),
            },
            { name: 'recipient', label: t.consent.recipient, kind: 'text' },
            { name: 'sharedAt', label: t.consent.sharedAt, kind: 'instant' },
            { name: 'basis', label: t.consent.basis, kind: 'choice', options: optionsOf(t.bases) },
          ]}
          send={(answers, key) =>
            record(
              api.post('/privacy/consents/{id}/shares', {
                path: { id },
                version,
                key,
                body: { purpose: answers.purpose ?? '', recipient: answers.recipient ?? '', sharedAt: answers.sharedAt ?? '', basis: answers.basis ?? '' },
              }),
            )
          }
        />
      )
    case 'mark':
    case 'clear':
      return (
        <ActDialog
          {...frame}
          text={<p>{t.request.conflictHint}</p>}
          questions={[{ name: 'reason', label: t.reason, kind: 'area' }]}
          send={(answers, key) =>
            record(
              api.post('/privacy/consents/{id}/representative-conflict', {
                path: { id },
                version,
                key,
                body: { inConflict: act.what === 'mark', reason: answers.reason ?? '' },
              }),
            )
          }
        />
      )
  }
}
