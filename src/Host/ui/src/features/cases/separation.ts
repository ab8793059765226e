import { dateOf, today } from '@/lib/dates'

/** In all, extensions included (Decree 56/2017, Article 32). */
const mostDays = 15

const addDays = (day: string, days: number) => new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

/** The last day the law allows without the order of a competent body; the day it starts is not counted. */
export const lastDay = (startsAt: string): string => addDays(dateOf(startsAt).split('/').reverse().join('-'), mostDays)

/** Days left of a separation that lasts until the end of that day: 0 on the last one, negative after it. */
export const daysLeft = (until: string, now: Date): number => Math.round((Date.parse(until) - Date.parse(today(now))) / 86_400_000)
