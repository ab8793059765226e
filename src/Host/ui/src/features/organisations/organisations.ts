import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '@/lib/api/client'

const key = ['organisations']

/** Everything that existed on a day; today when left out. */
export const useOrganisationsOn = (on: string) =>
  useQuery({
    queryKey: [...key, 'on', on],
    queryFn: async ({ signal }) => (await api.get('/access/organisations', { query: { on }, signal })).data.items,
  })

export const useOrganisation = (id: string) =>
  useQuery({ queryKey: [...key, 'one', id], queryFn: async ({ signal }) => (await api.get('/access/organisations/{id}', { path: { id }, signal })).data })

/** Sends a file: as a trial nothing is written. */
export const sendFile = async (file: Blob, dryRun: boolean) => (await api.post('/access/organisations/import', { query: { dryRun }, body: new Blob([file], { type: 'text/csv' }) })).data

/** Has every list of organisations read anew after a change. */
export const useReadAnew = () => {
  const cache = useQueryClient()
  return async () => {
    await cache.invalidateQueries({ queryKey: key })
    await cache.invalidateQueries({ queryKey: ['access', 'organisations'] })
  }
}
