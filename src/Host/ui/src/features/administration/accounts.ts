import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '@/lib/api/client'

const key = ['administration', 'accounts']

export const useAccounts = () => useQuery({ queryKey: key, queryFn: async ({ signal }) => (await api.get('/access/accounts', { signal })).data.items })

export const useOrganisations = () =>
  useQuery({ queryKey: ['access', 'organisations'], queryFn: async ({ signal }) => (await api.get('/access/organisations', { signal })).data.items })

/** Has the list read anew after an act. */
export const useReadAnew = () => {
  const cache = useQueryClient()
  return () => cache.invalidateQueries({ queryKey: key })
}
