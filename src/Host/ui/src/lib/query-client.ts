import { QueryClient } from '@tanstack/react-query'
import { NoConnection } from './api/problem'

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (failures, error) => error instanceof NoConnection && failures < 2,
      refetchOnWindowFocus: true,
    },
    mutations: { retry: false },
  },
})
