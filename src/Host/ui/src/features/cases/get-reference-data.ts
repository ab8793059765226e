import { useQuery } from '@tanstack/react-query'
import { api } from '@/lib/api/client'

export const useReferenceData = () =>
  useQuery({ queryKey: ['reference-data'], queryFn: async () => (await api.get('/cases/reference-data')).data, staleTime: Infinity })
