import { ButtonLink } from '@/components/button'
import { DeadlineChip } from '@/components/deadline-chip'
import { Card, Facts } from '@/components/page'
import { FoldingSection } from '@/components/section'
import { StatusBadge, type Tone } from '@/components/status-badge'
import type { SignName } from '@/components/signs'
import type { CaseView, Plan, PlanAction } from '@/lib/api/types'
import { dateTime, plainDate } from '@/lib/dates'
import { byName, common } from '@/lib/i18n/common'
import { useLanguage } from '@/lib/i18n/language'
import { word } from '@/lib/i18n/texts'
import { useReferenceData } from './get-reference-data'
import { stepPath } from './steps'
import { texts } from './texts'

const planLooks: Record<Plan['status'], { tone: Tone; sign: SignName }> = {
  Draft: { tone: 'plain', sign: 'ring' },
  Submitted: { tone: 'amber', sign: 'arrow' },
  Approved: { tone: 'green', sign: 'tick' },
  Returned: { tone: 'amber', sign: 'diamond' },
  Superseded: { tone: 'plain', sign: 'bar' },
}
const actionLooks: Record<PlanAction['status'], { tone: Tone; sign: SignName }> = {
  Planned: { tone: 'plain', sign: 'ring' },
  Started: { tone: 'teal', sign: 'arrow' },
  Done: { tone: 'green', sign: 'tick' },
  NotDone: { tone: 'amber', sign: 'bar' },
}

export const PlansSection = ({ file, mayProgress, mayRefer }: { file: CaseView; mayProgress: boolean; mayRefer: boolean }) => {
  const t = texts.useTexts()
  const [latest, ...older] = [...file.plans].sort((one, two) => two.number - one.number)
  return (
    <FoldingSection id="ke-hoach" title={t.spine.plan}>
      {latest && <PlanCard plan={latest} caseId={file.id} mayProgress={mayProgress} mayRefer={mayRefer} />}
      {older.length > 0 && (
        <details className="more">
          <summary>{t.plan.older(older.length)}</summary>
          <div className="stack">
            {older.map((plan) => (
              <PlanCard key={plan.number} plan={plan} />
            ))}
          </div>
        </details>
      )}
    </FoldingSection>
  )
}

export const useMeasureName = () => {
  const measures = useReferenceData().data?.measures
  const language = useLanguage()
  return (code: string) => {
    const measure = measures?.find((known) => known.code === code)
    return measure ? (language === 'vi' ? measure.nameVi : measure.nameEn) : code
  }
}

