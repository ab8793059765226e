import { useInfiniteQuery, keepPreviousData } from '@tanstack/react-query'
import { api } from '@/lib/api/client'
import { latestPosition } from '@/lib/api/position'

export interface CaseFilter {
  state?: string
  risk?: string
  assignee?: string
  overdue?: boolean
  q?: string
}

export const useCases = (filter: CaseFilter) =>
  useInfiniteQuery({
    queryKey: ['cases', 'list', filter],
    queryFn: async ({ pageParam }) =>
      (
        await api.get('/cases', {
          query: { ...filter, overdue: filter.overdue || undefined, limit: 50, after: pageParam, position: latestPosition() },
        })
      ).data,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  })
