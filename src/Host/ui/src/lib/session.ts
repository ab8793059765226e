import { queryOptions, useQuery } from '@tanstack/react-query'
import { api, setCsrfToken } from './api/client'
import type { Me, Role } from './api/types'

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: async () => {
    const me = (await api.get('/me')).data
    setCsrfToken(me.csrfToken)
    return me
  },
  staleTime: 5 * 60_000,
})

export const useMe = () => useQuery(meQuery)

export const hasRole = (me: Me | undefined, ...roles: Role[]): boolean => roles.some((role) => me?.roles.includes(role) ?? false)

/** Who works on cases: everybody of a school, commune or department who may open one. */
export const caseRoles: Role[] = ['SocialWorker', 'Counsellor', 'FocalPerson', 'Principal', 'CommuneOfficer', 'DepartmentOfficer']
