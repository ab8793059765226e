import { queryOptions, useQuery } from '@tanstack/react-query'
import { api } from '@/lib/api/client'
import type { Moment } from './moment'

export const readCase = async (id: string, moment?: Moment, signal?: AbortSignal) => {
  const { data, version } = await api.get('/cases/{id}', { path: { id }, query: moment && { [moment.by]: moment.value }, ...(signal ? { signal } : {}) })
  return { ...data, version: version ?? data.version }
}

/** The case now, or at an earlier moment. */
export const caseQuery = (id: string, moment?: Moment) =>
  queryOptions({
    queryKey: ['cases', 'one', id, moment ?? 'now'],
    queryFn: ({ signal }) => readCase(id, moment, signal),
  })

export const useCase = (id: string, moment?: Moment) => useQuery(caseQuery(id, moment))
