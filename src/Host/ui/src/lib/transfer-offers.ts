import { useQuery } from '@tanstack/react-query'
import { api } from './api/client'
import { hasRole, useMe } from './session'

/**
 * Cases other schools offer to ours. Looking is recorded, so it is not asked for again and again, and only for who may answer;
 * on the page of their own for anybody, who is then told that there are none.
 */
export const useTransferOffers = (forAnybody = false) => {
  const mayAnswer = hasRole(useMe().data, 'FocalPerson', 'Principal')
  return useQuery({
    queryKey: ['cases', 'transfers'],
    queryFn: async () => (await api.get('/cases/transfers')).data.items,
    enabled: forAnybody || mayAnswer,
    staleTime: 5 * 60_000,
  })
}
