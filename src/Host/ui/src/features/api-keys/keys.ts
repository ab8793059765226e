import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '@/lib/api/client'
import type { ApiScope } from '@/lib/api/types'
import { useLanguage } from '@/lib/i18n/language'
import { useMe } from '@/lib/session'
import { withAllBeneath } from './reach'

const key = ['api-keys']

export const useKeys = () => useQuery({ queryKey: key, queryFn: async ({ signal }) => (await api.get('/access/api-keys', { signal })).data })

export const useOrganisations = () =>
  useQuery({ queryKey: ['access', 'organisations'], queryFn: async ({ signal }) => (await api.get('/access/organisations', { signal })).data.items })

/** Where the administrator may make keys. */
export const useReached = () => {
  const me = useMe().data
  const all = useOrganisations().data ?? []
  return withAllBeneath(me?.memberships.filter((held) => held.role === 'Administrator').map((held) => held.organisationId) ?? [], all)
}

/** Has the list read anew after an act. */
export const useReadAnew = () => {
  const cache = useQueryClient()
  return () => cache.invalidateQueries({ queryKey: key })
}

/** What a scope is called. */
export const useScopeName = (scopes: ApiScope[]) => {
  const language = useLanguage()
  return (code: string) => scopes.find((scope) => scope.code === code)?.[language] ?? code
}

/** A secret the administrator may see this one time. */
export interface Secret {
  name: string
  key: string
  expiresAt: string
  oldUntil?: string
}
