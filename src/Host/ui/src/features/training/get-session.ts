import { useQuery } from '@tanstack/react-query'
import { api } from '@/lib/api/client'
import type { TrainingSession } from '@/lib/api/types'

export const useSession = (id: string) =>
  useQuery({
    queryKey: ['training', 'session', id],
    queryFn: async () => {
      const { data, version } = await api.get<TrainingSession>(`/training/sessions/${id}`)
      return { ...data, version: version ?? data.version ?? 0 }
    },
  })
