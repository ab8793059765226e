import type { ReadRow } from '@/lib/api/types'

/** One visit: what a person opened of one thing at about one time. A page asks for a file in several parts. */
export interface Visit {
  first: ReadRow
  parts: ReadRow[]
}

const together = 60_000

const same = (one: ReadRow, two: ReadRow) =>
  one.subjectId !== null &&
  one.person.id !== null &&
  one.person.id === two.person.id &&
  one.subjectId === two.subjectId &&
  one.refusal === two.refusal &&
  one.purpose === two.purpose &&
  one.reason === two.reason &&
  Math.abs(Date.parse(one.at) - Date.parse(two.at)) <= together

/** Joins neighbouring reads of one visit; rows keep their order, and none is left out. */
export const groupReads = (rows: ReadRow[]): Visit[] => {
  const visits: Visit[] = []
  for (const row of rows) {
    const last = visits.at(-1)
    if (last && same(last.parts.at(-1)!, row)) last.parts.push(row)
    else visits.push({ first: row, parts: [row] })
  }
  return visits
}
