import { useQuery } from '@tanstack/react-query'
import { api } from '@/lib/api/client'
import type { Referral } from '@/lib/api/types'

export const useReferral = (id: string) =>
  useQuery({
    queryKey: ['referrals', 'one', id],
    queryFn: async () => {
      const { data, version } = await api.get<Referral>(`/referrals/${id}`)
      return { ...data, version: version ?? data.version }
    },
  })
