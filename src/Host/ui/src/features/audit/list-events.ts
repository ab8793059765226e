import { useInfiniteQuery } from '@tanstack/react-query'
import { api } from '@/lib/api/client'
import type { AuditEvent, Page } from '@/lib/api/types'

export type EventFilter = Partial<Record<'actor' | 'type' | 'from' | 'to' | 'stream' | 'correlation' | 'q', string>>

export const useEvents = (filter: EventFilter) =>
  useInfiniteQuery({
    queryKey: ['audit', 'events', filter],
    queryFn: async ({ pageParam }) => (await api.get<Page<AuditEvent>>('/audit/events', { query: { ...filter, limit: 50, after: pageParam } })).data,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
