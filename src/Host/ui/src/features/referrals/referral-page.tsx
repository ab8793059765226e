import { useState } from 'react'
import { useParams } from 'react-router'
import { Button, ButtonLink } from '@/components/button'
import { DeadlineChip } from '@/components/deadline-chip'
import { Card, Facts, Page, Section } from '@/components/page'
import { Await, Note } from '@/components/states'
import { StatusBadge } from '@/components/status-badge'
import type { By, Referral } from '@/lib/api/types'
import { dateTime, dueTime } from '@/lib/dates'
import { common } from '@/lib/i18n/common'
import { word } from '@/lib/i18n/texts'
import { useMe } from '@/lib/session'
import { AnswerForm, type AnswerStep } from './answer-form'
import { useReferral } from './get-referral'
import { ReferralStateBadge, waitsForAnswer } from './referral-state'
import { texts } from './texts'
import './referrals.css'

export const ReferralPage = () => {
  const { id = '' } = useParams()
  const query = useReferral(id)
  return (
    <Await query={query} lines={6}>
      {(referral) => (
        <Shown
          referral={referral}
          reload={async () => (await query.refetch()).data?.version}
        />
      )}
    </Await>
  )
}

const partnerSteps: Record<Referral['state'], AnswerStep[]> = {
  Sent: ['acceptance', 'acknowledgement', 'decline'],
  Acknowledged: ['acceptance', 'decline'],
  Accepted: ['progress', 'completion'],
  InService: ['progress', 'completion'],
  Declined: [],
  Completed: [],
  Cancelled: [],
}

const nameOf = (by: By | string) => (typeof by === 'string' ? by : by.name)

const Shown = ({ referral, reload }: { referral: Referral; reload: () => Promise<number | undefined> }) => {
  const t = texts.useTexts()
  const c = common.useTexts()
  const me = useMe().data
  const receives = me?.memberships.some((membership) => membership.role === 'Partner' && membership.organisationId === referral.providerId) ?? false
  const [step, setStep] = useState<AnswerStep | null>(null)
  const open = waitsForAnswer(referral.state) || referral.state === 'Accepted' || referral.state === 'InService'
  const steps: AnswerStep[] = receives ? (partnerSteps[referral.state] ?? []) : open && !!referral.caseId ? ['cancellation'] : []
  const appointment = referral.appointment
  return (
    <Page
      title={referral.need}
      lead={receives ? `${t.from} ${referral.senderOrganisationName}` : `${t.to} ${referral.providerName}`}
      aside={referral.caseId && <ButtonLink to={`/ca/${referral.caseId}`}>{t.openCase}</ButtonLink>}
      narrow
    >
      <div className="row referral-head">
        <ReferralStateBadge state={referral.state} />
        {referral.urgency === 'High' && (
          <StatusBadge tone="red" sign="triangle">
            {t.urgent}
          </StatusBadge>
        )}
        {waitsForAnswer(referral.state) && (
          <DeadlineChip clock={{ status: referral.overdue ? 'Overdue' : 'Pending', dueAt: referral.answerDueAt, startedAt: referral.sentAt }} />
        )}
      </div>

      {step ? (
        <AnswerForm key={step} step={step} referral={referral} reload={reload} close={() => setStep(null)} />
      ) : steps.length > 0 ? (
        <section className="answer no-print" aria-labelledby="answer-title">
          <h2 id="answer-title">{receives ? t.respond : t.waiting}</h2>
          <div className="answer-buttons">
            {steps.map((name, i) => (
              <div key={name}>
                <Button look={name === 'cancellation' || name === 'decline' ? 'danger' : i === 0 ? 'primary' : 'secondary'} wide onClick={() => setStep(name)}>
                  {t.steps[name]}
                </Button>
                <p className="small muted">{t.hints[name]}</p>
              </div>
            ))}
          </div>
        </section>
      ) : (
        !open && <Note title={t.done} />
      )}

      <Section id="chia-se" title={t.sharedTitle}>
        <Card>
          {referral.shared.length === 0 ? (
            <p className="muted">{t.nothingShared}</p>
          ) : (
            <>
              <Facts facts={referral.shared.map((item) => ({ term: word(t.field, item.field), text: item.field === 'risk.level' ? word(c.level, item.value) : item.value }))} />
              {receives && <p className="small muted">{t.sharedNote}</p>}
            </>
          )}
          <Facts
            facts={[
              { term: t.basis, text: [word(t.bases, referral.basis), referral.basisNote].filter(Boolean).join('. ') },
              { term: t.sentAt, text: dateTime(referral.sentAt) },
              { term: t.answerDue, text: dueTime(referral.answerDueAt) },
            ]}
          />
        </Card>
      </Section>

      <Section id="dien-bien" title={t.history}>
        <Facts
          facts={[
            !!appointment && {
              term: t.appointment,
              text: typeof appointment === 'string' ? dateTime(appointment) : [appointment.at && dateTime(appointment.at), appointment.contactPerson, appointment.note].filter(Boolean).join(' · '),
            },
            { term: t.declineReason, text: referral.declineReason },
            { term: t.outcome, text: referral.outcome },
          ]}
        />
        <ol className="referral-history">
          {referral.history.map((entry) => (
            <li key={entry.state + entry.at}>
              <ReferralStateBadge state={entry.state} />
              <span className="small muted">
                <time>{dateTime(entry.at)}</time> · {nameOf(entry.by)}
              </span>
            </li>
          ))}
        </ol>
        {referral.progress.length > 0 && (
          <>
            <h3>{t.progress}</h3>
            {referral.progress.map((note) => (
              <Card key={note.at + note.note}>
                <p className="prose-lines">{note.note}</p>
                <p className="small muted">
                  {dateTime(note.at)} · {nameOf(note.by)}
                </p>
              </Card>
            ))}
          </>
        )}
      </Section>
      <div className="no-print">
        <ButtonLink look="quiet" icon="back" to="/chuyen-gui">
          {t.title}
        </ButtonLink>
      </div>
    </Page>
  )
}
