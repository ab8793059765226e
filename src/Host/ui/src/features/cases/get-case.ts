import { queryOptions, useQuery } from '@tanstack/react-query'
import { api } from '@/lib/api/client'

/** The case now, or as it was known at an instant. */
export const caseQuery = (id: string, knownAt?: string) =>
  queryOptions({
    queryKey: ['cases', 'one', id, knownAt ?? 'now'],
    queryFn: async ({ signal }) => {
      const { data, version } = await api.get('/cases/{id}', { path: { id }, query: { knownAt }, signal })
      return { ...data, version: version ?? data.version }
    },
  })

export const useCase = (id: string, knownAt?: string) => useQuery(caseQuery(id, knownAt))
