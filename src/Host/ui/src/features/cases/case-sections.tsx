import { Link } from 'react-router'
import { ButtonLink } from '@/components/button'
import { DataTable } from '@/components/data-table'
import { Card, Facts } from '@/components/page'
import { FoldingSection } from '@/components/section'
import { LevelBadge, StatusBadge } from '@/components/status-badge'
import type { CaseView, Parent, ReviewRecord } from '@/lib/api/types'
import { dateTime, plainDate } from '@/lib/dates'
import { byName, common } from '@/lib/i18n/common'
import { form01 } from '@/lib/i18n/form01'
import { useLanguage } from '@/lib/i18n/language'
import { word } from '@/lib/i18n/texts'
import { ScoreTable } from './assessments-section'
import { useRowsOf } from './get-reference-data'
import { HandOverCards } from './hand-over'
import { RestrictedPart } from './restricted-part'
import { stepPath } from './steps'
import { texts } from './texts'
import { UrgentAccessCards } from './urgent-access'

export const ReportSection = ({ file }: { file: CaseView }) => {
  const t = texts.useTexts()
  return (
    <FoldingSection id="tin-bao" open title={t.spine.report} aside={<span className="small muted">{t.form01}</span>}>
      <ReportCard report={file.report} />
    </FoldingSection>
  )
}

export const ReportCard = ({ report }: { report: CaseView['report'] }) => {
  const t = texts.useTexts()
  const c = common.useTexts()
  const f = form01.useTexts()
  return (
    <Card>
      <p className="report-words prose-lines">{report.whatHappened}</p>
      {!!report.statements?.length && (
        <ul className="statements">
          {report.statements.map((statement) => (
            <li key={statement.kind + statement.text} className={`statement statement-${statement.kind}`}>
              <span className="small muted">{word(f.statement, statement.kind)}</span>
              <span className="prose-lines">{statement.text}</span>
            </li>
          ))}
        </ul>
      )}
      <Facts
        facts={[
          { term: f.knownAt, text: dateTime(report.knownAt) },
          !!report.occurredAt && { term: f.occurredAt, text: dateTime(report.occurredAt) },
          { term: f.place, text: report.place },
          { term: f.channelLabel, text: word(f.channel, report.channel) },
          !!report.concernKind && { term: f.concernLabel, text: word(f.concern, report.concernKind) },
          !!report.incidentTypes?.length && { term: f.incidentLabel, text: report.incidentTypes.map((type) => word(f.incident, type)).join(', ') },
          !!report.immediateDanger && { term: f.danger, text: c.yes },
          !!report.online && { term: f.online, text: c.yes },
          { term: f.relation, text: report.suspectedRelation },
          { term: f.witnesses, text: report.witnesses },
          { term: f.toldInPerson, text: report.toldInPerson },
          { term: f.presentState, text: report.child?.presentState },
          { term: f.consequences, text: report.child?.presumedConsequences },
          { term: f.family, text: report.child?.familyCircumstances },
          { term: f.support, text: report.child?.supportGiven },
        ]}
      />
      <p className="small muted">
        {t.recorded} <time>{dateTime(report.recordedAt)}</time>
        {report.receiver && ` · ${t.receiver}: ${report.receiver.name}`}
        {report.anonymous && ` · ${t.informantAnonymous}`}
      </p>
    </Card>
  )
}

export const ReferralsSection = ({ file }: { file: CaseView }) => {
  const t = texts.useTexts()
  const c = common.useTexts()
  return (
    <FoldingSection id="chuyen-gui" title={t.spine.referrals}>
      <DataTable
        caption={t.spine.referrals}
        rows={file.referrals}
        rowKey={(referral) => referral.id}
        columns={[
          {
            key: 'action',
            head: t.plan.actions,
            main: true,
            cell: (referral) => <Link to={`/chuyen-gui/${referral.id}`}>{referral.actionNumber ? t.actionNo(referral.actionNumber) : t.spine.referrals}</Link>,
          },
          {
            key: 'state',
            head: t.list.state,
            cell: (referral) => (
              <StatusBadge
                tone={referral.state === 'Completed' ? 'green' : referral.state === 'Declined' ? 'red' : referral.state === 'Sent' ? 'amber' : 'teal'}
                sign={referral.state === 'Completed' ? 'tick' : referral.state === 'Declined' ? 'octagon' : 'arrow'}
              >
                {word(c.referralState, referral.state)}
              </StatusBadge>
            ),
          },
          { key: 'sent', head: t.sent, cell: (referral) => dateTime(referral.sentAt) },
          { key: 'changed', head: t.recorded, cell: (referral) => dateTime(referral.changedAt) },
        ]}
      />
    </FoldingSection>
  )
}

