import { useQueryClient } from '@tanstack/react-query'
import { api } from '@/lib/api/client'
import type { BodyOf } from '@/lib/api/operations'
import { notePosition } from '@/lib/api/position'

const useNoted = () => {
  const cache = useQueryClient()
  return async (position: number) => {
    notePosition(position)
    await cache.invalidateQueries({ queryKey: ['indicators'] })
  }
}

export const useEnterMeasurement = () => {
  const noted = useNoted()
  return async (body: BodyOf<'post', '/indicators/measurements'>, key: string) =>
    noted((await api.post('/indicators/measurements', { body, key })).data.position)
}

export const useDecideMeasurement = () => {
  const noted = useNoted()
  return async (id: string, body: BodyOf<'post', '/indicators/measurements/{id}/approval'>, key: string, version: number) =>
    noted((await api.post('/indicators/measurements/{id}/approval', { path: { id }, body, key, version })).data.position)
}
