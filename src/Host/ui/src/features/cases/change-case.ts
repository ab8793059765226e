import { useQueryClient } from '@tanstack/react-query'
import { api } from '@/lib/api/client'
import { notePosition } from '@/lib/api/position'
import type { Changed } from '@/lib/api/types'

/** Sends one step of the procedure for the version its writer looked at; afterwards everything shown is read anew. */
export const useChangeCase = (id: string, version: number) => {
  const cache = useQueryClient()
  return async <T extends Changed = Changed>(path: string, body: unknown, key: string, method: 'post' | 'put' = 'post'): Promise<T> => {
    const { data } = await api[method]<T>(`/cases/${id}${path}`, { body, version, ...(method === 'post' ? { key } : {}) })
    notePosition(data?.position)
    await cache.invalidateQueries({ queryKey: ['cases'] })
    return data
  }
}
