import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '@/lib/api/client'

const key = ['operations', 'subscriptions']

/** Read again by itself: what stands here changes without anybody pressing a button. */
export const useSubscriptions = () =>
  useQuery({
    queryKey: key,
    queryFn: async ({ signal }) => (await api.get('/operations/subscriptions', { signal })).data.items,
    refetchInterval: (query) => (query.state.data?.some((one) => one.rebuild && !one.rebuild.errorKind) ? 1_000 : 5_000),
  })

/** One with its parked streams and what was skipped. */
export const useSubscription = (name: string) =>
  useQuery({
    queryKey: [...key, name],
    queryFn: async ({ signal }) => (await api.get('/operations/subscriptions/{name}', { path: { name }, signal })).data,
    refetchInterval: 5_000,
  })

/** Has everything on the page read anew after an act. */
export const useReadAnew = () => {
  const cache = useQueryClient()
  return () => cache.invalidateQueries({ queryKey: key })
}
