/** The shapes the API speaks, in one place, so that the generated document can take over without touching a screen. */

export interface Page<T> {
  items: T[]
  next?: string | null
  total?: number | null
}

export interface Changed {
  id: string
  version: number
  position: number
}

export interface Named {
  id: string
  name: string
}

/** Who did something. Absent id: a person outside, or the system. */
export interface By {
  id?: string | null
  name: string
}

// ---- access ----
export type Role =
  | 'Reporter'
  | 'SocialWorker'
  | 'Counsellor'
  | 'FocalPerson'
  | 'Principal'
  | 'CommuneOfficer'
  | 'DepartmentOfficer'
  | 'Partner'
  | 'Trainer'
  | 'CommunicationsOfficer'
  | 'Auditor'
  | 'DataProtectionOfficer'
  | 'Administrator'

export interface Membership {
  role: Role
  organisationId: string
  organisationName: string
}

export interface Me {
  signedIn: boolean
  id?: string | null
  userName?: string | null
  displayName?: string | null
  email?: string | null
  csrfToken?: string | null
  memberships: Membership[]
  roles: Role[]
}

export interface Organisation {
  id: string
  name: string
  kind: string
  parentId?: string | null
  validFrom: string
  validTo?: string | null
  replacedById?: string | null
}

export interface Person {
  id: string
  displayName: string
  roles: Role[]
}

// ---- cases ----
export type CaseState =
  | 'New'
  | 'Intake'
  | 'Reported'
  | 'InitialAssessed'
  | 'Emergency'
  | 'DetailedAssessment'
  | 'PlanDrafted'
  | 'PlanSubmitted'
  | 'PlanApproved'
  | 'InProgress'
  | 'UnderReview'
  | 'Closed'
  | 'Unfounded'
  | 'NoFurtherAction'
  | 'Reopened'
export type Track = 'ChildProtection' | 'SchoolViolence' | 'SchoolSupport'
export type Level = 'High' | 'Medium' | 'Low'
export type PerformedBy = 'School' | 'Commune' | 'Hotline' | 'Police' | 'Provider'
export type DeadlineStatus = 'Pending' | 'Met' | 'MetLate' | 'Overdue' | 'Waived'
export type StatementKind = 'Seen' | 'Heard' | 'SaidByChild' | 'Opinion'
export type AssessmentForm = 'Form02' | 'Form03' | 'Form06'

export interface Parent {
  name?: string | null
  age?: number | null
  occupation?: string | null
}

export interface ReportBody {
  channel: string
  whatHappened: string
  knownAt: string
  occurredAt?: string | null
  schoolId?: string | null
  place?: string | null
  statements?: { kind: StatementKind; text: string }[] | null
  concernKind?: string | null
  incidentTypes?: string[] | null
  immediateDanger?: boolean | null
  online?: boolean | null
  suspectedRelation?: string | null
  witnesses?: string | null
  toldInPerson?: string | null
  child?: {
    fullName?: string | null
    dateOfBirth?: string | null
    estimatedAge?: number | null
    sex?: string | null
    className?: string | null
    presentState?: string | null
    presumedConsequences?: string | null
    familyCircumstances?: string | null
    caregiver?: string | null
    supportGiven?: string | null
    father?: Parent | null
    mother?: Parent | null
  } | null
  informant?: { name?: string | null; phone?: string | null; address?: string | null; notes?: string | null } | null
}

export interface ReportReceipt {
  reportId: string
  caseId?: string | null
  reference: string
  followUpCode?: string | null
  version?: number | null
  position: number
}

export interface FollowUp {
  reference: string
  receivedAt: string
  state: 'Received' | 'BeingHandled' | 'Finished'
  messages: { from: 'Reporter' | 'School'; at: string; text: string }[]
}

export interface CaseRow {
  id: string
  reference: string
  state: CaseState
  tracks: Track[]
  riskLevel?: Level | null
  schoolId?: string | null
  schoolName?: string | null
  childName?: string | null
  className?: string | null
  assigneeId?: string | null
  assigneeName?: string | null
  openedAt: string
  lastChangeAt: string
  nextDeadline?: { code: string; dueAt: string; status: DeadlineStatus } | null
  overdue: boolean
  version: number
}

