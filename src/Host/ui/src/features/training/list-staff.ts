import { useQuery } from '@tanstack/react-query'
import { api } from '@/lib/api/client'
import type { Page, Person } from '@/lib/api/types'

export const useStaff = (organisationId: string) =>
  useQuery({
    queryKey: ['people', organisationId],
    queryFn: async () => (await api.get<Page<Person>>('/access/people', { query: { organisationId } })).data.items,
  })
