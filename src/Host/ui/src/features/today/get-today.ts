import { useQuery } from '@tanstack/react-query'
import { api } from '@/lib/api/client'
import { latestPosition } from '@/lib/api/position'

export const useToday = () =>
  useQuery({ queryKey: ['cases', 'today'], queryFn: async () => (await api.get('/cases/today', { query: { position: latestPosition() } })).data, refetchInterval: 60_000 })
