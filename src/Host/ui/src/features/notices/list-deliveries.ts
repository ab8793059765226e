import { useQuery } from '@tanstack/react-query'
import { api } from '@/lib/api/client'
import type { Page } from '@/lib/api/types'

export interface Delivery {
  id: string
  kind: string
  recipient: string
  state: 'Queued' | 'Sending' | 'Sent' | 'Unconfirmed' | 'Failed'
  attempts: number
  lastError?: string | null
  queuedAt: string
  sentAt?: string | null
}

export const useDeliveries = () =>
  useQuery({ queryKey: ['deliveries'], queryFn: async () => (await api.get<Page<Delivery>>('/communications/deliveries')).data.items })
