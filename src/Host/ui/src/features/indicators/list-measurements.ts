import { useQuery } from '@tanstack/react-query'
import { api } from '@/lib/api/client'
import { latestPosition } from '@/lib/api/position'

export const useMeasurements = (indicatorCode: string, organisationId: string | undefined) =>
  useQuery({
    queryKey: ['indicators', 'measurements', indicatorCode, organisationId],
    queryFn: async () =>
      (await api.get('/indicators/measurements', { query: { indicatorCode, organisationId, position: latestPosition() } })).data.items,
  })
