import { useQuery } from '@tanstack/react-query'
import { api } from '@/lib/api/client'
import type { Named, Page } from '@/lib/api/types'

export const useSchools = () =>
  useQuery({ queryKey: ['schools'], queryFn: async () => (await api.get<Page<Named>>('/access/schools')).data.items, staleTime: 10 * 60_000 })
