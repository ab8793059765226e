import { useQuery } from '@tanstack/react-query'
import { api } from '@/lib/api/client'

export const useSchools = () =>
  useQuery({ queryKey: ['schools'], queryFn: async () => (await api.get('/access/schools')).data.items, staleTime: 10 * 60_000 })
