import { useQuery } from '@tanstack/react-query'
import { api } from '@/lib/api/client'

export const useStaff = (organisationId: string) =>
  useQuery({
    queryKey: ['people', organisationId],
    queryFn: async () => (await api.get('/access/people', { query: { organisationId } })).data.items,
  })
