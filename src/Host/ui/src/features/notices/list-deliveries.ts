import { useQuery } from '@tanstack/react-query'
import { api } from '@/lib/api/client'

export const useDeliveries = () =>
  useQuery({ queryKey: ['deliveries'], queryFn: async () => (await api.get('/communications/deliveries')).data.items })
