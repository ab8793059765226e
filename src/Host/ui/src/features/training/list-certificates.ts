import { useQuery } from '@tanstack/react-query'
import { api } from '@/lib/api/client'
import { latestPosition } from '@/lib/api/position'

export const useCertificates = (personId: string | undefined) =>
  useQuery({
    queryKey: ['training', 'certificates', personId],
    queryFn: async () => (await api.get('/training/certificates', { query: { personId, position: latestPosition() } })).data.items,
  })
