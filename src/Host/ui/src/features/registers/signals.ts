import type { DropoutRisk } from '@/lib/api/types'

type Signals = NonNullable<DropoutRisk['assessments'][number]['signals']>

/** The signals as a form holds them: text, and choices joined by commas. */
export interface SignalValues {
  unexcusedDays: string
  absentDays: string
  schoolDays: string
  average: string
  averageBefore: string
  failingSubjects: string
  conduct: string
  household: string[]
}

const text = (value: number | null | undefined) => (value == null ? '' : String(value))

export const tenths = (value: number | null | undefined): string => (value == null ? '' : `${Math.floor(value / 10)},${value % 10}`)

/** "6,5" or "6.5" as 65; nothing for what is no mark. */
export const inTenths = (mark: string): number | undefined => {
  const found = /^(\d{1,2})(?:[.,](\d))?$/.exec(mark.trim())
  const value = found ? Number(found[1]) * 10 + Number(found[2] ?? 0) : NaN
  return value <= 100 ? value : undefined
}

export const signalValues = (signals?: Signals | null): SignalValues => ({
  unexcusedDays: text(signals?.unexcusedDays),
  absentDays: text(signals?.absentDays),
  schoolDays: text(signals?.schoolDays),
  average: tenths(signals?.averageTenths),
  averageBefore: tenths(signals?.averageBeforeTenths),
  failingSubjects: text(signals?.failingSubjects),
  conduct: signals?.conduct ?? '',
  household: [...(signals?.household ?? [])],
})

const counts = ['unexcusedDays', 'absentDays', 'schoolDays', 'failingSubjects'] as const

export const signalErrors = (values: SignalValues, words: { badNumber: string; badAverage: string }): Record<string, string> => ({
  ...Object.fromEntries(counts.filter((name) => values[name].trim() && !/^\d{1,3}$/.test(values[name].trim())).map((name) => [name, words.badNumber])),
  ...Object.fromEntries((['average', 'averageBefore'] as const).filter((name) => values[name].trim() && inTenths(values[name]) === undefined).map((name) => [name, words.badAverage])),
})

const number = (value: string) => (value.trim() ? Number(value.trim()) : undefined)

export const signalBody = (values: SignalValues) => ({
  unexcusedDays: number(values.unexcusedDays),
  absentDays: number(values.absentDays),
  schoolDays: number(values.schoolDays),
  averageTenths: inTenths(values.average),
  averageBeforeTenths: inTenths(values.averageBefore),
  failingSubjects: number(values.failingSubjects),
  conduct: values.conduct || undefined,
  household: values.household,
})
