import { useInfiniteQuery } from '@tanstack/react-query'
import { api } from '@/lib/api/client'

export type EventFilter = Partial<Record<'actor' | 'type' | 'from' | 'to' | 'stream' | 'correlation' | 'q', string>>

export const useEvents = (filter: EventFilter) =>
  useInfiniteQuery({
    queryKey: ['audit', 'events', filter],
    queryFn: async ({ pageParam }) => (await api.get('/audit/events', { query: { ...filter, limit: 50, after: pageParam ? Number(pageParam) : undefined } })).data,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
