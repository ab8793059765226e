import { Card, Facts } from '@/components/page'
import { FoldingSection } from '@/components/section'
import { LevelBadge, StatusBadge } from '@/components/status-badge'
import type { Assessment, CaseView, EmergencyMeasure, Level, NeedsMeeting, TemplateRow, Totals } from '@/lib/api/types'
import { dateTime, plainDate } from '@/lib/dates'
import { byName, common } from '@/lib/i18n/common'
import { useLanguage } from '@/lib/i18n/language'
import { word } from '@/lib/i18n/texts'
import { useRowsOf } from './get-reference-data'
import { factGroups, factTexts } from './fact-texts'
import { texts } from './texts'

export const AssessmentsSection = ({ file }: { file: CaseView }) => {
  const t = texts.useTexts()
  const c = common.useTexts()
  const recipients = factTexts.useTexts().recipient
  return (
    <FoldingSection id="danh-gia" title={t.spine.assessments}>
      {file.triage && (
        <Card>
          <div className="row">
            <h3>{t.step.Triage}</h3>
            <StatusBadge tone={file.triage.decision === 'Proceed' ? 'teal' : 'plain'} sign="arrow">
              {word(t.triage, file.triage.decision)}
            </StatusBadge>
            {file.triage.pending && (
              <StatusBadge tone="amber" sign="ring">
                {t.triagePending}
              </StatusBadge>
            )}
          </div>
          <p className="prose-lines">{file.triage.reason}</p>
          <p className="small muted">
            {byName(file.triage.by, c)} · {dateTime(file.triage.at)}
            {file.triage.confirmedBy && ` · ${byName(file.triage.confirmedBy, c)} ${dateTime(file.triage.confirmedAt)}`}
          </p>
        </Card>
      )}
      {file.notifications.map((notice) => (
        <Card key={notice.number}>
          <h3>{t.notified(notice.recipientName ?? word(recipients, notice.recipientKind))}</h3>
          <Facts facts={[{ term: t.spokenTo, text: notice.personSpokenTo }, !!notice.note && { term: t.details, text: notice.note }]} />
          <p className="small muted">
            {dateTime(notice.occurredAt)} · {word(c.performedBy, notice.performedBy)} · {t.recorded} {dateTime(notice.recordedAt)}, {byName(notice.by, c)}
          </p>
        </Card>
      ))}
      {[...file.assessments].reverse().map((assessment) => (
        <AssessmentCard key={assessment.number} assessment={assessment} />
      ))}
      {file.emergencyMeasures.map((measure) => (
        <EmergencyCard key={measure.number} measure={measure} />
      ))}
      {file.needsMeetings.map((meeting) => (
        <MeetingCard key={meeting.number} meeting={meeting} />
      ))}
    </FoldingSection>
  )
}

