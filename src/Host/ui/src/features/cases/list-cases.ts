import { useInfiniteQuery, keepPreviousData } from '@tanstack/react-query'
import { api } from '@/lib/api/client'
import { latestPosition } from '@/lib/api/position'

export interface CaseFilter {
  state?: string
  risk?: string
  assignee?: string
  overdue?: boolean
  /** Of a name, a class or a reference. Sent in the body: a child's name does not belong in an address. */
  words?: string
}

export const useCases = (filter: CaseFilter) =>
  useInfiniteQuery({
    queryKey: ['cases', 'list', filter],
    queryFn: async ({ pageParam }) => {
      const { words, ...rest } = filter
      const asked = {
        state: rest.state || undefined,
        risk: rest.risk || undefined,
        assignee: rest.assignee,
        overdue: rest.overdue || undefined,
        limit: 50,
        after: pageParam,
        position: latestPosition(),
      }
      return words ? (await api.post('/cases/search', { body: { ...asked, words } })).data : (await api.get('/cases', { query: asked })).data
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  })
