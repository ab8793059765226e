import type { Answered, BodyOf, PathOf } from './operations'
import type { components } from './schema'

/** Names the screens use for the shapes of the approved OpenAPI document. Nothing is described by hand here. */
type Schemas = components['schemas']
type Row<P extends PathOf<'get'>> = Answered<'get', P> extends { items: (infer Item)[] } ? Item : never

export type Changed = Schemas['Changed']
/** Who did something. Absent id: a person outside, or the system. */
export type By = Schemas['PersonRef']

// ---- access ----
export type Me = Answered<'get', '/me'>
export type Role = Me['roles'][number]
export type Person = Row<'/access/people'>
export type OwnSession = Row<'/access/sessions'>
export type AccountRow = Row<'/access/accounts'>
export type Invitation = Answered<'post', '/access/accounts'>
export type Delegation = Row<'/access/accounts/delegations'>
export type ApiKeyRow = Row<'/access/api-keys'>
export type ApiScope = Answered<'get', '/access/api-keys'>['scopes'][number]
export type OrganisationKind = Schemas['OrganisationKind']
export type OrganisationRow = Row<'/access/organisations'>
export type OrganisationDetail = Answered<'get', '/access/organisations/{id}'>
export type OrganisationRef = OrganisationDetail['above'][number]
export type ImportResult = Answered<'post', '/access/organisations/import'>

// ---- cases ----
export type CaseView = Answered<'get', '/cases/{id}'>
export type CaseState = CaseView['state']
export type Level = NonNullable<Schemas['RiskLevel']>
export type DeadlineStatus = Schemas['DeadlineStatus']
export type CaseRow = Row<'/cases'>
export type CaseloadRow = Row<'/cases/caseload'>
export type StatementKind = Schemas['StatementKind']
export type ReportBody = BodyOf<'post', '/cases/reports'>
export type ReportReceipt = Answered<'post', '/cases/reports'>
export type FollowUp = Answered<'get', '/cases/reports/{reference}'>
export type Today = Answered<'get', '/cases/today'>
export type Attachment = CaseView['attachments'][number]
export type UploadForm = BodyOf<'post', '/cases/{id}/attachments/uploads'>
export type UploadState = Answered<'get', '/cases/{id}/attachments/uploads/{upload}'>
export type Assessment = CaseView['assessments'][number]
export type Totals = Assessment['totals']
export type Plan = CaseView['plans'][number]
export type PlanAction = Plan['actions'][number]
export type Deadline = CaseView['deadlines'][number]
export type BodyMark = CaseView['bodyMarks'][number]
export type PupilGoal = CaseView['pupilGoals'][number]
export type SeparationRecord = CaseView['separations'][number]
export type JusticeEvent = CaseView['justiceEvents'][number]
export type ReviewRecord = CaseView['reviews'][number]
export type NeedsMeeting = CaseView['needsMeetings'][number]
export type EmergencyMeasure = CaseView['emergencyMeasures'][number]
export type Correction = CaseView['corrections'][number]
export type Duplicate = Answered<'get', '/cases/{id}/duplicates'>['items'][number]
export type TransferOffer = Answered<'get', '/cases/transfers'>['items'][number]
export type Parent = Schemas['ParentDetails']
/** What the caller may do now; the number is the plan's or the assessment's. */
export type NextStep = Answered<'get', '/cases/{id}/next-steps'>['steps'][number]
export type StepKind = NextStep['kind']
export type RestrictedAnswer = Answered<'get', '/cases/{id}/restricted'>
export type CaseDocument = Answered<'get', '/cases/{id}/documents'>['items'][number]
export type CounsellingNote = Answered<'get', '/cases/{id}/counselling-notes'>['notes'][number]
export type HistoryEntry = Row<'/cases/{id}/history'>
export type CaseDifference = Answered<'get', '/cases/{id}/difference'>
export type ReferenceData = Answered<'get', '/cases/reference-data'>
export type Template = ReferenceData['assessmentTemplates'][number]
export type TemplateRow = Template['rows'][number]

// ---- registers of pupils ----
export type Circumstance = Answered<'get', '/cases/circumstances/{id}'>
export type DropoutRisk = Answered<'get', '/cases/dropout-risks/{id}'>
export type DropoutLevel = DropoutRisk['level']

// ---- referrals ----
export type ReferralRow = Row<'/referrals'>
export type Referral = Answered<'get', '/referrals/{id}'>
export type ReferralState = Referral['state']

// ---- training ----
export type Course = Row<'/training/courses'>
export type TrainingSession = Answered<'get', '/training/sessions/{id}'>

// ---- indicators ----
export type IndicatorPlan = Answered<'get', '/indicators/plans/{id}'>
export type Trend = Answered<'get', '/indicators/{code}/trend'>
export type Measurement = Row<'/indicators/measurements'>

// ---- operations ----
export type Subscription = Row<'/operations/subscriptions'>
export type SubscriptionDetail = Answered<'get', '/operations/subscriptions/{name}'>

// ---- audit ----
export type AuditEvent = Row<'/audit/events'>
export type EventType = Answered<'get', '/audit/event-types'>[number]
export type LedgerStanding = Answered<'get', '/audit/ledger'>
export type ReadRow = Row<'/audit/reads'>
export type NotActed = Row<'/audit/decided-not-to-act'>

// ---- data protection registers ----
export type ProcessingRow = Answered<'get', '/privacy/processing'>['items'][number]
export type RetainedCase = Answered<'get', '/cases/retention'>['items'][number]
export type RightsRequest = Answered<'get', '/privacy/requests/{id}'>
export type ConsentFile = Answered<'get', '/privacy/consents/{id}'>
export type Breach = Answered<'get', '/privacy/breaches/{id}'>
export type Confidentiality = Answered<'get', '/privacy/confidentiality'>
