import { useQuery } from '@tanstack/react-query'
import { api } from '@/lib/api/client'
import { latestPosition } from '@/lib/api/position'
import type { Certificate, Page } from '@/lib/api/types'

export const useCertificates = (personId: string | undefined) =>
  useQuery({
    queryKey: ['training', 'certificates', personId],
    queryFn: async () => (await api.get<Page<Certificate>>('/training/certificates', { query: { personId, limit: 200, position: latestPosition() } })).data.items,
  })
