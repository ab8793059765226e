import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '@/lib/api/client'

const key = ['delegations']

export const useOwnDelegations = () => useQuery({ queryKey: [...key, 'own'], queryFn: async ({ signal }) => (await api.get('/access/delegations', { signal })).data })

export const useAllDelegations = () => useQuery({ queryKey: [...key, 'all'], queryFn: async ({ signal }) => (await api.get('/access/accounts/delegations', { signal })).data.items })

/** Accounts an administrator looks after, with what they hold. */
export const useAccountsHere = () => useQuery({ queryKey: ['administration', 'accounts'], queryFn: async ({ signal }) => (await api.get('/access/accounts', { signal })).data.items })

export const useOrganisationNames = () => useQuery({ queryKey: ['access', 'organisations'], queryFn: async ({ signal }) => (await api.get('/access/organisations', { signal })).data.items })

export const useColleagues = (organisationId: string | undefined) =>
  useQuery({
    queryKey: ['people', organisationId],
    queryFn: async () => (await api.get('/access/people', { query: { organisationId } })).data.items,
    enabled: !!organisationId,
  })

/** After a change what one holds may be another, so what one may open is asked anew, too. */
export const useReadAnew = () => {
  const cache = useQueryClient()
  return () => Promise.all([cache.invalidateQueries({ queryKey: key }), cache.invalidateQueries({ queryKey: ['me'] })])
}
