import { useQuery } from '@tanstack/react-query'
import { api } from '@/lib/api/client'
import type { Today } from '@/lib/api/types'

export const useToday = () =>
  useQuery({ queryKey: ['cases', 'today'], queryFn: async () => (await api.get<Today>('/cases/today')).data, refetchInterval: 60_000 })