export const PlanCard = ({ plan, caseId, mayProgress = false, mayRefer = false }: { plan: Plan; caseId?: string; mayProgress?: boolean; mayRefer?: boolean }) => {
  const t = texts.useTexts()
  const c = common.useTexts()
  const measure = useMeasureName()
  return (
    <Card {...(plan.status === 'Approved' ? { tone: 'teal' as const } : {})}>
      <div className="row">
        <h3>{t.plan.title(plan.number)}</h3>
        <StatusBadge {...planLooks[plan.status]}>{word(t.plan.status, plan.status)}</StatusBadge>
      </div>
      <Facts
        facts={[
          { term: t.plan.basis, text: plan.basis },
          { term: t.plan.problem, text: plan.problemSummary },
          { term: t.plan.goal, text: plan.overallGoal },
        ]}
      />
      {plan.goals.length > 0 && (
        <div className="stack-tight">
          <h4>{t.plan.goals}</h4>
          <ul className="goals">
            {plan.goals.map((goal) => (
              <li key={goal.need + goal.goal}>
                <span className="muted">{goal.need}</span>
                <span>{goal.goal}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
      {plan.actions.length > 0 && (
        <div className="stack-tight">
          <h4>{t.plan.actions}</h4>
          <ol className="actions">
            {plan.actions.map((action) => (
              <li key={action.number}>
                <div className="row-between">
                  <strong>{action.description}</strong>
                  <span className="row">
                    <StatusBadge {...actionLooks[action.status]}>{word(t.plan.actionStatus, action.status)}</StatusBadge>
                    {action.dueOn && plan.status === 'Approved' && (action.status === 'Planned' || action.status === 'Started') && (
                      <DeadlineChip clock={{ status: 'Pending', dueAt: `${action.dueOn}T23:59:00+07:00` }} />
                    )}
                  </span>
                </div>
                <p className="small muted">
                  {[
                    measure(action.measureCode),
                    action.owner,
                    action.collaborators,
                    action.dueOn && `${t.plan.due} ${plainDate(action.dueOn)}`,
                    action.cost && `${t.plan.cost}: ${action.cost}`,
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </p>
                {(action.goal || action.resources) && (
                  <p className="small">
                    {[action.goal && plan.goals[action.goal - 1] && `${t.plan.serves}: ${plan.goals[action.goal - 1]?.goal}`, action.resources && `${t.plan.resources}: ${action.resources}`].filter(Boolean).join(' · ')}
                  </p>
                )}
                {action.expectedResult && (
                  <p className="small">
                    {t.plan.result}: {action.expectedResult}
                  </p>
                )}
                {!!action.progress?.length && (
                  <ul className="progress-notes">
                    {action.progress.map((note) => (
                      <li key={note.recordedAt} className="small">
                        {dateTime(note.occurredAt)} · {word(t.plan.actionStatus, note.status)}
                        {note.note && `: ${note.note}`} <span className="muted">({byName(note.by, c)})</span>
                      </li>
                    ))}
                  </ul>
                )}
                {caseId && (mayProgress || mayRefer) && (
                  <div className="row no-print">
                    {mayProgress && action.status !== 'Done' && action.status !== 'NotDone' && (
                      <ButtonLink look="quiet" to={`${stepPath(caseId, { kind: 'ActionProgress' })}?hoat-dong=${action.number}`}>
                        {t.plan.progress}
                      </ButtonLink>
                    )}
                    {mayRefer && (
                      <ButtonLink look="quiet" icon="arrows" to={`/chuyen-gui/moi?ca=${caseId}&ke-hoach=${plan.number}&hoat-dong=${action.number}`}>
                        {t.plan.refer}
                      </ButtonLink>
                    )}
                  </div>
                )}
              </li>
            ))}
          </ol>
        </div>
      )}
      <Facts
        facts={[
          { term: t.plan.childOpinion, text: plan.childOpinion },
          { term: t.plan.childOpinionMissing, text: plan.childOpinionMissingReason },
          { term: t.plan.caregiverOpinion, text: [plan.caregiverAgreement && word(t.plan.agreements, plan.caregiverAgreement), plan.caregiverOpinion].filter(Boolean).join('. ') },
          { term: t.plan.monitoring, text: plan.monitoring },
        ]}
      />
      {plan.decision && (
        <div className="stack-tight">
          <p>
            <strong>{word(t.plan.decided, plan.decision.outcome)}</strong>
            {plan.decision.decisionNo && ` · ${t.decisionNo} ${plan.decision.decisionNo}`}
            {plan.decision.decidedOn && ` · ${plainDate(plan.decision.decidedOn)}`}
            {plan.decision.signer && ` · ${plan.decision.signer}`} · {word(c.performedBy, plan.decision.performedBy)}
            {plan.decision.reason && `. ${plan.decision.reason}`}
          </p>
          <Facts
            facts={[
              !!plan.decision.effectiveOn && { term: t.plan.effectiveOn, text: plainDate(plan.decision.effectiveOn) },
              { term: t.plan.responsible, text: plan.decision.responsible?.join('\n') },
              { term: t.plan.recipients, text: plan.decision.recipients?.join('\n') },
            ]}
          />
        </div>
      )}
      <p className="small muted">
        {t.plan.author}: {byName(plan.author, c)}
        {plan.submittedAt && ` · ${dateTime(plan.submittedAt)}`}
      </p>
    </Card>
  )
}
