import { useQuery } from '@tanstack/react-query'
import { api } from '@/lib/api/client'
import type { NextStep } from '@/lib/api/types'

export const useNextSteps = (id: string, enabled = true) =>
  useQuery({
    queryKey: ['cases', 'steps', id],
    queryFn: async () => (await api.get<{ steps: NextStep[] }>(`/cases/${id}/next-steps`)).data.steps,
    enabled,
  })
