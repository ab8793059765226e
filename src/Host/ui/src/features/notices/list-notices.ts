import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '@/lib/api/client'
import type { Notice, Page } from '@/lib/api/types'

export const useNotices = (unread: boolean) =>
  useInfiniteQuery({
    queryKey: ['notices', unread ? 'unread' : 'all'],
    queryFn: async ({ pageParam }) =>
      (await api.get<Page<Notice> & { unread: number }>('/communications/notices', { query: { unread: unread || undefined, limit: 50, after: pageParam } })).data,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })

export const useMarkRead = () => {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (id: string | 'all') => api.post(id === 'all' ? '/communications/notices/read-all' : `/communications/notices/${id}/read`),
    onSettled: () => cache.invalidateQueries({ queryKey: ['notices'] }),
  })
}
