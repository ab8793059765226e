import { useQuery } from '@tanstack/react-query'
import { api } from './api/client'
import type { EventType } from './api/types'
import { dateTime, plainDate } from './dates'
import { common } from './i18n/common'
import { useLanguage, type Language } from './i18n/language'

/** What every recorded event is called, and the keys and codes of its data, as the modules declare it. */
export const useEventTypes = () =>
  useQuery({ queryKey: ['event-types'], queryFn: async () => (await api.get('/audit/event-types')).data, staleTime: Infinity })

/** The name of an event; one we have no word for yet is shown readable rather than hidden. */
export const eventTitle = (types: EventType[] | undefined, type: string, language: Language): string =>
  types?.find((known) => known.type === type)?.[language] ?? type.replaceAll('_', ' ')

export const useEventTitle = () => {
  const types = useEventTypes().data
  const language = useLanguage()
  return (type: string) => eventTitle(types, type, language)
}

const isInstant = (value: string) => /^\d{4}-\d{2}-\d{2}T/.test(value)
const isDate = (value: string) => /^\d{4}-\d{2}-\d{2}$/.test(value)
const isId = (value: string) => /^[0-9a-f]{8}-[0-9a-f]{4}-/i.test(value)

/** An event's data for a person who checks it: keys and codes in words, dates as dates, no internal ids, nothing that is empty. */
export const dataInWords = (data: unknown, type: EventType | undefined, language: Language, yes: string, no: string): [string, string][] => {
  const walk = (value: unknown, path: string, name: string): [string, string][] => {
    if (value === null || value === undefined || value === '') return []
    const field = type?.fields.find((known) => known.path === path) ?? type?.fields.find((known) => known.path === path.replace(/\.[^.]+$/, '.*'))
    if (Array.isArray(value)) {
      if (value.every((item) => typeof item !== 'object')) {
        const words = value.map((item) => field?.codes?.[String(item)]?.[language] ?? String(item)).filter((item) => !isId(item))
        return words.length > 0 ? [[name, words.join(', ')]] : []
      }
      return value.flatMap((item, i) => walk(item, path, `${name} ${i + 1}`))
    }
    if (typeof value === 'object')
      return Object.entries(value).flatMap(([key, inner]) => {
        const at = path ? `${path}.${key}` : key
        const word = type?.fields.find((known) => known.path === at)?.[language] ?? key
        return walk(inner, at, name ? `${name} › ${word}` : word)
      })
    const text = String(value)
    if (isId(text)) return []
    const words = isInstant(text) ? dateTime(text) : isDate(text) ? plainDate(text) : value === true ? yes : value === false ? no : (field?.codes?.[text]?.[language] ?? text)
    return [[name, words]]
  }
  return walk(data, '', '')
}

export const useDataInWords = () => {
  const types = useEventTypes().data
  const language = useLanguage()
  const t = common.useTexts()
  return (type: string, data: unknown) => dataInWords(data, types?.find((known) => known.type === type), language, t.yes, t.no)
}
