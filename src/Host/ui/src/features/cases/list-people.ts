import { useQuery } from '@tanstack/react-query'
import { api } from '@/lib/api/client'

export const usePeople = (organisationId: string | undefined) =>
  useQuery({
    queryKey: ['people', organisationId],
    queryFn: async () => (await api.get('/access/people', { query: { organisationId } })).data.items,
    enabled: !!organisationId,
    staleTime: 5 * 60_000,
  })
