import { useQuery } from '@tanstack/react-query'
import { api } from '@/lib/api/client'

export const useReferral = (id: string) =>
  useQuery({
    queryKey: ['referrals', 'one', id],
    queryFn: async () => {
      const { data, version } = await api.get('/referrals/{id}', { path: { id } })
      return { ...data, version: version ?? data.version }
    },
  })
