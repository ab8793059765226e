import { useQuery } from '@tanstack/react-query'
import { api } from '@/lib/api/client'
import { latestPosition } from '@/lib/api/position'

export const useCourses = () =>
  useQuery({ queryKey: ['training', 'courses'], queryFn: async () => (await api.get('/training/courses', { query: { position: latestPosition() } })).data.items })
