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

/** The order in which the procedure wants them; what has no place in it comes after. */
const order: StepKind[] = [
  'TriageConfirmation',
  'Triage',
  'PlanDecision',
  'WaiverConfirmation',
  'Notification',
  'Emergency',
  'Form02',
  'Form03',
  'NeedsMeeting',
  'PlanSubmission',
  'PlanEdit',
  'PlanDraft',
  'ActionProgress',
  'Closure',
  'Review',
]

/** Steps the case cannot move on without stand first; a running clock beats the order. */
export const sortSteps = (file: CaseView, steps: NextStep[]): { main?: NextStep; others: NextStep[] } => {
  const rank = (step: NextStep) => {
    const place = order.indexOf(step.step)
    return place < 0 ? order.length : place
  }
  // Offered once although several deadlines or actions could be meant: the page for it lets the person choose.
  const single = steps.filter((step, i) => steps.findIndex((other) => other.step === step.step && other.planNumber === step.planNumber) === i)
  const [main, ...others] = single
    .filter((step) => step.step !== 'Referral' && step.step !== 'WaiverRequest')
    .sort((one, two) => rank(one) - rank(two))
  if (!main || rank(main) === order.length) return { others: main ? [main, ...others] : [] }
  // An action under way is not urgent in itself; a review that is due is.
  const review = others.find((step) => step.step === 'Review' && clockFor(file, 'Review')?.status === 'Overdue')
  if (main.step === 'ActionProgress' && review) return { main: review, others: [main, ...others.filter((step) => step !== review)] }
  return { main, others }
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
  School: 'giao-truong',
}

export const stepOfSlug = (slug: string | undefined): string | undefined => Object.keys(slugs).find((step) => slugs[step] === slug)

export const stepPath = (caseId: string, step: Pick<NextStep, 'step' | 'planNumber' | 'deadlineId'> | { step: 'School' }): string => {
  const search = new URLSearchParams()
  if ('planNumber' in step && step.planNumber) search.set('ke-hoach', String(step.planNumber))
  if ('deadlineId' in step && step.deadlineId) search.set('thoi-han', step.deadlineId)
  const text = search.toString()
  return `/ca/${caseId}/${slugs[step.step]}${text ? `?${text}` : ''}`
}
