import { QueryClient } from '@tanstack/react-query'
import { NoConnection } from './api/problem'

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // A device without a connection says so at once, instead of loading for ever.
      networkMode: 'always',
      staleTime: 15_000,
      retry: (failures, error) => error instanceof NoConnection && failures < 2,
      refetchOnWindowFocus: true,
    },
    mutations: { retry: false, networkMode: 'always' },
  },
})