export interface TodayDeadline {
  caseId: string
  reference: string
  childName?: string | null
  deadlineId: string
  code: string
  startedAt: string
  warnAt: string
  dueAt: string
  status: DeadlineStatus
}

export interface Today {
  deadlines: TodayDeadline[]
  decisions: {
    caseId: string
    reference: string
    childName?: string | null
    kind: 'Triage' | 'TriageConfirmation' | 'PlanDecision' | 'WaiverConfirmation' | 'Closure'
    planNumber?: number | null
    since: string
  }[]
  newReports: { caseId: string; reference: string; receivedAt: string; immediateDanger: boolean }[]
  actions: {
    caseId: string
    reference: string
    childName?: string | null
    number: number
    description: string
    dueOn?: string | null
  }[]
}

export interface LevelCount {
  high: number
  medium: number
  low: number
}

export interface Totals {
  a: LevelCount
  b: LevelCount
}

export interface Assessment {
  number: number
  form: AssessmentForm
  performedBy: PerformedBy
  templateVersion: string
  ruleVersion: string
  answers: Record<string, Level | null>
  totals: Totals
  computedLevel: Level
  explanation: number | string
  officerLevel?: Level | null
  officerReason?: string | null
  /** The officer's lower level waits for a second person; until then the computed one counts. */
  levelPending?: boolean
  levelConfirmedBy?: By | null
  seriousHarm?: boolean | null
  emergencyNeeded?: boolean | null
  safetyNeeds?: { need: string; action: string; provider?: string | null; time?: string | null }[] | null
  facts?: Record<string, string | null> | null
  needs?: { description: string; priority: Level }[] | null
  occurredAt: string
  recordedAt: string
  by: By
}

export interface PlanAction {
  number: number
  description: string
  measureCode: string
  owner: string
  ownerId?: string | null
  collaborators?: string | null
  cost?: string | null
  startOn?: string | null
  dueOn?: string | null
  expectedResult?: string | null
  status: 'Planned' | 'Started' | 'Done' | 'NotDone'
  progress?: { note?: string | null; status: string; occurredAt: string; recordedAt: string; by: By }[] | null
}

export interface Plan {
  number: number
  status: 'Draft' | 'Submitted' | 'Approved' | 'Returned' | 'Superseded'
  author: Named
  problemSummary?: string | null
  overallGoal?: string | null
  goals: { need: string; goal: string }[]
  actions: PlanAction[]
  childOpinion?: string | null
  childOpinionMissingReason?: string | null
  caregiverOpinion?: string | null
  caregiverAgreement?: 'Agreed' | 'Refused' | 'NotAsked' | null
  monitoring?: string | null
  submittedAt?: string | null
  decision?: {
    outcome: 'Approved' | 'Returned'
    decisionNo?: string | null
    decidedOn?: string | null
    signer?: string | null
    performedBy: PerformedBy
    reason?: string | null
    by: By
    at: string
  } | null
}

export interface Deadline {
  id: string
  code: string
  ruleVersion: string
  source: string
  limit: string
  calendar: 'Elapsed' | 'WorkingDays' | 'CalendarDays'
  startedAt: string
  warnAt: string
  dueAt: string
  status: DeadlineStatus
  settledAt?: string | null
  waiver?: { reason: string; requestedBy: By; confirmedBy?: By | null; pending: boolean } | null
}

export interface Review {
  number: number
  interim: boolean
  answers: Record<string, Level | null>
  totals: Totals
  computedLevel: Level
  childState: { physical?: string | null; psychological?: string | null; cognitive?: string | null; emotional?: string | null }
  environmentSafe: boolean
  stable: boolean
  conclusion: 'Close' | 'Continue'
  actionResults?: { number: number; result: string }[] | null
  childOpinion?: string | null
  caregiverOpinion?: string | null
  occurredAt: string
  recordedAt: string
  by: By
}

