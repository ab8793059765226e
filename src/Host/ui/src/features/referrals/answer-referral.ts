import { useQueryClient } from '@tanstack/react-query'
import { api } from '@/lib/api/client'
import { notePosition } from '@/lib/api/position'
import type { Changed } from '@/lib/api/types'

export const useAnswerReferral = (id: string) => {
  const cache = useQueryClient()
  return async (step: string, body: unknown, version: number, key: string) => {
    const { data } = await api.post<Changed>(`/referrals/${id}/${step}`, { body, version, key })
    notePosition(data?.position)
    await cache.invalidateQueries({ queryKey: ['referrals'] })
  }
}
