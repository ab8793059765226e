import { useQuery } from '@tanstack/react-query'
import { api } from '@/lib/api/client'

export const useTrend = (code: string, organisationId: string | undefined) =>
  useQuery({
    queryKey: ['indicators', 'trend', code, organisationId],
    queryFn: async () => (await api.get('/indicators/{code}/trend', { path: { code }, query: { organisationId } })).data,
  })