export interface CaseReferral {
  id: string
  providerId?: string | null
  actionNumber?: number | null
  state: ReferralState
  sentAt: string
  changedAt: string
}

export interface CaseView {
  id: string
  reference: string
  version: number
  state: CaseState
  tracks: Track[]
  riskLevel?: Level | null
  school?: Named | null
  assignee?: Named | null
  openedAt: string
  report: ReportBody & { reportId: string; recordedAt: string; receiver?: Named | null; anonymous: boolean }
  triage?: {
    decision: 'Proceed' | 'NoFurtherAction' | 'Unfounded'
    tracks: Track[]
    reason: string
    by: By
    at: string
    confirmedBy?: By | null
    confirmedAt?: string | null
    pending: boolean
  } | null
  notifications: {
    number: number
    recipientKind: string
    recipientOrganisationId?: string | null
    recipientName?: string | null
    channel: string
    personSpokenTo: string
    note?: string | null
    absenceReason?: string | null
    performedBy: PerformedBy
    occurredAt: string
    recordedAt: string
    by: By
  }[]
  assessments: Assessment[]
  emergencyMeasures: {
    number: number
    decision: 'Taken' | 'NotNeeded'
    decisionNo?: string | null
    measures?: string[] | null
    performedBy: PerformedBy
    reason?: string | null
    occurredAt: string
    recordedAt: string
    by: By
  }[]
  needsMeetings: {
    number: number
    heldAt: string
    attendees: { name: string; role: string }[]
    absent?: string[] | null
    minutes: string
    childHeard: boolean
    recordedAt: string
    by: By
  }[]
  plans: Plan[]
  reviews: Review[]
  closure?: { summary: string; decisionNo?: string | null; by: By; at: string } | null
  reopenings: { reason: string; by: By; at: string }[]
  referrals: CaseReferral[]
  deadlines: Deadline[]
  messages: { from: 'Reporter' | 'School'; at: string; text: string; by?: By | null }[]
}

export type StepKind =
  | 'Routing'
  | 'LowerRiskConfirmation'
  | 'Triage'
  | 'TriageConfirmation'
  | 'Notification'
  | 'Escalation'
  | 'Form02'
  | 'Emergency'
  | 'Form03'
  | 'NeedsMeeting'
  | 'PlanDraft'
  | 'PlanEdit'
  | 'PlanSubmission'
  | 'PlanDecision'
  | 'ActionProgress'
  | 'Review'
  | 'Closure'
  | 'Reopening'
  | 'Referral'
  | 'Message'
  | 'Assignment'
  | 'WaiverRequest'
  | 'WaiverConfirmation'

/** What the caller may do now; the number is the plan's or the assessment's. */
export interface NextStep {
  kind: StepKind
  number?: number | null
  deadlineId?: string | null
}

export interface HistoryEntry {
  sequence: number
  version: number
  type: string
  occurredAt: string
  recordedAt: string
  late: boolean
  actor: By
  /** Who acted, when it was not the school: a code of performedBy. */
  onBehalfOf?: PerformedBy | null
  reason?: string | null
  external?: boolean
  data?: Record<string, unknown> | null
}

export interface TemplateRow {
  code: string
  table: 'A' | 'B'
  nameVi: string
  nameEn: string
  highVi: string
  mediumVi: string
  lowVi: string
  highEn: string
  mediumEn: string
  lowEn: string
}

export interface ReferenceData {
  measures: { code: string; level: 'Prevention' | 'Support' | 'Intervention'; nameVi: string; nameEn: string; source: string }[]
  assessmentTemplates: { form: AssessmentForm; version: string; rows: TemplateRow[] }[]
  scoringRule: { version: string; textVi: string; textEn: string }
}

// ---- referrals ----
export type ReferralState = 'Sent' | 'Acknowledged' | 'Accepted' | 'Declined' | 'InService' | 'Completed' | 'Cancelled'

