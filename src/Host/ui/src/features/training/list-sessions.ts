import { useQuery } from '@tanstack/react-query'
import { api } from '@/lib/api/client'
import { latestPosition } from '@/lib/api/position'
import type { Page, TrainingSession } from '@/lib/api/types'

export const useSessions = (organisationId?: string) =>
  useQuery({
    queryKey: ['training', 'sessions', organisationId],
    queryFn: async () => (await api.get<Page<TrainingSession>>('/training/sessions', { query: { organisationId, limit: 200, position: latestPosition() } })).data.items,
  })
