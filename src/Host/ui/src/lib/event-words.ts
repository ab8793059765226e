import { useQuery } from '@tanstack/react-query'
import { api } from './api/client'
import { useLanguage, type Language } from './i18n/language'

/** What recorded events, the keys of their data and their codes are called: declared by the modules, told by the server, kept nowhere else. */
const useEventTypes = () =>
  useQuery({
    queryKey: ['event-types'],
    queryFn: async () => new Map((await api.get('/audit/event-types')).data.map((type) => [type.type, { ...type, byPath: new Map(type.fields.map((field) => [field.path, field])) }])),
    staleTime: Infinity,
  })

type EventTypes = NonNullable<ReturnType<typeof useEventTypes>['data']>

/** The title of an event by its stored name. A name nobody here knows (a foreign program's) is shown readable rather than hidden. */
export const useEventTitle = (): ((type: string) => string) => {
  const types = useEventTypes().data
  const language = useLanguage()
  return (type) => titleOf(types, type, language)
}

export const titleOf = (types: EventTypes | undefined, type: string, language: Language): string => types?.get(type)?.[language] ?? type.replaceAll('_', ' ')

export interface DataWords {
  /** The name of the last key of a path such as `report.child.fullName`; undefined when nobody named it. */
  nameOf: (path: string) => string | undefined
  /** The word of a value, when the values at that path are codes. */
  wordOf: (path: string, code: string) => string | undefined
}

/** The words for the data of one kind of event. Paths leave out places in lists. */
export const useDataWords = (type: string): DataWords => {
  const types = useEventTypes().data
  const language = useLanguage()
  return dataWords(types, type, language)
}

export const dataWords = (types: EventTypes | undefined, type: string, language: Language): DataWords => {
  const fields = types?.get(type)?.byPath
  const at = (path: string) => fields?.get(path) ?? fields?.get(path.replace(/[^.]+$/, '*'))
  return {
    nameOf: (path) => fields?.get(path)?.[language],
    wordOf: (path, code) => at(path)?.codes?.[code]?.[language],
  }
}