export const EmergencyCard = ({ measure }: { measure: EmergencyMeasure }) => {
  const t = texts.useTexts()
  const c = common.useTexts()
  return (
    <Card {...(measure.decision === 'Taken' ? { tone: 'red' as const } : {})}>
      <h3>{word(t.emergency, measure.decision)}</h3>
      {measure.measures.length > 0 && (
        <ul>
          {measure.measures.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      )}
      {measure.reason && <p className="prose-lines">{measure.reason}</p>}
      <p className="small muted">
        {measure.decisionNo && `${t.decisionNo} ${measure.decisionNo} · `}
        {dateTime(measure.occurredAt)} · {word(c.performedBy, measure.performedBy)} · {byName(measure.by, c)}
      </p>
    </Card>
  )
}

export const MeetingCard = ({ meeting }: { meeting: NeedsMeeting }) => {
  const t = texts.useTexts()
  const c = common.useTexts()
  return (
    <Card>
      <h3>{t.meeting}</h3>
      <Facts
        facts={[
          { term: t.place, text: meeting.place },
          { term: t.chair, text: meeting.chair },
          { term: t.attendees, text: meeting.attendees.map((person) => `${person.name} (${person.role})`).join('\n') },
          { term: t.absent, text: meeting.absent.join('\n') },
        ]}
      />
      <Facts facts={[{ term: t.minutes, text: meeting.minutes }]} />
      {meeting.childWish && (
        <div className="stack-tight">
          <h4>{t.childWish}</h4>
          <blockquote className="child-words prose-lines">{meeting.childWish}</blockquote>
        </div>
      )}
      {meeting.decisions.length > 0 && (
        <div className="stack-tight">
          <h4>{t.decisions}</h4>
          <ul className="goals">
            {meeting.decisions.map((decision) => (
              <li key={decision.text}>
                <span className="prose-lines">{decision.text}</span>
                <span className="small muted">{[decision.owner, decision.dueOn && `${t.plan.due} ${plainDate(decision.dueOn)}`].filter(Boolean).join(' · ')}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
      <Facts facts={[{ term: t.dissent, text: meeting.dissent.map((other) => `${other.name}: ${other.view}`).join('\n') }]} />
      <p className="small muted">
        {dateTime(meeting.heldAt)} · {meeting.childHeard ? t.childHeard : t.childNotHeard} · {byName(meeting.by, c)}
      </p>
    </Card>
  )
}

export const AssessmentCard = ({ assessment }: { assessment: Assessment }) => {
  const t = texts.useTexts()
  const c = common.useTexts()
  const facts = factTexts.useTexts()
  const rows = useRowsOf(assessment.form, assessment.templateVersion)
  return (
    <Card {...(assessment.computedLevel === 'High' ? { tone: 'red' as const } : {})}>
      <div className="row">
        <h3>{word(t.assessment, assessment.form)}</h3>
        <LevelBadge level={assessment.levelPending ? assessment.computedLevel : (assessment.officerLevel ?? assessment.computedLevel)} long />
      </div>
      <p>
        {t.computed}: <strong>{word(c.level, assessment.computedLevel)}</strong>. {word(t.explanation, String(assessment.explanation))}{' '}
        <span className="small muted">{t.ruleVersion(String(assessment.ruleVersion))}</span>
      </p>
      {assessment.officerLevel && assessment.officerLevel !== assessment.computedLevel && (
        <p>
          {t.officer}: <strong>{word(c.level, assessment.officerLevel)}</strong>. {t.officerReason}: {assessment.officerReason}
          {assessment.levelPending && ` (${t.levelPending})`}
        </p>
      )}
      {assessment.seriousHarm && (
        <StatusBadge tone="red" sign="octagon">
          {t.seriousHarm}
        </StatusBadge>
      )}
      <ScoreTable rows={rows} answers={assessment.answers} totals={assessment.totals} />
      {!!assessment.safetyNeeds?.length && (
        <div className="stack-tight">
          <h4>{t.safetyNeeds}</h4>
          <ul>
            {assessment.safetyNeeds.map((need) => (
              <li key={need.need + need.action}>{[need.need, need.action, need.provider, need.time].filter(Boolean).join(' · ')}</li>
            ))}
          </ul>
        </div>
      )}
      {!!assessment.needs?.length && (
        <div className="stack-tight">
          <h4>{t.needs}</h4>
          <ul className="needs">
            {assessment.needs.map((need) => (
              <li key={need.description} className="row">
                <LevelBadge level={need.priority} /> <span>{need.description}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
      {factGroups.map(([group, names]) => {
        const known = names.filter((name) => assessment.facts?.[name])
        if (known.length === 0) return null
        return (
          <div className="stack-tight" key={group}>
            <h4>{facts.group[group]}</h4>
            <Facts facts={known.map((name) => ({ term: word(facts.fact, name), text: assessment.facts?.[name] }))} />
          </div>
        )
      })}
      <p className="small muted">
        {t.occurred} {dateTime(assessment.occurredAt)} · {t.recorded} {dateTime(assessment.recordedAt)} · {byName(assessment.by, c)} ·{' '}
        {word(c.performedBy, assessment.performedBy)}
      </p>
    </Card>
  )
}

export const rowWords = (row: TemplateRow, language: 'vi' | 'en') =>
  language === 'vi'
    ? { name: row.nameVi, High: row.highVi, Medium: row.mediumVi, Low: row.lowVi }
    : { name: row.nameEn, High: row.highEn, Medium: row.mediumEn, Low: row.lowEn }

/** In table A "High" is bad, in table B it is good: the words carry the meaning, the level stays the form's own. */
export const ScoreTable = ({ rows, answers, totals }: { rows: TemplateRow[]; answers: Record<string, Level | null | undefined>; totals: Totals }) => {
  const t = texts.useTexts()
  const c = common.useTexts()
  const language = useLanguage()
  return (
    <div className="two">
      {(['A', 'B'] as const).map((table) => {
        const total = table === 'A' ? totals.a : totals.b
        const own = rows.filter((row) => row.table === table)
        return (
          <div className="score" key={table}>
            <h4>{table === 'A' ? t.tableA : t.tableB}</h4>
            <ul>
              {own.map((row) => {
                const answer = answers[row.code]
                const words = rowWords(row, language)
                return (
                  <li key={row.code}>
                    <span>{words.name}</span>
                    <strong>{answer ? word(c.level, answer) : '–'}</strong>
                  </li>
                )
              })}
            </ul>
            <p className="small">
              {t.totals}: {c.level.High} {total.high} · {c.level.Medium} {total.medium} · {c.level.Low} {total.low}
            </p>
          </div>
        )
      })}
    </div>
  )
}
