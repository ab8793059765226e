import { useQueryClient } from '@tanstack/react-query'
import { notePosition } from '@/lib/api/position'

/** Runs one change of training and has everything shown read anew: `record(() => api.post('/training/courses', …))`. */
export const useRecordTraining = () => {
  const cache = useQueryClient()
  return async <T extends { position: number }>(change: () => Promise<{ data: T }>): Promise<T> => {
    const { data } = await change()
    notePosition(data.position)
    await cache.invalidateQueries({ queryKey: ['training'] })
    return data
  }
}
