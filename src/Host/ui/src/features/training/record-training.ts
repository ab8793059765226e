import { useQueryClient } from '@tanstack/react-query'
import { api } from '@/lib/api/client'
import { notePosition } from '@/lib/api/position'
import type { Changed } from '@/lib/api/types'

export const useRecordTraining = () => {
  const cache = useQueryClient()
  return async <T extends Partial<Changed>>(path: string, body: unknown, key: string, version?: number, method: 'post' | 'put' = 'post'): Promise<T> => {
    const { data } = await api[method]<T>(`/training${path}`, { body, version, ...(method === 'post' ? { key } : {}) })
    notePosition(data?.position)
    await cache.invalidateQueries({ queryKey: ['training'] })
    return data
  }
}
