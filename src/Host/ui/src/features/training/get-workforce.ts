import { useQuery } from '@tanstack/react-query'
import { api } from '@/lib/api/client'
import { isProblem } from '@/lib/api/problem'

export interface Workforce {
  headcount: number | null
  version: number
}

/** How many people work there; version 0 while nobody has said so. */
export const useWorkforce = (organisationId: string, year: number) =>
  useQuery({
    queryKey: ['training', 'workforce', organisationId, year],
    queryFn: async (): Promise<Workforce> => {
      try {
        const { data, version } = await api.get('/training/workforce/{organisationId}/{year}', { path: { organisationId, year } })
        return { headcount: data.headcount, version: version ?? data.version ?? 0 }
      } catch (error) {
        if (isProblem(error) && error.status === 404) return { headcount: null, version: 0 }
        throw error
      }
    },
  })
