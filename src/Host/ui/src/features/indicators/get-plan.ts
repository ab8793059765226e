import { useQuery } from '@tanstack/react-query'
import { api } from '@/lib/api/client'

export const usePlan = (id: string | undefined) =>
  useQuery({ queryKey: ['indicators', 'plan', id], queryFn: async () => (await api.get('/indicators/plans/{id}', { path: { id: id ?? '' } })).data, enabled: !!id })
