import { useQuery } from '@tanstack/react-query'
import { api } from '@/lib/api/client'

export const useOrganisations = () =>
  useQuery({ queryKey: ['organisations'], queryFn: async () => (await api.get('/access/organisations')).data.items, staleTime: 5 * 60_000 })
