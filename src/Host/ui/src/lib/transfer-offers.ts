import { useQuery } from '@tanstack/react-query'
import { api } from './api/client'
import { hasRole, useMe } from './session'

/** Cases other schools offer to ours. Looking is recorded, so it is not asked for again and again. */
export const useTransferOffers = () => {
  const mayAnswer = hasRole(useMe().data, 'FocalPerson', 'Principal')
  return useQuery({
    queryKey: ['cases', 'transfers'],
    queryFn: async () => (await api.get('/cases/transfers')).data.items,
    enabled: mayAnswer,
    staleTime: 5 * 60_000,
  })
}
