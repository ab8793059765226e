import { useInfiniteQuery, keepPreviousData } from '@tanstack/react-query'
import { api } from '@/lib/api/client'
import { latestPosition } from '@/lib/api/position'

export interface CaseFilter {
  state?: string
  risk?: string
  organisation?: string
  assignee?: string
  unassigned?: boolean
  overdue?: boolean
  ended?: boolean
  track?: string
  deadline?: string
  openedFrom?: string
  openedTo?: string
  waitsFor?: string
}

export interface CaseSearch extends CaseFilter {
  /** Of a name, a class or a reference. Sent in the body: a child's name does not belong in an address. */
  words?: string
  /** The highest risk first. */
  byRisk?: boolean
}

/** What was asked for, without what was left open. */
export const asked = <T extends object>(filter: T): T => Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined && value !== '')) as T

export const useCases = (search: CaseSearch) =>
  useInfiniteQuery({
    queryKey: ['cases', 'list', search],
    queryFn: async ({ pageParam }) => {
      const { words, byRisk, ...filter } = search
      const common = { ...asked(filter), limit: 50, after: pageParam, position: latestPosition() }
      return words
        ? (await api.post('/cases/search', { body: { ...common, words, byRisk: byRisk ?? false } })).data
        : (await api.get('/cases', { query: { ...common, sort: byRisk ? 'risk' : undefined } })).data
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  })
