import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '@/lib/api/client'

export const useNotices = (unread: boolean) =>
  useInfiniteQuery({
    queryKey: ['notices', unread ? 'unread' : 'all'],
    queryFn: async ({ pageParam }) =>
      (await api.get('/communications/notices', { query: { unread: unread || undefined, limit: 50, after: pageParam } })).data,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })

export const useMarkRead = () => {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (id: string | 'all') => 
      id === 'all' ? api.post('/communications/notices/read-all') : api.post('/communications/notices/{id}/read', { path: { id } }),
    onSettled: () => cache.invalidateQueries({ queryKey: ['notices'] }),
  })
}
