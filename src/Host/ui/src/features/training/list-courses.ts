import { useQuery } from '@tanstack/react-query'
import { api } from '@/lib/api/client'
import { latestPosition } from '@/lib/api/position'
import type { Course, Page } from '@/lib/api/types'

export const useCourses = () =>
  useQuery({ queryKey: ['training', 'courses'], queryFn: async () => (await api.get<Page<Course>>('/training/courses', { query: { limit: 200, position: latestPosition() } })).data.items })
