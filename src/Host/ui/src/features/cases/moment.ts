import type { HistoryEntry } from '@/lib/api/types'
import { compareInstants } from '@/lib/dates'

/** How a moment of a case is named: what was recorded by then, what had happened by then, or the state after its n-th event. */
export type By = 'knownAt' | 'asOf' | 'version'

export interface Moment {
  by: By
  /** An instant, or the number of a version. */
  value: string
}

/** Events that come at once: replay steps from one mark to the next. */
export interface Mark {
  value: string
  entries: HistoryEntry[]
}

const parameters: Record<By, string> = { knownAt: 'luc', asOf: 'xay-ra', version: 'phien-ban' }
const compared = 'so-voi'

const valueOf = (entry: HistoryEntry, by: By): string => (by === 'knownAt' ? entry.recordedAt : by === 'asOf' ? entry.occurredAt : String(entry.version))

const compare = (one: string, two: string, by: By): number => (by === 'version' ? Number(one) - Number(two) : compareInstants(one, two))

const isValue = (value: string, by: By) => (by === 'version' ? /^[1-9]\d{0,8}$/.test(value) : !Number.isNaN(new Date(value).getTime()))

/** The moment in a page's address; an unreadable one is none. */
export const readMoment = (search: URLSearchParams): { moment: Moment | undefined; other: Moment | undefined } => {
  for (const by of ['knownAt', 'asOf', 'version'] as const) {
    const value = search.get(parameters[by])
    if (!value || !isValue(value, by)) continue
    const other = search.get(compared)
    return { moment: { by, value }, other: other && isValue(other, by) ? { by, value: other } : undefined }
  }
  return { moment: undefined, other: undefined }
}

export const writeMoment = (search: URLSearchParams, moment: Moment | undefined, other?: Moment): URLSearchParams => {
  const next = new URLSearchParams(search)
  for (const name of [...Object.values(parameters), compared]) next.delete(name)
  if (moment) next.set(parameters[moment.by], moment.value)
  if (moment && other) next.set(compared, other.value)
  return next
}

/** The marks of the strip, earliest first. */
export const marksOf = (entries: HistoryEntry[], by: By): Mark[] => {
  const ordered = [...entries].sort((one, two) => compare(valueOf(one, by), valueOf(two, by), by) || one.version - two.version)
  const marks: Mark[] = []
  for (const entry of ordered) {
    const value = valueOf(entry, by)
    const last = marks.at(-1)
    if (last && compare(last.value, value, by) === 0) last.entries.push(entry)
    else marks.push({ value, entries: [entry] })
  }
  return marks
}

export const isShown = (entry: HistoryEntry, moment: Moment): boolean => compare(valueOf(entry, moment.by), moment.value, moment.by) <= 0

/** How many marks the moment has reached. */
export const reached = (marks: Mark[], moment: Moment): number => marks.filter((mark) => compare(mark.value, moment.value, moment.by) <= 0).length

export const inOrder = (one: Moment, two: Moment): [Moment, Moment] => (compare(one.value, two.value, one.by) <= 0 ? [one, two] : [two, one])

/** The instant whose clocks, rules and rights the moment shows. */
export const instantOf = (entries: HistoryEntry[], moment: Moment): string | undefined =>
  moment.by === 'version' ? entries.filter((entry) => isShown(entry, moment)).at(-1)?.recordedAt : moment.value

/** The same moment by another name, as near as there is one. */
export const renamed = (entries: HistoryEntry[], moment: Moment, by: By): Moment => {
  if (by === moment.by) return moment
  if (by === 'version') return { by, value: String(Math.max(1, ...entries.filter((entry) => isShown(entry, moment)).map((entry) => entry.version))) }
  return { by, value: instantOf(entries, moment) ?? moment.value }
}
