import { language, type Language } from './i18n/language'

/** Viet Nam has one zone and no daylight saving, so a fixed offset is exact. */
const zone = 'Asia/Ho_Chi_Minh'
const offset = '+07:00'

const parts = new Intl.DateTimeFormat('en-GB', {
  timeZone: zone,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

const split = (instant: string | Date) => {
  const found: Record<string, string> = {}
  for (const part of parts.formatToParts(new Date(instant))) found[part.type] = part.value
  return found as { year: string; month: string; day: string; hour: string; minute: string }
}

const readable = (instant: string | Date | null | undefined): instant is string | Date =>
  instant != null && !Number.isNaN(new Date(instant).getTime())

/** 05/09/2026 07:30, Viet Nam time. */
export const dateTime = (instant: string | Date | null | undefined): string => {
  if (!readable(instant)) return '–'
  const p = split(instant)
  return `${p.day}/${p.month}/${p.year} ${p.hour}:${p.minute}`
}

/** A device's own clock as its person saw it, not turned into Viet Nam time; its offset only where it is another: 26/11/2026 20:15, 26/11/2026 13:15 (UTC+00:00). */
export const deviceClock = (said: string): string => {
  const match = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}:\d{2})(?::\d{2})?(Z|[+-]\d{2}:\d{2})$/.exec(said)
  if (!match) return said
  const [, year, month, day, time, zoned] = match
  return `${day}/${month}/${year} ${time}${zoned === offset ? '' : ` (UTC${zoned === 'Z' ? '+00:00' : zoned})`}`
}

/** 05/09/2026 07:30:09, for the record's own order: several things may happen in one minute. */
export const exactTime = (instant: string | Date | null | undefined): string =>
  readable(instant) ? `${dateTime(instant)}:${String(new Date(instant).getUTCSeconds()).padStart(2, '0')}` : '–'

/** Earlier, same or later, to the last digit written: the record keeps microseconds, `Date` does not. */
export const compareInstants = (one: string, two: string): number => {
  const digits = (instant: string) => (/\.(\d+)/.exec(instant)?.[1] ?? '').padEnd(9, '0')
  const seconds = (instant: string) => Math.floor(new Date(instant).getTime() / 1000)
  return seconds(one) - seconds(two) || digits(one).localeCompare(digits(two))
}

/** When something is due. A limit counted in days ends at midnight, which people call the end of the day before. */
export const dueTime = (instant: string | Date | null | undefined, of: Language = language()): string => {
  if (!readable(instant)) return '–'
  if (timeOf(instant) !== '00:00') return dateTime(instant)
  const day = dateOf(new Date(new Date(instant).getTime() - 60_000))
  return of === 'vi' ? `hết ngày ${day}` : `end of ${day}`
}

export const dateOf = (instant: string | Date | null | undefined): string => dateTime(instant).split(' ')[0] ?? '–'

export const timeOf = (instant: string | Date | null | undefined): string => dateTime(instant).split(' ')[1] ?? ''

/** A plain date (YYYY-MM-DD) as dd/MM/yyyy. */
export const plainDate = (date: string | null | undefined): string => {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(date ?? '')
  return match ? `${match[3]}/${match[2]}/${match[1]}` : '–'
}

/** dd/MM/yyyy → YYYY-MM-DD; null when it is not a real day. One-digit days and . or - between are forgiven. */
export const parseDate = (text: string): string | null => {
  const match = /^\s*(\d{1,2})[/.\-\s](\d{1,2})[/.\-\s](\d{4})\s*$/.exec(text)
  if (!match) return null
  const [day, month, year] = [Number(match[1]), Number(match[2]), Number(match[3])]
  const probe = new Date(Date.UTC(year, month - 1, day))
  const real = probe.getUTCFullYear() === year && probe.getUTCMonth() === month - 1 && probe.getUTCDate() === day
  return real ? probe.toISOString().slice(0, 10) : null
}

/** 7:30, 07:30, 7h30 or 7h → HH:mm; null otherwise. */
export const parseTime = (text: string): string | null => {
  const match = /^\s*(\d{1,2})(?:[:h.](\d{2})?)?\s*$/i.exec(text)
  if (!match) return null
  const [hour, minute] = [Number(match[1]), Number(match[2] ?? 0)]
  return hour < 24 && minute < 60 ? `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}` : null
}

/** A day and a time in Viet Nam → instant in UTC. */
export const instantOf = (date: string, time: string): string => new Date(`${date}T${time}:00${offset}`).toISOString()

/** The date in Viet Nam now, as YYYY-MM-DD. */
export const today = (now: Date = new Date()): string => {
  const p = split(now)
  return `${p.year}-${p.month}-${p.day}`
}

const units = {
  vi: { day: () => 'ngày', hour: () => 'giờ', minute: () => 'phút' },
  en: {
    day: (n: number) => (n === 1 ? 'day' : 'days'),
    hour: (n: number) => (n === 1 ? 'hour' : 'hours'),
    minute: (n: number) => (n === 1 ? 'minute' : 'minutes'),
  },
}

/** A length of time in at most two units: "2 ngày 3 giờ", "3 giờ 12 phút", "5 phút"; from a week on the hours say nothing more. */
export const duration = (milliseconds: number, of: Language = language()): string => {
  const minutes = Math.max(0, Math.round(Math.abs(milliseconds) / 60_000))
  const unit = units[of]
  const [d, h, m] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60), minutes % 60]
  const say = (n: number, name: keyof typeof unit) => (n > 0 ? `${n} ${unit[name](n)}` : '')
  const words = d > 6 ? [say(d, 'day')] : d > 0 ? [say(d, 'day'), say(h, 'hour')] : [say(h, 'hour'), say(m, 'minute')]
  return words.filter(Boolean).join(' ') || `${1} ${unit.minute(1)}`
}

/** Now, to the minute, as an instant in UTC: the usual answer to "when did it happen". */
export const thisMinute = (): string => new Date(Math.floor(Date.now() / 60_000) * 60_000).toISOString()
