import { useQuery } from '@tanstack/react-query'
import { api } from '@/lib/api/client'

export const useNextSteps = (id: string, enabled = true) =>
  useQuery({
    queryKey: ['cases', 'steps', id],
    queryFn: async () => (await api.get('/cases/{id}/next-steps', { path: { id } })).data.steps,
    enabled,
  })
