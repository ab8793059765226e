import { useQuery } from '@tanstack/react-query'
import { api } from '@/lib/api/client'

export const useOperational = (organisationId: string | undefined, year: number) =>
  useQuery({
    queryKey: ['indicators', 'operational', organisationId, year],
    queryFn: async () => (await api.get('/indicators/operational', { query: { organisationId, year } })).data.items,
    enabled: !!organisationId,
  })
