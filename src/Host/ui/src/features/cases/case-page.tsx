import { Fragment, useEffect, useMemo, type ReactNode } from 'react'
import { useParams, useSearchParams } from 'react-router'
import { ButtonLink } from '@/components/button'
import { DeadlineChip } from '@/components/deadline-chip'
import { JumpNav } from '@/components/jump-nav'
import { Page } from '@/components/page'
import { Await, Note } from '@/components/states'
import { LevelBadge, StateBadge, StatusBadge } from '@/components/status-badge'
import type { CaseView, NextStep } from '@/lib/api/types'
import { dateTime } from '@/lib/dates'
import { attachmentTexts } from '@/lib/i18n/attachments'
import { common } from '@/lib/i18n/common'
import { word } from '@/lib/i18n/texts'
import { usePhone } from '@/lib/use-media'
import { ShownMoment } from '@/lib/use-now'
import { AssessmentsSection } from './assessments-section'
import { AttachmentsSection } from './attachments-section'
import { BodyMapSection } from './body-map-section'
import { GoalsSection, OpinionsSection } from './child-section'
import { ChronologySection } from './chronology-section'
import { CounsellingSection } from './counselling-section'
import { DeadlinesSection } from './deadlines-section'
import { DocumentsSection } from './documents-section'
import { DuplicatesNote, MergeNote, MergesSection, useMerges } from './duplicates'
import { FollowUpsSection } from './follow-ups-section'
import { IncidentSection } from './incident-section'
import { useCase } from './get-case'
import { useHistory } from './get-history'
import { useNextSteps } from './get-next-steps'
import { HandOverNote } from './hand-over'
import { MessagesSection, PeopleSection, ReferralsSection, ReportSection, ReviewsSection } from './case-sections'
import { JusticeSection } from './justice-section'
import { PlansSection } from './plans-section'
import { mergeTexts } from './merge-texts'
import { recordTexts } from './record-texts'
import { instantOf, readMoment, writeMoment, type Moment } from './moment'
import { Replay, ReplayBanner } from './replay'
import { replayTexts } from './replay-texts'
import { clockFor, groupSteps, nextClock, sortSteps, stepPath } from './steps'
import { SeparationsSection } from './separations-section'
import { texts } from './texts'
import { ReceivedSection, TransfersSection } from './transfers-section'
import { ParentsSection, ViolenceSection } from './violence-section'
import { UrgentBanner } from './urgent-access'
import './cases.css'

export const CasePage = () => {
  const { id = '' } = useParams()
  const [search, setSearch] = useSearchParams()
  const { moment, other } = readMoment(search)
  const now = useCase(id)
  const then = useCase(id, moment)
  const history = useHistory(id)
  const steps = useNextSteps(id, !moment)
  // Whoever has the case open can take a step, also when the connection is lost by then.
  useEffect(() => void import('./step-page').catch(() => undefined), [])
  return (
    <Await query={now} lines={8}>
      {(current) => (
        <CaseFile
          current={current}
          shown={moment ? then.data : current}
          loadingThen={!!moment && then.isPending}
          failedThen={!!moment && then.isError}
          steps={moment ? [] : (steps.data ?? [])}
          stepsKnown={steps.isSuccess}
          history={history}
          moment={moment}
          other={other}
          go={(to, against) => setSearch((before) => writeMoment(before, to, against), { preventScrollReset: true })}
        />
      )}
    </Await>
  )
}

interface Props {
  current: CaseView
  shown: CaseView | undefined
  loadingThen: boolean
  failedThen: boolean
  steps: NextStep[]
  stepsKnown: boolean
  history: ReturnType<typeof useHistory>
  moment: Moment | undefined
  other: Moment | undefined
  go: (moment: Moment | undefined, other?: Moment) => void
}

