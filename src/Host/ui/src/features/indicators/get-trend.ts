import { useQuery } from '@tanstack/react-query'
import { api } from '@/lib/api/client'
import type { Trend } from '@/lib/api/types'

export const useTrend = (code: string, organisationId: string | undefined) =>
  useQuery({
    queryKey: ['indicators', 'trend', code, organisationId],
    queryFn: async () => (await api.get<Trend>(`/indicators/${encodeURIComponent(code)}/trend`, { query: { organisationId } })).data,
  })
