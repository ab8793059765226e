import type { CaseView, Deadline, NextStep, StepKind } from '@/lib/api/types'

/** Which clocks a step stops. */
const clocksOf: Partial<Record<StepKind, string[]>> = {
  Triage: ['DL-REPORT'],
  Notification: ['DL-REPORT'],
  ParentNotice: ['DL-VIOL-PARENT'],
  Form02: ['DL-INIT'],
  Emergency: ['DL-EMERG'],
  SeparationEnd: ['DL-SEP'],
  Form03: ['DL-PLAN'],
  NeedsMeeting: ['DL-PLAN'],
  PlanDraft: ['DL-PLAN'],
  PlanEdit: ['DL-PLAN'],
  PlanSubmission: ['DL-PLAN'],
  PlanDecision: ['DL-PLAN'],
  ActionProgress: ['DL-ACTION'],
  Review: ['DL-REVIEW'],
  FollowUp: ['DL-FOLLOW-30', 'DL-FOLLOW-90', 'DL-FOLLOW-180'],
}

/** The next clock to end among those that run. */
export const nextClock = (deadlines: Deadline[]): Deadline | undefined =>
  deadlines.filter((deadline) => deadline.status === 'Pending' || deadline.status === 'Overdue').sort((one, two) => one.dueAt.localeCompare(two.dueAt))[0]

export const clockFor = (file: CaseView, step: StepKind): Deadline | undefined => nextClock(file.deadlines.filter((deadline) => clocksOf[step]?.includes(deadline.code)))

/** The order of the procedure. Steps outside it (a message, an assignment) are never what must be done next. */
const order: StepKind[] = [
  'Routing',
  'MergeConfirmation',
  'TriageConfirmation',
  'Triage',
  'PlanDecision',
  'LowerRiskConfirmation',
  'WaiverConfirmation',
  'Notification',
  'ParentNotice',
  'Emergency',
  'ViolenceStep',
  'SeparationEnd',
  'Form02',
  'Form03',
  'NeedsMeeting',
  'PlanSubmission',
  'PlanEdit',
  'PlanDraft',
  'Closure',
  'ActionProgress',
  'Review',
  'FollowUp',
]

/** Some steps may be taken again at any time; once taken, they are no longer what the case waits for. */
const alreadyTaken = (file: CaseView, kind: StepKind): boolean => {
  switch (kind) {
    case 'Triage':
      return !!file.triage
    case 'Notification':
      return file.notifications.length > 0
    case 'Form02':
      return file.state !== 'Reopened' && file.assessments.length > 0
    case 'Form03':
      return file.assessments.some((assessment) => assessment.form === 'Form03')
    case 'NeedsMeeting':
      return file.needsMeetings.length > 0
    case 'ViolenceStep':
      return file.violenceSteps.length > 0
    case 'SeparationEnd':
      return clockFor(file, kind)?.status !== 'Overdue'
    // Nobody waits for these unless a clock does.
    case 'Emergency':
    case 'ParentNotice':
    case 'FollowUp':
      return clockFor(file, kind) === undefined
    default:
      return false
  }
}

/** Steps that start beside their clock, or beside the people of the case. */
const beside: StepKind[] = [
  'WaiverRequest',
  'DeadlinePause',
  'DeadlineResumption',
  'Exclusion',
  'ExclusionLifting',
  'RestrictedReading',
  'CounsellingReading',
  'UrgentAccessEnding',
  'Correction',
  'BodyMarkLook',
  'GoalProgress',
  'HandOverAnswer',
  'HandOverWithdrawal',
  'MergeUndoing',
]

export type StepGroup = 'now' | 'procedure' | 'child' | 'file'

const groups: Partial<Record<StepKind, StepGroup>> = {
  Notification: 'now',
  Emergency: 'now',
  Escalation: 'now',
  ParentNotice: 'now',
  ViolenceStep: 'now',
  Separation: 'now',
  SeparationExtension: 'now',
  SeparationEnd: 'now',
  ChildOpinion: 'child',
  BodyMark: 'child',
  Goal: 'child',
  CounsellingNote: 'child',
  JusticeEvent: 'child',
  Message: 'file',
  Assignment: 'file',
  HandOver: 'file',
  Transfer: 'file',
  TransferWithdrawal: 'file',
  TransferAnswer: 'file',
  Merge: 'file',
}

/** Steps in a few groups, so that nobody searches a wall of buttons. */
export const groupSteps = (steps: NextStep[]): [StepGroup, NextStep[]][] =>
  (['now', 'procedure', 'child', 'file'] as const)
    .map((group): [StepGroup, NextStep[]] => [group, steps.filter((step) => (groups[step.kind] ?? 'procedure') === group)])
    .filter(([, own]) => own.length > 0)

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
  ParentNotice: 'bao-cha-me',
  ViolenceStep: 'xu-ly-bao-luc',
  Separation: 'cach-ly',
  SeparationExtension: 'gia-han-cach-ly',
  SeparationEnd: 'ket-thuc-cach-ly',
  JusticeEvent: 'tu-phap',
  ChildOpinion: 'y-kien-cua-tre',
  BodyMark: 'ghi-dau-vet',
  BodyMarkLook: 'xem-lai-dau-vet',
  Goal: 'muc-tieu',
  GoalProgress: 'tien-trien-muc-tieu',
  FollowUp: 'theo-doi',
  Correction: 'dinh-chinh',
  Transfer: 'chuyen-ca',
  TransferWithdrawal: 'rut-chuyen-ca',
  TransferAnswer: 'tra-loi-chuyen-ca',
  DeadlinePause: 'tam-dung',
  DeadlineResumption: 'chay-tiep',
  Merge: 'gop-ca',
  MergeConfirmation: 'xac-nhan-gop',
  MergeUndoing: 'tach-ca',
}

export const stepOfSlug = (slug: string | undefined): string | undefined => Object.keys(slugs).find((step) => slugs[step] === slug)

export const stepPath = (caseId: string, step: NextStep): string => {
  const search = new URLSearchParams()
  if (step.number) search.set('so', String(step.number))
  if (step.deadlineId) search.set('thoi-han', step.deadlineId)
  const text = search.toString()
  return `/ca/${caseId}/${slugs[step.kind]}${text ? `?${text}` : ''}`
}
