import { dateOf } from '@/lib/dates'
import type { BodyMark } from '@/lib/api/types'

export type Course = BodyMark['looks'][number]['course']

/** How a mark stood when it was seen: first, or at one of the looks after. */
export interface Sight {
  course: Course | null
  sizeMm: number | null
  description: string | null
  occurredAt: string
}

/** All sights of a mark, earliest first. */
export const sightsOf = (mark: BodyMark): Sight[] =>
  [{ course: null, sizeMm: mark.sizeMm, description: mark.description, occurredAt: mark.occurredAt }, ...mark.looks].sort((one, two) => one.occurredAt.localeCompare(two.occurredAt))

/** The days on which marks were seen, earliest first, as YYYY-MM-DD. */
export const daysOf = (marks: BodyMark[]): string[] => [...new Set(marks.flatMap(sightsOf).map((sight) => day(sight.occurredAt)))].sort()

/** How a mark was last seen by the end of a day; nothing when it had not been seen yet. */
export const sightOn = (mark: BodyMark, on: string): Sight | undefined => sightsOf(mark).filter((sight) => day(sight.occurredAt) <= on).at(-1)

const day = (instant: string) => dateOf(instant).split('/').reverse().join('-')
