import { useQuery } from '@tanstack/react-query'
import { api } from '@/lib/api/client'

export const usePlans = () =>
  useQuery({ queryKey: ['indicators', 'plans'], queryFn: async () => (await api.get('/indicators/plans')).data.items })
