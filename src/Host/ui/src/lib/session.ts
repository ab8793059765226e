import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { api, setCsrfToken } from './api/client'
import type { Me, Role } from './api/types'
import { coverPage } from './cover'

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: async ({ client }): Promise<Me> => {
    const me = (await api.get('/me')).data
    // A session that was locked or ended meanwhile: the page is covered, not taken away with what was typed in it.
    const before = client.getQueryData<Me>(['me'])
    if (before?.signedIn && !me.signedIn && me.unfinished !== 'SecondFactorMissing') {
      coverPage(me.unfinished === 'Locked' ? 'locked' : 'ended')
      return before
    }
    setCsrfToken(me.csrfToken)
    return me
  },
  staleTime: 5 * 60_000,
})

export const useMe = () => useQuery(meQuery)

/** Takes an answer that says who one is now, after signing in or a change of how one does. */
export const useAcceptMe = () => {
  const cache = useQueryClient()
  return useCallback(
    (me: Me) => {
      setCsrfToken(me.csrfToken)
      coverPage(null)
      cache.setQueryData(meQuery.queryKey, me)
    },
    [cache],
  )
}

export const hasRole = (me: Me | undefined, ...roles: Role[]): boolean => roles.some((role) => me?.roles.includes(role) ?? false)

/** Who works on cases: everybody of a school, commune or department who may open one. */
export const caseRoles: Role[] = ['SocialWorker', 'Counsellor', 'FocalPerson', 'Principal', 'CommuneOfficer', 'DepartmentOfficer']