const CaseFile = ({ current, shown, loadingThen, failedThen, steps, stepsKnown, history, moment, other, go }: Props) => {
  const t = texts.useTexts()
  const w = recordTexts.useTexts()
  const a = attachmentTexts.useTexts()
  const r = replayTexts.useTexts()
  const m = mergeTexts.useTexts()
  const merges = useMerges(current.id).data ?? []
  const may = (kind: string) => steps.some((step) => step.kind === kind)
  const head = shown ?? current
  const entries = history.data ?? []
  const instant = moment && instantOf(entries, moment)
  const then = useMemo(() => (instant ? new Date(instant) : null), [instant])
  const numbers = (kind: string) => steps.flatMap((step) => (step.kind === kind && step.number ? [step.number] : []))
  const clocks = (kind: string) => steps.flatMap((step) => (step.kind === kind && step.deadlineId ? [step.deadlineId] : []))
  /** The parts of the file that hold something, in the order a reader needs them. */
  const parts = (file: CaseView): Part[] =>
    ([
      { id: 'tin-bao', label: t.spine.report, section: <ReportSection file={file} /> },
      !!file.transferredFrom && { id: 'nhan-tu', label: w.transfer.received, section: <ReceivedSection from={file.transferredFrom} /> },
      {
        id: 'lich-su',
        label: t.spine.history,
        section: (
          <ChronologySection
            history={history}
            moment={moment}
            start={moment ? undefined : () => go({ by: 'knownAt', value: entries.at(-1)?.recordedAt ?? new Date().toISOString() })}
            correct={may('Correction') ? (version) => stepPath(current.id, { kind: 'Correction', number: version }) : undefined}
          />
        ),
      },
      file.deadlines.length > 0 && {
        id: 'thoi-han',
        label: t.spine.deadlines,
        section: <DeadlinesSection file={file} mayWaive={may('WaiverRequest')} pausable={clocks('DeadlinePause')} resumable={clocks('DeadlineResumption')} />,
      },
      file.parentNotices.length > 0 && { id: 'cha-me', label: w.parents.title, section: <ParentsSection file={file} mayTell={may('ParentNotice')} /> },
      file.tracks.includes('SchoolViolence') && !!file.triage && { id: 'bao-luc', label: w.violence.title, section: <ViolenceSection file={file} mayRecord={may('ViolenceStep')} /> },
      !!(file.triage ?? file.assessments.length + file.emergencyMeasures.length + file.needsMeetings.length + file.notifications.length) && {
        id: 'danh-gia',
        label: t.spine.assessments,
        section: <AssessmentsSection file={file} />,
      },
      (file.attachments.length > 0 || (may('Attachment') && !moment)) && {
        id: 'tep',
        label: a.title,
        section: (
          <AttachmentsSection
            file={file}
            mayAdd={may('Attachment')}
            mayRemove={(number) => steps.some((step) => step.kind === 'AttachmentRemoval' && step.number === number)}
            mayReveal={may('RestrictedReading')}
          />
        ),
      },
      file.bodyMarks.length > 0 && { id: 'so-do', label: w.body.title, section: <BodyMapSection file={file} mayNote={may('BodyMark')} mayLook={may('BodyMarkLook')} /> },
      file.childOpinions.length > 0 && { id: 'y-kien', label: w.opinion.title, section: <OpinionsSection file={file} mayHear={may('ChildOpinion')} /> },
      file.pupilGoals.length > 0 && { id: 'muc-tieu', label: w.goal.title, section: <GoalsSection file={file} maySet={may('Goal')} mayProgress={numbers('GoalProgress')} /> },
      file.separations.length > 0 && {
        id: 'cach-ly',
        label: w.separation.title,
        section: <SeparationsSection file={file} mayExtend={may('SeparationExtension')} mayEnd={may('SeparationEnd')} />,
      },
      file.plans.length > 0 && { id: 'ke-hoach', label: t.spine.plan, section: <PlansSection file={file} mayProgress={may('ActionProgress')} mayRefer={may('Referral')} /> },
      file.referrals.length > 0 && { id: 'chuyen-gui', label: t.spine.referrals, section: <ReferralsSection file={file} /> },
      file.justiceEvents.length > 0 && { id: 'tu-phap', label: w.justice.title, section: <JusticeSection file={file} mayRecord={may('JusticeEvent')} /> },
      (file.reviews.length > 0 || !!file.closure || file.reopenings.length > 0) && { id: 'ra-soat', label: t.spine.reviews, section: <ReviewsSection file={file} /> },
      file.followUps.length > 0 && { id: 'theo-doi', label: w.followUp.title, section: <FollowUpsSection file={file} mayNote={may('FollowUp')} /> },
      (!moment || moment.by === 'knownAt') && { id: 'giay-to', label: t.spine.documents, section: <DocumentsSection file={file} knownAt={moment?.value} /> },
      may('Incident') && !moment && { id: 'vu-viec', label: w.incident.title, section: <IncidentSection file={file} /> },
      merges.length > 0 && !moment && { id: 'da-gop', label: m.resting, section: <MergesSection merges={merges} /> },
      file.transfers.length > 0 && {
        id: 'chuyen-ca',
        label: w.transfer.title,
        section: <TransfersSection file={file} mayWithdraw={may('TransferWithdrawal')} mayMirror={may('TransferAnswer')} />,
      },
      {
        id: 'nguoi',
        label: t.spine.people,
        section: <PeopleSection file={file} mayExclude={may('Exclusion')} mayReadmit={may('ExclusionLifting')} mayReveal={may('RestrictedReading')} mayEndUrgent={may('UrgentAccessEnding')} />,
      },
      file.counsellingNotes.length > 0 && {
        id: 'tham-van',
        label: t.counselling.title,
        section: <CounsellingSection file={file} mayWrite={may('CounsellingNote')} mayRead={may('CounsellingReading')} />,
      },
      file.messages.length > 0 && { id: 'trao-doi', label: t.spine.messages, section: <MessagesSection file={file} mayWrite={may('Message')} /> },
    ] satisfies (Part | false)[]).filter((part) => part !== false)
  return (
    <ShownMoment.Provider value={then}>
      <Page
        title={head.report.child?.fullName ?? t.unnamed}
        lead={<Lead file={head} />}
        above={moment && <ReplayBanner moment={moment} back={() => go(undefined)} />}
      >
        {!moment && <UrgentBanner file={current} />}
        {!moment && <HandOverNote file={current} steps={steps} />}
        {!moment && <MergeNote file={current} steps={steps} />}
        {!moment && <DuplicatesNote file={current} steps={steps} />}
        <CaseHead file={head} />
        {moment ? (
          <Replay file={shown} caseId={current.id} entries={entries} moment={moment} other={other} go={go} />
        ) : (
          <NextSteps file={current} steps={steps} known={stepsKnown} />
        )}
        {shown && <Spine parts={parts(shown)} sticks={!moment} />}
        {failedThen && <Note tone="amber" title={r.notOpen} />}
        <Await query={{ data: shown, error: null, isPending: loadingThen || failedThen, refetch: () => undefined }}>
          {(file) => (
            <div className={moment ? 'case-body case-then' : 'case-body'}>
              {parts(file).map((part) => (
                <Fragment key={part.id}>{part.section}</Fragment>
              ))}
            </div>
          )}
        </Await>
      </Page>
    </ShownMoment.Provider>
  )
}

