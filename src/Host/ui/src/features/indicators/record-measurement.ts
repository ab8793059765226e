import { useQueryClient } from '@tanstack/react-query'
import { api } from '@/lib/api/client'
import { notePosition } from '@/lib/api/position'
import type { Changed } from '@/lib/api/types'

export const useRecordMeasurement = () => {
  const cache = useQueryClient()
  return async (path: string, body: unknown, key: string, version?: number) => {
    const { data } = await api.post<Changed>(`/indicators/measurements${path}`, { body, key, version })
    notePosition(data?.position)
    await cache.invalidateQueries({ queryKey: ['indicators'] })
  }
}
