import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { api } from '@/lib/api/client'
import { latestPosition } from '@/lib/api/position'
import { today } from '@/lib/dates'
import { asked } from './circumstances'

export interface DropoutSearch {
  schoolYear?: string
  level?: string
  className?: string
  owner?: string
  needsAttention?: boolean
  settled?: boolean
  /** Of a name: sent in the body, never in an address. */
  words?: string
}

export const useDropouts = (search: DropoutSearch) =>
  useInfiniteQuery({
    queryKey: ['registers', 'dropouts', search],
    queryFn: async ({ pageParam }) => {
      const { words, ...filter } = search
      const common = { ...asked(filter), limit: 50, after: pageParam, position: latestPosition() }
      return words
        ? (await api.post('/cases/dropout-risks/search', { body: { ...common, words, count: true } })).data
        : (await api.get('/cases/dropout-risks', { query: { ...common, count: true } })).data
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  })

export const useDropout = (id: string) =>
  useQuery({ queryKey: ['registers', 'dropout', id], queryFn: async () => (await api.get('/cases/dropout-risks/{id}', { path: { id } })).data })

export const useDropoutCounts = () =>
  useQuery({ queryKey: ['registers', 'dropout-counts'], queryFn: async () => (await api.get('/cases/dropout-risks/counts', { query: { position: latestPosition() } })).data.items })

export const usePeople = (organisationId: string) =>
  useQuery({ queryKey: ['people', organisationId], queryFn: async () => (await api.get('/access/people', { query: { organisationId } })).data.items, staleTime: 5 * 60_000 })

/** The school year of a day: it begins in August. */
export const schoolYearOf = (day: string): string => {
  const [year = 0, month = 1] = day.split('-').map(Number)
  const first = month >= 8 ? year : year - 1
  return `${first}-${first + 1}`
}

/** This school year and the two before it. */
export const schoolYears = (): string[] => {
  const first = Number(schoolYearOf(today()).slice(0, 4))
  return [0, 1, 2].map((back) => `${first - back}-${first - back + 1}`)
}
