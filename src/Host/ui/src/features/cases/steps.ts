import type { CaseView, Deadline, NextStep, StepKind } from '@/lib/api/types'

/** Which clock a step stops. */
const clockOf: Partial<Record<StepKind, string>> = {
  Triage: 'DL-REPORT',
  Notification: 'DL-REPORT',
  Form02: 'DL-INIT',
  Emergency: 'DL-EMERG',
  Form03: 'DL-PLAN',
  NeedsMeeting: 'DL-PLAN',
  PlanDraft: 'DL-PLAN',
  PlanEdit: 'DL-PLAN',
  PlanSubmission: 'DL-PLAN',
  PlanDecision: 'DL-PLAN',
  Review: 'DL-REVIEW',
}

const running = (deadline: Deadline) => deadline.status === 'Pending' || deadline.status === 'Overdue'

export const clockFor = (file: CaseView, step: StepKind): Deadline | undefined =>
  file.deadlines.find((deadline) => deadline.code === clockOf[step] && running(deadline))

/** The order of the procedure. Steps outside it (a message, an assignment) are never what must be done next. */
const order: StepKind[] = [
  'Routing',
  'TriageConfirmation',
  'Triage',
  'PlanDecision',
  'LowerRiskConfirmation',
  'WaiverConfirmation',
  'Notification',
  'Emergency',
  'Form02',
  'Form03',
  'NeedsMeeting',
  'PlanSubmission',
  'PlanEdit',
  'PlanDraft',
  'Closure',
  'ActionProgress',
  'Review',
]

/** Some steps may be taken again at any time; once taken, they are no longer what the case waits for. */
const alreadyTaken = (file: CaseView, kind: StepKind): boolean => {
  switch (kind) {
    case 'Notification':
      return file.notifications.length > 0
    case 'Emergency':
      return file.emergencyMeasures.length > 0
    case 'Form02':
      return file.state !== 'Reopened' && file.assessments.length > 0
    case 'Form03':
      return file.assessments.some((assessment) => assessment.form === 'Form03')
    case 'NeedsMeeting':
      return file.needsMeetings.length > 0
    default:
      return false
  }
}

/** Steps that start beside their clock, or beside the people of the case. */
const beside: StepKind[] = ['WaiverRequest', 'Exclusion', 'ExclusionLifting', 'RestrictedReading', 'CounsellingNote', 'CounsellingReading', 'UrgentAccessEnding', 'HandOverAnswer', 'HandOverWithdrawal']

/** What must be done next, and what else can be done. */
export const sortSteps = (file: CaseView, steps: NextStep[]): { main?: NextStep; others: NextStep[] } => {
  const rank = ({ kind }: NextStep) => {
    const place = order.indexOf(kind)
    return place < 0 || alreadyTaken(file, kind) ? order.length : place
  }
  // A draft with something in it is submitted; an empty one is edited first.
  const ready = (number: number | null | undefined) => file.plans.some((plan) => plan.number === number && plan.status === 'Draft' && plan.goals.length > 0 && plan.actions.length > 0)
  const submitsTooEarly = (step: NextStep) => step.kind === 'PlanSubmission' && !ready(step.number)
  const single = steps
    // Some start beside what they are about; a kind this version has no page for is not offered.
    .filter((step) => step.kind in slugs && !beside.includes(step.kind))
    .filter((step, i, all) => all.findIndex((other) => other.kind === step.kind && other.number === step.number) === i)
    .sort((one, two) => rank(one) - rank(two) || Number(submitsTooEarly(one)) - Number(submitsTooEarly(two)))
  const main = single.find((step) => rank(step) < order.length && !submitsTooEarly(step))
  const overdueReview = single.find((step) => step.kind === 'Review' && clockFor(file, 'Review')?.status === 'Overdue')
  const first = main?.kind === 'ActionProgress' ? (overdueReview ?? main) : main
  return { ...(first ? { main: first } : {}), others: single.filter((step) => step !== first) }
}

const slugs: Record<string, string> = {
  Triage: 'phan-loai',
  TriageConfirmation: 'xac-nhan-phan-loai',
  Notification: 'thong-bao',
  Escalation: 'bao-ve-tre-em',
  Form02: 'danh-gia-ban-dau',
  Emergency: 'khan-cap',
  Form03: 'danh-gia-cu-the',
  NeedsMeeting: 'hop-nhu-cau',
  PlanDraft: 'lap-ke-hoach',
  PlanEdit: 'sua-ke-hoach',
  PlanSubmission: 'trinh-ke-hoach',
  PlanDecision: 'duyet-ke-hoach',
  ActionProgress: 'tien-do',
  Review: 'ra-soat',
  Closure: 'ket-thuc',
  Reopening: 'mo-lai',
  Message: 'nhan-tin',
  Assignment: 'phan-cong',
  WaiverRequest: 'mien-thoi-han',
  WaiverConfirmation: 'xac-nhan-mien',
  Routing: 'giao-truong',
  LowerRiskConfirmation: 'xac-nhan-muc-nguy-co',
  Exclusion: 'khong-cho-biet',
  ExclusionLifting: 'cho-xem-lai',
  CounsellingNote: 'ghi-tham-van',
  HandOver: 'ban-giao',
  HandOverAnswer: 'tra-loi-ban-giao',
  HandOverWithdrawal: 'rut-ban-giao',
}

export const stepOfSlug = (slug: string | undefined): string | undefined => Object.keys(slugs).find((step) => slugs[step] === slug)

export const stepPath = (caseId: string, step: NextStep): string => {
  const search = new URLSearchParams()
  if (step.number) search.set('so', String(step.number))
  if (step.deadlineId) search.set('thoi-han', step.deadlineId)
  const text = search.toString()
  return `/ca/${caseId}/${slugs[step.kind]}${text ? `?${text}` : ''}`
}
