import { useQuery } from '@tanstack/react-query'
import { api } from '@/lib/api/client'
import type { IndicatorPlanRow, Page } from '@/lib/api/types'

export const usePlans = () =>
  useQuery({ queryKey: ['indicators', 'plans'], queryFn: async () => (await api.get<Page<IndicatorPlanRow>>('/indicators/plans')).data.items })
