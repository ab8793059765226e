import type { ReactNode } from 'react'
import { ButtonLink } from '@/components/button'
import { Card, Facts } from '@/components/page'
import { FoldingSection } from '@/components/section'
import { StatusBadge, type Tone } from '@/components/status-badge'
import type { SignName } from '@/components/signs'
import type { CaseView } from '@/lib/api/types'
import { dateTime } from '@/lib/dates'
import { word } from '@/lib/i18n/texts'
import { AssessmentCard, EmergencyCard, MeetingCard } from './assessments-section'
import { ReportCard, ReviewCard } from './case-sections'
import { GoalCard } from './child-section'
import { JusticeCard } from './justice-section'
import { PlanCard } from './plans-section'
import { recordTexts } from './record-texts'
import { SeparationCard } from './separations-section'
import { stepPath } from './steps'
import { texts } from './texts'

const looks: Record<CaseView['transfers'][number]['status'], { tone: Tone; sign: SignName }> = {
  Proposed: { tone: 'amber', sign: 'ring' },
  Accepted: { tone: 'green', sign: 'tick' },
  Declined: { tone: 'red', sign: 'octagon' },
  Withdrawn: { tone: 'plain', sign: 'bar' },
}

export const TransfersSection = ({ file, mayWithdraw, mayMirror }: { file: CaseView; mayWithdraw: boolean; mayMirror: boolean }) => {
  const t = recordTexts.useTexts().transfer
  const { step } = texts.useTexts()
  return (
    <FoldingSection id="chuyen-ca" title={t.title}>
      {[...file.transfers].reverse().map((transfer) => (
        <Card key={transfer.id} {...(transfer.status === 'Proposed' ? { tone: 'amber' as const } : {})}>
          <div className="row-between">
            <h3>{t.to(transfer.toName)}</h3>
            <StatusBadge {...looks[transfer.status]}>{word(t.status, transfer.status)}</StatusBadge>
          </div>
          <p className="prose-lines">{transfer.reason}</p>
          <Facts
            facts={[
              { term: t.cause, text: word(t.causes, transfer.cause) },
              { term: t.parts, text: transfer.parts.map((part) => word(t.part, part)).join(', ') || t.nothing },
              { term: t.basis, text: [word(t.bases, transfer.basis), transfer.consent].filter(Boolean).join('\n') },
              { term: t.receivedBy, text: transfer.receivedBy },
              { term: t.newReference, text: transfer.newReference },
              { term: t.answered, text: transfer.answer },
              !!transfer.copySha256 && { term: t.copyDigest, text: <code className="small">{transfer.copySha256}</code> },
            ]}
          />
          <p className="small muted">
            {dateTime(transfer.at)} · {transfer.by.name}
            {transfer.answeredAt && ` · ${word(t.status, transfer.status)} ${dateTime(transfer.answeredAt)}`}
          </p>
        </Card>
      ))}
      {(mayWithdraw || mayMirror) && (
        <div className="row no-print">
          {mayMirror && <ButtonLink to={stepPath(file.id, { kind: 'TransferAnswer' })}>{step.TransferAnswer ?? ''}</ButtonLink>}
          {mayWithdraw && <ButtonLink to={stepPath(file.id, { kind: 'TransferWithdrawal' })}>{step.TransferWithdrawal ?? ''}</ButtonLink>}
        </div>
      )}
    </FoldingSection>
  )
}

/** What another school handed over, as it stood; each part behind its name. */
export const ReceivedSection = ({ from }: { from: NonNullable<CaseView['transferredFrom']> }) => {
  const t = recordTexts.useTexts().transfer
  const copy = from.copy
  return (
    <FoldingSection id="nhan-tu" title={t.received}>
      <Card tone="teal">
        <p>
          <strong>{t.receivedFrom(from.school, from.reference)}</strong>
        </p>
        <p className="small muted">{copy ? t.copyLead : t.copyGone}</p>
        {copy && (
          <div className="stack-tight">
            {copy.report && (
              <Part title={t.part.Report}>
                <ReportCard report={copy.report} />
              </Part>
            )}
            {!!copy.assessments?.length && (
              <Part title={t.part.Assessments} count={copy.assessments.length}>
                {copy.assessments.map((assessment) => (
                  <AssessmentCard key={assessment.number} assessment={assessment} />
                ))}
              </Part>
            )}
            {!!copy.emergencyMeasures?.length && (
              <Part title={t.emergency} count={copy.emergencyMeasures.length}>
                {copy.emergencyMeasures.map((measure) => (
                  <EmergencyCard key={measure.number} measure={measure} />
                ))}
              </Part>
            )}
            {!!copy.needsMeetings?.length && (
              <Part title={t.part.Meetings} count={copy.needsMeetings.length}>
                {copy.needsMeetings.map((meeting) => (
                  <MeetingCard key={meeting.number} meeting={meeting} />
                ))}
              </Part>
            )}
            {!!copy.plans?.length && (
              <Part title={t.part.Plans} count={copy.plans.length}>
                {copy.plans.map((plan) => (
                  <PlanCard key={plan.number} plan={plan} />
                ))}
              </Part>
            )}
            {!!copy.reviews?.length && (
              <Part title={t.part.Reviews} count={copy.reviews.length}>
                {copy.reviews.map((review) => (
                  <ReviewCard key={review.number} review={review} />
                ))}
              </Part>
            )}
            {!!copy.separations?.length && (
              <Part title={t.part.Separations} count={copy.separations.length}>
                {copy.separations.map((separation) => (
                  <SeparationCard key={separation.number} separation={separation} />
                ))}
              </Part>
            )}
            {!!copy.justiceEvents?.length && (
              <Part title={t.part.JusticeEvents} count={copy.justiceEvents.length}>
                {copy.justiceEvents.map((event) => (
                  <JusticeCard key={event.number} event={event} />
                ))}
              </Part>
            )}
            {!!copy.pupilGoals?.length && (
              <Part title={t.part.Goals} count={copy.pupilGoals.length}>
                {copy.pupilGoals.map((goal) => (
                  <GoalCard key={goal.number} goal={goal} />
                ))}
              </Part>
            )}
          </div>
        )}
        <p className="small muted">
          {t.copyDigest}: <code>{from.copySha256}</code>
        </p>
      </Card>
    </FoldingSection>
  )
}

const Part = ({ title, count, children }: { title: string | undefined; count?: number; children: ReactNode }) => (
  <details className="more">
    <summary>
      {title}
      {count !== undefined && count > 1 && ` (${count})`}
    </summary>
    <div className="stack">{children}</div>
  </details>
)
