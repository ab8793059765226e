import { useEffect, useRef, useState, type ComponentType } from 'react'
import { Link, Navigate, useLocation, useNavigate, useParams, useSearchParams } from 'react-router'
import { Page } from '@/components/page'
import { Await, Note } from '@/components/states'
import type { CaseView, HistoryEntry } from '@/lib/api/types'
import { FormPlaceContext, type FormPlace } from '@/lib/outbox/form-place'
import { useOwner } from '@/lib/outbox/use-outbox'
import { byName, common } from '@/lib/i18n/common'
import { word } from '@/lib/i18n/texts'
import { useStepSender } from './change-case'
import { useEntryName } from './entry-name'
import { useCase } from './get-case'
import { useHistory } from './get-history'
import { stepOfSlug } from './steps'
import type { StepProps } from './steps/step-props'
import { Assessment02, Assessment03 } from './steps/assessment-form'
import { Assignment } from './steps/assignment-form'
import { Closure, Reopening } from './steps/closure-form'
import { CounsellingNote } from './steps/counselling-form'
import { BodyMark, BodyMarkLook } from './steps/body-mark-forms'
import { ChildOpinion } from './steps/child-opinion-form'
import { Correction } from './steps/correction-form'
import { FollowUp } from './steps/follow-up-form'
import { Goal, GoalProgress } from './steps/goal-forms'
import { JusticeEvent } from './steps/justice-form'
import { ParentNotice } from './steps/parent-notice-form'
import { DeadlinePause, DeadlineResumption } from './steps/pause-forms'
import { SeparationEnd, SeparationExtension, SeparationOrder } from './steps/separation-forms'
import { Transfer, TransferAnswer, TransferWithdrawal } from './steps/transfer-forms'
import { ViolenceStep } from './steps/violence-step-form'
import { Emergency } from './steps/emergency-form'
import { Escalation } from './steps/escalation-form'
import { Exclusion, ExclusionLifting } from './steps/exclusion-forms'
import { HandOver, HandOverAnswer, HandOverWithdrawal } from './steps/hand-over-forms'
import { Message } from './steps/message-form'
import { NeedsMeeting } from './steps/needs-meeting-form'
import { Notification } from './steps/notification-form'
import { PlanDecision } from './steps/plan-decision-form'
import { PlanForm } from './steps/plan-form'
import { PlanSubmission } from './steps/plan-submission-form'
import { ActionProgress } from './steps/action-progress-form'
import { Review } from './steps/review-form'
import { SchoolRouting } from './steps/school-form'
import { Triage } from './steps/triage-form'
import { LowerRiskConfirmation, TriageConfirmation, WaiverConfirmation } from './steps/confirmation-forms'
import { Merge, MergeConfirmation, MergeUndoing } from './steps/merge-forms'
import { WaiverRequest } from './steps/waiver-form'
import { texts } from './texts'
import './cases.css'

const forms: Record<string, ComponentType<StepProps>> = {
  Triage,
  TriageConfirmation,
  Notification,
  Escalation,
  Form02: Assessment02,
  Emergency,
  Form03: Assessment03,
  NeedsMeeting,
  PlanDraft: PlanForm,
  PlanEdit: PlanForm,
  PlanSubmission,
  PlanDecision,
  ActionProgress,
  Review,
  Closure,
  Reopening,
  Message,
  Assignment,
  WaiverRequest,
  WaiverConfirmation,
  Routing: SchoolRouting,
  LowerRiskConfirmation,
  Exclusion,
  ExclusionLifting,
  CounsellingNote,
  HandOver,
  HandOverAnswer,
  HandOverWithdrawal,
  ParentNotice,
  ViolenceStep,
  Separation: SeparationOrder,
  SeparationExtension,
  SeparationEnd,
  JusticeEvent,
  ChildOpinion,
  BodyMark,
  BodyMarkLook,
  Goal,
  GoalProgress,
  FollowUp,
  Correction,
  Transfer,
  TransferWithdrawal,
  TransferAnswer,
  DeadlinePause,
  DeadlineResumption,
  Merge,
  MergeConfirmation,
  MergeUndoing,
}

export const StepPage = () => {
  const { id = '', step: slug } = useParams()
  const query = useCase(id)
  const owner = useOwner()
  const step = stepOfSlug(slug)
  const Form = step ? forms[step] : undefined
  if (!step || !Form) return <Navigate replace to={`/ca/${id}`} />
  return (
    <Await query={query} lines={8}>
      {(file) => owner && <Step key={step} owner={owner} file={file} step={step} Form={Form} refetch={query.refetch} />}
    </Await>
  )
}

interface StepOf {
  owner: string
  file: CaseView
  step: string
  Form: ComponentType<StepProps>
  refetch: () => Promise<{ data?: CaseView | undefined }>
}

const Step = ({ owner, file, step, Form, refetch }: StepOf) => {
  const t = texts.useTexts()
  const navigate = useNavigate()
  const here = useLocation()
  const [search] = useSearchParams()
  // The version the writer looked at, not the newest that arrived in the background: only so can a clash be seen.
  const [seen, setSeen] = useState({ version: file.version, before: undefined as number | undefined })
  const sending = useRef<unknown>(undefined)
  useEffect(() => void import('./waiting/waiting-page').catch(() => undefined), [])
  const address = here.pathname + here.search
  const place: FormPlace = {
    owner,
    name: address,
    about: { step, reference: file.reference, address },
    version: seen.version,
    sends: (values) => {
      sending.current = values
    },
    resume: (here.state as { resume?: boolean } | null)?.resume ?? false,
    // Begun before what others did since: sending it meets them, and shows both.
    resumed: (version) => setSeen({ version: version ?? file.version, before: undefined }),
    // Without a connection the list opens, and the case may not: nothing of it is kept on the device.
    left: (entry) => void navigate(entry.state === 'stopped' ? `/chua-gui/${entry.key}` : '/chua-gui'),
  }
  const sender = useStepSender(file.id, place, sending)
  return (
    <Page
      title={word(t.step, step)}
      narrow={step !== 'PlanDecision'}
      lead={
        <>
          <Link to={`/ca/${file.id}`}>{file.report.child?.fullName ?? t.unnamed}</Link> · {file.reference}
        </>
      }
    >
      {seen.before !== undefined && <ChangedSince caseId={file.id} version={seen.before} />}
      <FormPlaceContext value={place}>
        <Form
          file={file}
          {...sender}
          search={search}
          reload={async () => {
            const { data } = await refetch()
            if (data) setSeen({ version: data.version, before: seen.version })
          }}
          done={(to) => void navigate(to ?? `/ca/${file.id}`)}
        />
      </FormPlaceContext>
    </Page>
  )
}

/** Both versions side by side: what the writer typed stays in the form, what others did stands here. */
const ChangedSince = ({ caseId, version }: { caseId: string; version: number }) => {
  const t = texts.useTexts()
  const c = common.useTexts()
  const nameOf = useEntryName()
  const history = useHistory(caseId)
  const newer = (history.data ?? []).filter((entry: HistoryEntry) => entry.version > version)
  return (
    <Note tone="amber" title={t.changedSince}>
      <ul>
        {newer.map((entry) => (
          <li key={entry.sequence}>
            {nameOf(entry)} ({byName(entry.actor, c)})
          </li>
        ))}
      </ul>
    </Note>
  )
}
