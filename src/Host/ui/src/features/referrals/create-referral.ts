import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '@/lib/api/client'
import { notePosition } from '@/lib/api/position'
import type { CaseView, Changed, Page, Provider } from '@/lib/api/types'

/** The case a referral grows from: read again here, since only its owner may prefill what is shared. */
export const useCaseForReferral = (id: string) =>
  useQuery({ queryKey: ['cases', 'one', id, 'now'], queryFn: async () => (await api.get<CaseView>(`/cases/${id}`)).data, enabled: id !== '' })

export const useProviders = (q: string) =>
  useQuery({
    queryKey: ['providers', q],
    queryFn: async () => (await api.get<Page<Provider>>('/referrals/providers', { query: { q } })).data.items,
    placeholderData: (before) => before,
  })

export const useCreateReferral = () => {
  const cache = useQueryClient()
  return async (body: unknown, key: string) => {
    const { data } = await api.post<Changed>('/referrals', { body, key })
    notePosition(data.position)
    await cache.invalidateQueries({ queryKey: ['referrals'] })
    await cache.invalidateQueries({ queryKey: ['cases'] })
    return data
  }
}
