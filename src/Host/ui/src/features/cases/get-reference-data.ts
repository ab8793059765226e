import { useQuery } from '@tanstack/react-query'
import { api } from '@/lib/api/client'
import type { ReferenceData } from '@/lib/api/types'

export const useReferenceData = () =>
  useQuery({ queryKey: ['reference-data'], queryFn: async () => (await api.get<ReferenceData>('/cases/reference-data')).data, staleTime: Infinity })
