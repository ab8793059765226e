import { useQuery } from '@tanstack/react-query'
import { api } from '@/lib/api/client'
import { latestPosition } from '@/lib/api/position'

export const useSessions = (organisationId?: string) =>
  useQuery({
    queryKey: ['training', 'sessions', organisationId],
    queryFn: async () => (await api.get('/training/sessions', { query: { organisationId, position: latestPosition() } })).data.items,
  })
