import { ButtonLink } from '@/components/button'
import { Card, Facts } from '@/components/page'
import { FoldingSection } from '@/components/section'
import { StatusBadge, type Tone } from '@/components/status-badge'
import type { SignName } from '@/components/signs'
import type { CaseView, PupilGoal } from '@/lib/api/types'
import { dateTime, plainDate } from '@/lib/dates'
import { word } from '@/lib/i18n/texts'
import { recordTexts } from './record-texts'
import { Recorded } from './recorded'
import { stepPath } from './steps'

export const OpinionsSection = ({ file, mayHear }: { file: CaseView; mayHear: boolean }) => {
  const t = recordTexts.useTexts().opinion
  return (
    <FoldingSection id="y-kien" title={t.title} aside={mayHear && <ButtonLink to={stepPath(file.id, { kind: 'ChildOpinion' })}>{t.action}</ButtonLink>}>
      {[...file.childOpinions].reverse().map((opinion) => (
        <Card key={opinion.number} {...(opinion.opinion ? {} : { tone: 'amber' as const })}>
          <h3>{opinion.about}</h3>
          {opinion.opinion && <blockquote className="child-words prose-lines">{opinion.opinion}</blockquote>}
          <Facts
            facts={[
              { term: t.notHeard, text: opinion.notHeardReason },
              { term: t.adult, text: opinion.adultChosenByChild },
            ]}
          />
          <Recorded {...opinion} />
        </Card>
      ))}
    </FoldingSection>
  )
}

const looks: Record<PupilGoal['standing'], { tone: Tone; sign: SignName }> = {
  NotYet: { tone: 'plain', sign: 'ring' },
  PartWay: { tone: 'teal', sign: 'arrow' },
  Reached: { tone: 'green', sign: 'tick' },
  GivenUp: { tone: 'plain', sign: 'bar' },
}

export const GoalsSection = ({ file, maySet, mayProgress }: { file: CaseView; maySet: boolean; mayProgress: number[] }) => {
  const t = recordTexts.useTexts().goal
  return (
    <FoldingSection id="muc-tieu" title={t.title} aside={maySet && <ButtonLink to={stepPath(file.id, { kind: 'Goal' })}>{t.set}</ButtonLink>}>
      <p className="small muted">{t.lead}</p>
      {[...file.pupilGoals].reverse().map((goal) => (
        <GoalCard key={goal.number} goal={goal} {...(mayProgress.includes(goal.number) ? { progress: stepPath(file.id, { kind: 'GoalProgress', number: goal.number }) } : {})} />
      ))}
    </FoldingSection>
  )
}

export const GoalCard = ({ goal, progress }: { goal: PupilGoal; progress?: string }) => {
  const t = recordTexts.useTexts().goal
  return (
    <Card>
      <div className="row-between">
        <blockquote className="child-words prose-lines">{goal.goal}</blockquote>
        <StatusBadge {...looks[goal.standing]}>{word(t.standing, goal.standing)}</StatusBadge>
      </div>
      <Facts
        facts={[
          { term: t.firstStep, text: goal.firstStep },
          { term: t.help, text: goal.helpWanted },
          !!goal.lookAgainOn && { term: t.lookAgain, text: plainDate(goal.lookAgainOn) },
        ]}
      />
      {goal.progress.length > 0 && (
        <ul className="progress-notes">
          {goal.progress.map((step) => (
            <li key={step.recordedAt} className="small">
              {dateTime(step.occurredAt)} · <strong>{word(t.standing, step.standing)}</strong>
              {step.childSays && `: “${step.childSays}”`} <span className="muted">({step.by.name})</span>
            </li>
          ))}
        </ul>
      )}
      <Recorded {...goal} />
      {progress && (
        <div className="no-print">
          <ButtonLink look="quiet" to={progress}>
            {t.progress}
          </ButtonLink>
        </div>
      )}
    </Card>
  )
}
