import { unreadable } from '@/components/date-time-field'
import type { ReportBody, StatementKind } from '@/lib/api/types'

/** What the reporter has typed so far. Kept in memory only: a shared phone must not tell who reported what. */
export interface ReportDraft {
  whatHappened: string
  statements: Record<StatementKind, string>
  knownAt: string
  occurredAt: string
  place: string
  schoolId: string
  fullName: string
  className: string
  estimatedAge: string
  dateOfBirth: string
  sex: string
  relation: string
  danger: string
  toldInPerson: string
  incidentTypes: string[]
  online: boolean
  concernKind: string
  channel: string
  witnesses: string
  presentState: string
  consequences: string
  family: string
  caregiver: string
  support: string
  fatherName: string
  fatherAge: string
  fatherOccupation: string
  motherName: string
  motherAge: string
  motherOccupation: string
  name: string
  phone: string
  /** Ticked by who reports while signed in: staff to be kept out of the file, everybody else to be named in it. */
  otherThanUsual: boolean
}

export const statementKinds: StatementKind[] = ['Seen', 'Heard', 'SaidByChild', 'Opinion']

export const emptyDraft = (signedIn: boolean, now: Date): ReportDraft => ({
  whatHappened: '',
  statements: { Seen: '', Heard: '', SaidByChild: '', Opinion: '' },
  knownAt: new Date(Math.floor(now.getTime() / 60_000) * 60_000).toISOString(),
  occurredAt: '',
  place: '',
  schoolId: '',
  fullName: '',
  className: '',
  estimatedAge: '',
  dateOfBirth: '',
  sex: '',
  relation: '',
  danger: '',
  toldInPerson: '',
  incidentTypes: [],
  online: false,
  concernKind: '',
  channel: signedIn ? 'InPerson' : 'Online',
  witnesses: '',
  presentState: '',
  consequences: '',
  family: '',
  caregiver: '',
  support: '',
  fatherName: '',
  fatherAge: '',
  fatherOccupation: '',
  motherName: '',
  motherAge: '',
  motherOccupation: '',
  name: '',
  phone: '',
  otherThanUsual: false,
})

export type ReportStep = 'what' | 'who' | 'danger' | 'send'
export const reportSteps: ReportStep[] = ['what', 'who', 'danger', 'send']

/** On which step a field stands, by the names the server uses too. */
const stepOf = (field: string): ReportStep => {
  if (/^(whatHappened|statements|knownAt|occurredAt|place)/.test(field)) return 'what'
  if (/^(schoolId|fullName|className|estimatedAge|dateOfBirth|sex|relation|suspectedRelation|child)/.test(field)) return 'who'
  if (/^(danger|immediateDanger|toldInPerson|incidentTypes|online)/.test(field)) return 'danger'
  return 'send'
}

export const firstStepWith = (errors: Record<string, string>): ReportStep | undefined =>
  reportSteps.find((step) => Object.keys(errors).some((field) => stepOf(field) === step))

export const onlyOf = (step: ReportStep, errors: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(errors).filter(([field]) => stepOf(field) === step))

interface Words {
  needWhat: string
  needKnownAt: string
  badAge: string
  badDate: string
  badDateTime: string
  future: string
}

const ageIsWrong = (age: string) => age.trim() !== '' && !(/^\d{1,3}$/.test(age.trim()) && Number(age) <= 25)

export const checkDraft = (draft: ReportDraft, words: Words, now: Date): Record<string, string> => {
  const errors: Record<string, string> = {}
  // Clocks of phones differ by minutes from ours; only a clear future is refused.
  const future = (instant: string) => new Date(instant).getTime() > now.getTime() + 60_000
  if (!draft.whatHappened.trim()) errors.whatHappened = words.needWhat
  if (!draft.knownAt) errors.knownAt = words.needKnownAt
  else if (draft.knownAt === unreadable) errors.knownAt = words.badDateTime
  else if (future(draft.knownAt)) errors.knownAt = words.future
  if (draft.occurredAt === unreadable) errors.occurredAt = words.badDateTime
  else if (draft.occurredAt && future(draft.occurredAt)) errors.occurredAt = words.future
  if (ageIsWrong(draft.estimatedAge)) errors.estimatedAge = words.badAge
  if (draft.dateOfBirth === unreadable) errors.dateOfBirth = words.badDate
  return errors
}

const text = (value: string) => value.trim() || undefined
const number = (value: string) => (/^\d+$/.test(value.trim()) ? Number(value) : undefined)

/** Leaves out everything that was not answered: unknown is not the same as "no". */
const known = <T extends object>(part: T): T | undefined => {
  const entries = Object.entries(part).filter(([, value]) => value !== undefined)
  return entries.length > 0 ? (Object.fromEntries(entries) as T) : undefined
}

/** @param staff Who takes reports down is named as the receiver, unless they ask not to be; everybody else only if they ask to be. */
export const toBody = (draft: ReportDraft, staff: boolean): ReportBody => ({
  channel: draft.channel,
  whatHappened: draft.whatHappened.trim(),
  knownAt: draft.knownAt,
  ...known({
    occurredAt: text(draft.occurredAt),
    schoolId: text(draft.schoolId),
    place: text(draft.place),
    statements: statementKinds.some((kind) => draft.statements[kind].trim())
      ? statementKinds.filter((kind) => draft.statements[kind].trim()).map((kind) => ({ kind, text: draft.statements[kind].trim() }))
      : undefined,
    concernKind: text(draft.concernKind),
    incidentTypes: draft.incidentTypes.length > 0 ? draft.incidentTypes : undefined,
    immediateDanger: draft.danger === 'yes' ? true : draft.danger === 'no' ? false : undefined,
    online: draft.online ? true : undefined,
    suspectedRelation: text(draft.relation),
    witnesses: text(draft.witnesses),
    toldInPerson: text(draft.toldInPerson),
    child: known({
      fullName: text(draft.fullName),
      dateOfBirth: text(draft.dateOfBirth),
      estimatedAge: number(draft.estimatedAge),
      sex: text(draft.sex),
      className: text(draft.className),
      presentState: text(draft.presentState),
      presumedConsequences: text(draft.consequences),
      familyCircumstances: text(draft.family),
      caregiver: text(draft.caregiver),
      supportGiven: text(draft.support),
      father: known({ name: text(draft.fatherName), age: number(draft.fatherAge), occupation: text(draft.fatherOccupation) }),
      mother: known({ name: text(draft.motherName), age: number(draft.motherAge), occupation: text(draft.motherOccupation) }),
    }),
    informant: known({ name: text(draft.name), phone: text(draft.phone) }),
    nameReporter: draft.otherThanUsual ? !staff : undefined,
  }),
})