export const ReviewCard = ({ review }: { review: ReviewRecord }) => {
  const t = texts.useTexts()
  const c = common.useTexts()
  const rows = useRowsOf('Form06', review.templateVersion)
  return (
    <Card>
      <div className="row">
        <h3>{review.interim ? t.interim : t.assessment.Form06}</h3>
        <LevelBadge level={review.computedLevel} long />
        <StatusBadge tone={review.conclusion === 'Close' ? 'green' : 'plain'} sign={review.conclusion === 'Close' ? 'tick' : 'arrow'}>
          {word(t.conclusion, review.conclusion)}
        </StatusBadge>
      </div>
      <ScoreTable rows={rows} answers={review.answers} totals={review.totals} />
      <Facts facts={Object.entries(review.childState).map(([name, text]) => ({ term: word(t.childState, name), text }))} />
      <div className="row">
        {review.environmentSafe && (
          <StatusBadge tone="green" sign="tick">
            {t.environmentSafe}
          </StatusBadge>
        )}
        {review.stable && (
          <StatusBadge tone="green" sign="tick">
            {t.stable}
          </StatusBadge>
        )}
      </div>
      <Facts
        facts={[
          !!review.actionResults?.length && {
            term: t.plan.actions,
            text: review.actionResults.map((result) => `${t.actionNo(result.number)}: ${result.result}`).join('\n'),
          },
          { term: t.plan.childOpinion, text: review.childOpinion },
          { term: t.plan.caregiverOpinion, text: review.caregiverOpinion },
        ]}
      />
      <p className="small muted">
        {t.occurred} {dateTime(review.occurredAt)} · {t.recorded} {dateTime(review.recordedAt)} · {byName(review.by, c)}
      </p>
    </Card>
  )
}

export const ReviewsSection = ({ file }: { file: CaseView }) => {
  const t = texts.useTexts()
  const c = common.useTexts()
  return (
    <FoldingSection id="ra-soat" title={t.spine.reviews}>
      {[...file.reviews].reverse().map((review) => (
        <ReviewCard key={review.number} review={review} />
      ))}
      {file.closure && (
        <Card tone="teal">
          <h3>{t.closure}</h3>
          <p className="prose-lines">{file.closure.summary}</p>
          <p className="small muted">
            {file.closure.decisionNo && `${t.decisionNo} ${file.closure.decisionNo} · `}
            {dateTime(file.closure.at)} · {byName(file.closure.by, c)}
          </p>
        </Card>
      )}
      {file.reopenings.map((reopening) => (
        <Card key={reopening.at} tone="amber">
          <h3>{t.reopening}</h3>
          <p className="prose-lines">{reopening.reason}</p>
          <p className="small muted">
            {dateTime(reopening.at)} · {byName(reopening.by, c)}
          </p>
        </Card>
      ))}
    </FoldingSection>
  )
}

export const PeopleSection = ({ file, mayExclude, mayReadmit, mayReveal, mayEndUrgent }: { file: CaseView; mayExclude: boolean; mayReadmit: boolean; mayReveal: boolean; mayEndUrgent: boolean }) => {
  const t = texts.useTexts()
  const language = useLanguage()
  const c = common.useTexts()
  const f = form01.useTexts()
  const child = file.report.child
  const parent = (who: Parent | null | undefined) => who && [who.name, who.age, who.occupation].filter(Boolean).join(', ')
  return (
    <FoldingSection id="nguoi" title={t.spine.people}>
      <Card>
        <Facts
          facts={[
            {
              term: f.child,
              text: [
                child?.fullName ?? t.unnamed,
                child?.sex && word(f.sex, child.sex),
                child?.dateOfBirth ? plainDate(child.dateOfBirth) : child?.estimatedAge ? t.age(child.estimatedAge) : undefined,
                child?.className,
                file.school?.name,
              ]
                .filter(Boolean)
                .join(', '),
            },
            { term: f.father, text: parent(child?.father) },
            { term: f.mother, text: parent(child?.mother) },
            { term: f.caregiver, text: child?.caregiver },
            !!file.report.anonymous && { term: f.informant, text: t.informantAnonymous },
            { term: t.assignee, text: file.assignee?.name ?? t.noAssignee },
            { term: t.legalBasis, text: file.legalBases.map((basis) => `${language === 'vi' ? basis.textVi : basis.textEn} (${basis.source})`).join('; ') },
          ]}
        />
      </Card>
      <RestrictedPart file={file} mayReveal={mayReveal} />
      <HandOverCards file={file} />
      <UrgentAccessCards file={file} mayEnd={mayEndUrgent} />
      {file.exclusions.map((exclusion) => (
        <Card key={exclusion.person.id} tone="amber">
          <h3>{exclusion.person.name}</h3>
          <p>
            {t.excluded}: {word(t.ground, exclusion.ground)}
          </p>
          <p className="prose-lines">{exclusion.reason}</p>
          <p className="small muted">
            {dateTime(exclusion.at)} · {byName(exclusion.by, c)}
          </p>
        </Card>
      ))}
      {(mayExclude || mayReadmit) && (
        <div className="row no-print">
          {mayExclude && <ButtonLink to={stepPath(file.id, { kind: 'Exclusion' })}>{word(t.step, 'Exclusion')}</ButtonLink>}
          {mayReadmit && <ButtonLink to={stepPath(file.id, { kind: 'ExclusionLifting' })}>{word(t.step, 'ExclusionLifting')}</ButtonLink>}
        </div>
      )}
    </FoldingSection>
  )
}

export const MessagesSection = ({ file, mayWrite }: { file: CaseView; mayWrite: boolean }) => {
  const t = texts.useTexts()
  return (
    <FoldingSection
      id="trao-doi"
      title={t.spine.messages}
      aside={
        mayWrite && (
          <ButtonLink icon="speak" to={stepPath(file.id, { kind: 'Message' })}>
            {t.step.Message ?? ''}
          </ButtonLink>
        )
      }
    >
      {file.messages.map((message) => (
        <Card key={message.at + message.from}>
          <p className="small muted">
            {message.from === 'Reporter' ? t.reporter : (message.by?.name ?? t.schoolSide)} · {dateTime(message.at)}
          </p>
          <p className="prose-lines">{message.text}</p>
        </Card>
      ))}
    </FoldingSection>
  )
}
