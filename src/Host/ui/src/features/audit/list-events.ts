import { useInfiniteQuery } from '@tanstack/react-query'
import { api } from '@/lib/api/client'
import type { Conditions } from './filters'

export const useEvents = (conditions: Conditions) =>
  useInfiniteQuery({
    queryKey: ['audit', 'events', conditions],
    queryFn: async ({ pageParam }) => {
      const { person, organisation, type, stream, correlation, from, to } = conditions
      // A person was chosen from an organisation; the organisation itself is then no condition on what the event names.
      const query = { actor: person, organisation: person ? undefined : organisation, type, stream, correlation, from, to, case: conditions.case }
      return (await api.get('/audit/events', { query: { ...query, limit: 25, after: pageParam ? Number(pageParam) : undefined } })).data
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
