import { useQuery } from '@tanstack/react-query'
import { api } from '@/lib/api/client'
import type { Organisation, Page } from '@/lib/api/types'

export const useOrganisations = () =>
  useQuery({ queryKey: ['organisations'], queryFn: async () => (await api.get<Page<Organisation>>('/access/organisations')).data.items, staleTime: 5 * 60_000 })
