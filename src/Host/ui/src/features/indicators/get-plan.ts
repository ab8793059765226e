import { useQuery } from '@tanstack/react-query'
import { api } from '@/lib/api/client'
import type { IndicatorPlan } from '@/lib/api/types'

export const usePlan = (id: string | undefined) =>
  useQuery({ queryKey: ['indicators', 'plan', id], queryFn: async () => (await api.get<IndicatorPlan>(`/indicators/plans/${id}`)).data, enabled: !!id })
