import { dateTime, plainDate } from '@/lib/dates'

const isInstant = (value: string) => /^\d{4}-\d{2}-\d{2}T/.test(value)
const isDate = (value: string) => /^\d{4}-\d{2}-\d{2}$/.test(value)
const isId = (value: string) => /^[0-9a-f]{8}-[0-9a-f]{4}-/i.test(value)

const readable = (name: string) => name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').replace(/_/g, ' ').toLowerCase()

/** An event's data for a person who checks it: dates as dates, no internal ids, nothing that is empty. */
export const wordsOfData = (data: unknown, path = ''): [string, string][] => {
  if (data === null || data === undefined || data === '') return []
  if (Array.isArray(data)) {
    if (data.every((item) => typeof item !== 'object')) return data.length > 0 ? wordsOfData(data.map(String).join(', '), path) : []
    return data.flatMap((item, i) => wordsOfData(item, `${path} ${i + 1}`))
  }
  if (typeof data === 'object')
    return Object.entries(data).flatMap(([name, value]) => wordsOfData(value, path ? `${path}, ${readable(name)}` : readable(name)))
  const text = String(data)
  if (isId(text)) return []
  return [[path, isInstant(text) ? dateTime(text) : isDate(text) ? plainDate(text) : text === 'true' ? '✓' : text === 'false' ? '✗' : text]]
}
