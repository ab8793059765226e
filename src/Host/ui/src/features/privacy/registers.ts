import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { api } from '@/lib/api/client'
import { latestPosition, notePosition } from '@/lib/api/position'

export const useRequests = (open: boolean) =>
  useQuery({ queryKey: ['privacy', 'requests', open], queryFn: async () => (await api.get('/privacy/requests', { query: { open, position: latestPosition() } })).data.items })

export const useRequest = (id: string) =>
  useQuery({ queryKey: ['privacy', 'request', id], queryFn: async () => (await api.get('/privacy/requests/{id}', { path: { id } })).data })

export const useHolds = () =>
  useQuery({ queryKey: ['privacy', 'holds'], queryFn: async () => (await api.get('/privacy/legal-holds', { query: { position: latestPosition() } })).data.items })

export const useConsentFiles = () =>
  useQuery({ queryKey: ['privacy', 'consents'], queryFn: async () => (await api.get('/privacy/consents', { query: { position: latestPosition() } })).data.items })

export const useConsentFile = (id: string) =>
  useQuery({ queryKey: ['privacy', 'consent-file', id], queryFn: async () => (await api.get('/privacy/consents/{id}', { path: { id } })).data })

export const useReference = () =>
  useQuery({ queryKey: ['privacy-reference'], queryFn: async () => (await api.get('/privacy/reference-data')).data, staleTime: Infinity })

export const useBreaches = () =>
  useQuery({ queryKey: ['privacy', 'breaches'], queryFn: async () => (await api.get('/privacy/breaches', { query: { position: latestPosition() } })).data.items })

export const useBreach = (id: string) =>
  useQuery({ queryKey: ['privacy', 'breach', id], queryFn: async () => (await api.get('/privacy/breaches/{id}', { path: { id } })).data })

export const useConfidentialityList = () =>
  useQuery({
    queryKey: ['privacy', 'confidentiality'],
    queryFn: async () => (await api.get('/privacy/confidentiality/people', { query: { position: latestPosition() } })).data.items,
  })

/** Runs one change of a register and has what is shown read anew: `record(api.post(…))`. */
export const useRecord = () => {
  const cache = useQueryClient()
  return useCallback(
    async <T extends { position: number }>(change: Promise<{ data: T }>): Promise<T> => {
      const { data } = await change
      notePosition(data.position)
      await cache.invalidateQueries({ queryKey: ['privacy'] })
      return data
    },
    [cache],
  )
}
