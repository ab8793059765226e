import { unreadable } from '@/components/date-time-field'

export type Errors = Record<string, string>

interface TimeWords {
  badDateTime: string
  badDate: string
  future: string
}

/** Answers that are missing, in one place: field → words. */
export const missing = (checks: [string, boolean, string][]): Errors =>
  Object.fromEntries(checks.filter(([, wrong]) => wrong).map(([field, , words]) => [field, words]))

/** A moment that must lie in the past (a minute of grace for clocks that differ). */
export const pastMoment = (field: string, value: string, need: string, words: TimeWords): Errors => {
  if (!value) return { [field]: need }
  if (value === unreadable) return { [field]: words.badDateTime }
  return new Date(value).getTime() > Date.now() + 60_000 ? { [field]: words.future } : {}
}

export const optionalDay = (field: string, value: string, words: TimeWords): Errors => (value === unreadable ? { [field]: words.badDate } : {})

export const lines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)

export const orNothing = (text: string): string | undefined => text.trim() || undefined

/** A goal is gone: what served it serves none, and what served a later one finds it one place earlier. */
export const withoutGoal = <V extends { goals: object[]; actions: { goal: string }[] }>(values: V, gone: number): V => ({
  ...values,
  goals: values.goals.filter((_, at) => at !== gone),
  actions: values.actions.map((action) => {
    const at = Number(action.goal) - 1
    return at < gone ? action : { ...action, goal: at === gone ? '' : String(at) }
  }),
})