interface Part {
  id: string
  label: string
  section: ReactNode
}

const Spine = ({ parts, sticks }: { parts: Part[]; sticks: boolean }) => {
  const t = texts.useTexts()
  const r = replayTexts.useTexts()
  return (
    <JumpNav label={t.spine.label} phoneLabel={r.jump} sticks={sticks}>
      {parts.map(({ id, label }) => (
        <a key={id} href={`#${id}`}>
          {label}
        </a>
      ))}
    </JumpNav>
  )
}

const Lead = ({ file }: { file: CaseView }) => {
  const t = texts.useTexts()
  const child = file.report.child
  return [child?.className, child?.estimatedAge ? t.age(child.estimatedAge) : undefined, file.school?.name].filter(Boolean).join(' · ') || file.reference
}

const CaseHead = ({ file }: { file: CaseView }) => {
  const t = texts.useTexts()
  const c = common.useTexts()
  return (
    <div className="case-head">
      <div className="row">
        <LevelBadge level={file.riskLevel} long />
        <StateBadge state={file.state} />
        {file.tracks.map((track) => (
          <StatusBadge key={track}>{word(c.track, track)}</StatusBadge>
        ))}
      </div>
      <p className="small muted">
        {t.reference} <strong className="figures">{file.reference}</strong> · {t.opened} <time>{dateTime(file.openedAt)}</time> · {t.assignee}:{' '}
        {file.assignee?.name ?? t.noAssignee}
      </p>
      {file.report.immediateDanger && file.emergencyMeasures.length === 0 && !['Closed', 'Unfounded', 'NoFurtherAction', 'Transferred'].includes(file.state) && <Note tone="red" title={t.danger} />}
    </div>
  )
}

const NextSteps = ({ file, steps, known }: { file: CaseView; steps: NextStep[]; known: boolean }) => {
  const t = texts.useTexts()
  const { main, others } = sortSteps(file, steps)
  const phone = usePhone()
  const clock = main ? clockFor(file, main.kind) : nextClock(file.deadlines)
  if (!known) return <div className="next next-wait" aria-busy="true" />
  return (
    <section className={clock?.status === 'Overdue' ? 'next next-urgent no-print' : 'next no-print'} aria-labelledby="next-title">
      <div className="row-between">
        <div className="stack-tight">
          <p className="next-label" id="next-title">
            {t.nextTitle}
          </p>
          <h2>{main ? word(t.step, main.kind) : t.nobody}</h2>
          {!main && <p className="muted">{word(t.waitsFor, file.state)}</p>}
        </div>
        {clock && <DeadlineChip clock={clock} />}
      </div>
      {main && (
        <div className="row">
          <ButtonLink look="primary" to={stepPath(file.id, main)}>
            {word(t.step, main.kind)}
          </ButtonLink>
        </div>
      )}
      {others.length > 0 && (
        <div className="next-others">
          <p className="small muted">{t.nextOthers}</p>
          {groupSteps(others).map(([group, own]) => (
            <details key={group} className="more next-group" open={!phone}>
              <summary>
                {t.stepGroup[group]} <span className="small muted figures">{own.length}</span>
              </summary>
              <div className="row">
                {own.map((step) => (
                  <ButtonLink key={step.kind + (step.number ?? '')} to={stepPath(file.id, step)}>
                    {word(t.step, step.kind)}
                  </ButtonLink>
                ))}
              </div>
            </details>
          ))}
        </div>
      )}
    </section>
  )
}
