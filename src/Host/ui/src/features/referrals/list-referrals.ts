import { useInfiniteQuery } from '@tanstack/react-query'
import { api } from '@/lib/api/client'
import { latestPosition } from '@/lib/api/position'

export const useReferrals = (box: 'inbox' | 'sent', state: string, q: string) =>
  useInfiniteQuery({
    queryKey: ['referrals', 'list', box, state, q],
    queryFn: async ({ pageParam }) =>
      (await api.get('/referrals', { query: { box, state, q, limit: 50, after: pageParam, position: latestPosition() } })).data,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
