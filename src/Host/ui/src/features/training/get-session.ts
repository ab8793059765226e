import { useQuery } from '@tanstack/react-query'
import { api } from '@/lib/api/client'

export const useSession = (id: string) =>
  useQuery({
    queryKey: ['training', 'session', id],
    queryFn: async () => {
      const { data, version } = await api.get('/training/sessions/{id}', { path: { id } })
      return { ...data, version: version ?? data.version ?? 0 }
    },
  })
