import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '@/lib/api/client'
import { today } from '@/lib/dates'

export const useLibrary = () => useQuery({ queryKey: ['library'], queryFn: async () => (await api.get('/cases/procedure-library')).data })

export const useLimits = () => useQuery({ queryKey: ['library', 'limits'], queryFn: async () => (await api.get('/cases/deadline-rules')).data.items })

export const usePlaces = () => useQuery({ queryKey: ['access', 'organisations'], queryFn: async ({ signal }) => (await api.get('/access/organisations', { signal })).data.items })

export type Library = NonNullable<ReturnType<typeof useLibrary>['data']>
export type Form = Library['assessmentForms'][number]
export type Row = Form['rows'][number]

/** Everything drawn from the library is read anew after a change. */
export const useReadAnew = () => {
  const cache = useQueryClient()
  return () => Promise.all([cache.invalidateQueries({ queryKey: ['library'] }), cache.invalidateQueries({ queryKey: ['reference-data'] })])
}

/** The newest of each place: what holds today or will hold next. */
export const newestFirst = <T extends { validFrom: string }>(all: T[]): T[] => [...all].reverse().sort((one, two) => two.validFrom.localeCompare(one.validFrom))

/** Where and from when, as every form here asks it. */
export const newIssue = () => ({ place: '', from: today(), source: '', reason: '' })
