import { useQuery } from '@tanstack/react-query'
import { api } from '@/lib/api/client'

export const useUnreadCount = (signedIn: boolean): number =>
  useQuery({
    queryKey: ['notices', 'count'],
    queryFn: async () => (await api.get('/communications/notices', { query: { unread: true, limit: 1 } })).data.unread,
    enabled: signedIn,
    refetchInterval: 60_000,
  }).data ?? 0
