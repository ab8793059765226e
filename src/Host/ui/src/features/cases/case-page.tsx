import { useMemo } from 'react'
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
import { ShownMoment } from '@/lib/use-now'
import { AssessmentsSection } from './assessments-section'
import { AttachmentsSection } from './attachments-section'
import { ChronologySection } from './chronology-section'
import { CounsellingSection } from './counselling-section'
import { DeadlinesSection } from './deadlines-section'
import { useCase } from './get-case'
import { useHistory } from './get-history'
import { useNextSteps } from './get-next-steps'
import { MessagesSection, PeopleSection, ReferralsSection, ReportSection, ReviewsSection } from './case-sections'
import { PlansSection } from './plans-section'
import { instantOf, readMoment, writeMoment, type Moment } from './moment'
import { Replay, ReplayBanner } from './replay'
import { replayTexts } from './replay-texts'
import { clockFor, sortSteps, stepPath } from './steps'
import { texts } from './texts'
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
  const r = replayTexts.useTexts()
  const may = (kind: string) => steps.some((step) => step.kind === kind)
  const head = shown ?? current
  const entries = history.data ?? []
  const instant = moment && instantOf(entries, moment)
  const then = useMemo(() => (instant ? new Date(instant) : null), [instant])
  return (
    <ShownMoment.Provider value={then}>
      <Page
        title={head.report.child?.fullName ?? t.unnamed}
        lead={<Lead file={head} />}
        above={moment && <ReplayBanner moment={moment} back={() => go(undefined)} />}
      >
        {!moment && <UrgentBanner file={current} />}
        <CaseHead file={head} />
        {moment ? (
          <Replay file={shown} caseId={current.id} entries={entries} moment={moment} other={other} go={go} />
        ) : (
          <NextSteps file={current} steps={steps} known={stepsKnown} />
        )}
        <Spine sticks={!moment} />
        {failedThen && <Note tone="amber" title={r.notOpen} />}
        <Await query={{ data: shown, error: null, isPending: loadingThen || failedThen, refetch: () => undefined }}>
          {(file) => (
            <div className={moment ? 'case-body case-then' : 'case-body'}>
              <ReportSection file={file} />
              <ChronologySection history={history} moment={moment} start={moment ? undefined : () => go({ by: 'knownAt', value: entries.at(-1)?.recordedAt ?? new Date().toISOString() })} />
              <AssessmentsSection file={file} />
              <PlansSection file={file} mayProgress={may('ActionProgress')} mayRefer={may('Referral')} />
              <ReferralsSection file={file} />
              <ReviewsSection file={file} />
              <AttachmentsSection
                file={file}
                mayAdd={may('Attachment')}
                mayRemove={(number) => steps.some((step) => step.kind === 'AttachmentRemoval' && step.number === number)}
                mayReveal={may('RestrictedReading')}
              />
              <PeopleSection file={file} mayExclude={may('Exclusion')} mayReadmit={may('ExclusionLifting')} mayReveal={may('RestrictedReading')} mayEndUrgent={may('UrgentAccessEnding')} />
              <CounsellingSection file={file} mayWrite={may('CounsellingNote')} mayRead={may('CounsellingReading')} />
              <DeadlinesSection file={file} mayWaive={may('WaiverRequest')} />
              <MessagesSection file={file} mayWrite={may('Message')} />
            </div>
          )}
        </Await>
      </Page>
    </ShownMoment.Provider>
  )
}

const Spine = ({ sticks }: { sticks: boolean }) => {
  const t = texts.useTexts()
  const r = replayTexts.useTexts()
  const parts: [string, string][] = [
    ['tin-bao', t.spine.report],
    ['lich-su', t.spine.history],
    ['danh-gia', t.spine.assessments],
    ['ke-hoach', t.spine.plan],
    ['chuyen-gui', t.spine.referrals],
    ['ra-soat', t.spine.reviews],
    ['tep', attachmentTexts.useTexts().title],
    ['nguoi', t.spine.people],
    ['thoi-han', t.spine.deadlines],
  ]
  return (
    <JumpNav label={t.spine.label} phoneLabel={r.jump} sticks={sticks}>
      {parts.map(([id, label]) => (
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
      {file.report.immediateDanger && file.emergencyMeasures.length === 0 && !['Closed', 'Unfounded', 'NoFurtherAction'].includes(file.state) && <Note tone="red" title={t.danger} />}
    </div>
  )
}

const NextSteps = ({ file, steps, known }: { file: CaseView; steps: NextStep[]; known: boolean }) => {
  const t = texts.useTexts()
  const { main, others } = sortSteps(file, steps)
  const clock = main ? clockFor(file, main.kind) : file.deadlines.find((deadline) => deadline.status === 'Overdue' || deadline.status === 'Pending')
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
          <div className="row">
            {others.map((step) => (
              <ButtonLink key={step.kind + (step.number ?? '')} to={stepPath(file.id, step)}>
                {word(t.step, step.kind)}
              </ButtonLink>
            ))}
          </div>
        </div>
      )}
    </section>
  )
}