export interface Provider {
  id: string
  name: string
  kind: string
  area: string
  services: string[]
  hours: string
  phone: string
  email?: string | null
  capacity?: string | number | null
  agreementNumber?: string | null
  agreementValidTo?: string | null
  validFrom: string
  validTo?: string | null
}

export interface ReferralRow {
  id: string
  reference: string
  state: ReferralState
  urgency: 'Normal' | 'High'
  need: string
  measureCode: string
  providerId: string
  providerName: string
  senderOrganisationId: string
  senderOrganisationName: string
  caseId?: string | null
  sentAt: string
  answerDueAt: string
  overdue: boolean
  changedAt: string
  version: number
}

export interface Referral extends ReferralRow {
  basis: string
  basisNote?: string | null
  shared: { field: string; value: string }[]
  planNumber: number
  actionNumber: number
  appointment?: string | { at?: string | null; contactPerson?: string | null; note?: string | null } | null
  declineReason?: string | null
  progress: { note: string; at: string; by: By | string }[]
  outcome?: string | null
  history: { state: ReferralState; at: string; by: By | string }[]
}

// ---- training ----
export interface Course {
  id: string
  code: string
  nameVi: string
  nameEn: string
  audience: string
  hours: number
  competencies: string[]
  certificateValidMonths?: number | null
  version?: number
}

export interface TrainingSession {
  id: string
  courseId: string
  courseCode?: string | null
  courseNameVi?: string | null
  courseNameEn?: string | null
  organisationId: string
  organisationName?: string | null
  heldOn: string
  place: string
  trainer?: string | null
  attendees?: { personId: string; personName?: string | null; present: boolean; hours?: number | null }[] | null
  present?: number | null
  certificatesIssued?: boolean | number | null
  version?: number
}

export interface Certificate {
  id: string
  number: string
  personId: string
  personName: string
  courseCode: string
  courseNameVi: string
  courseNameEn: string
  issuedOn: string
  validTo?: string | null
  valid: boolean
}

// ---- indicators ----
export type Operator = 'Lt' | 'Le' | 'Ge' | 'Gt' | 'Eq'
export type IndicatorStatus = 'Met' | 'NotMet' | 'NoData' | 'Suppressed'

export interface IndicatorPlanRow {
  id: string
  code: string
  nameVi: string
  nameEn: string
  organisationId: string
  period: string
}

export interface IndicatorPlan extends IndicatorPlanRow {
  targets: {
    indicatorCode: string
    nameVi: string
    nameEn: string
    unit: string
    direction: 'Up' | 'Down' | 'Keep' | 'Watch'
    targets: { year: number | string; operator: Operator; value: string; source: string }[]
    latest?: {
      period: string
      value?: string | null
      numerator?: string | number | null
      denominator?: string | number | null
      status: IndicatorStatus
      onTrack?: boolean | null
    } | null
  }[]
}

export interface Trend {
  indicatorCode: string
  points: { period: string; value?: string | null; status: string }[]
  targets: { year: number | string; operator: Operator; value: string }[]
}

export interface Measurement {
  id: string
  indicatorCode: string
  organisationId: string
  period: string
  numerator?: string | number | null
  denominator?: string | number | null
  value?: string | null
  status: string
  evidence?: string | null
  enteredBy?: By | string | null
  approvedBy?: By | string | null
  version: number
}

export interface Operational {
  indicatorCode: string
  nameVi: string
  nameEn: string
  numerator?: string | number | null
  denominator?: string | number | null
  value?: string | null
  target?: string | null
  status: IndicatorStatus
}

// ---- communications ----
export interface Notice {
  id: string
  kind: string
  reference: string
  link: string
  at: string
  readAt?: string | null
  detail?: { code?: string | null; dueAt?: string | null } | null
}

// ---- audit ----
export interface AuditEvent {
  sequence: number
  eventId: string
  stream: string
  streamType: string
  version: number
  type: string
  recordedAt: string
  actor: By
  correlationId?: string | null
  causationId?: string | null
  external: boolean
}
