import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '@/lib/api/client'
import type { BodyOf } from '@/lib/api/operations'
import { notePosition } from '@/lib/api/position'

/** The case a referral grows from: read again here, since only its owner may prefill what is shared. */
export const useCaseForReferral = (id: string) =>
  useQuery({ queryKey: ['cases', 'one', id, 'now'], queryFn: async () => (await api.get('/cases/{id}', { path: { id } })).data, enabled: id !== '' })

export const useProviders = (q: string) =>
  useQuery({
    queryKey: ['providers', q],
    queryFn: async () => (await api.get('/referrals/providers', { query: { q } })).data.items,
    placeholderData: (before) => before,
  })

export const useCreateReferral = () => {
  const cache = useQueryClient()
  return async (body: BodyOf<'post', '/referrals'>, key: string) => {
    const { data } = await api.post('/referrals', { body, key })
    notePosition(data.position)
    await cache.invalidateQueries({ queryKey: ['referrals'] })
    await cache.invalidateQueries({ queryKey: ['cases'] })
    return data
  }
}
