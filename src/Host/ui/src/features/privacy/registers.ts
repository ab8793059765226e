import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { api } from '@/lib/api/client'
import type { ProcessingRow } from '@/lib/api/types'
import { latestPosition, notePosition } from '@/lib/api/position'

export const useRequests = (open: boolean) =>
  useQuery({ queryKey: ['privacy', 'requests', open], queryFn: async () => (await api.get('/privacy/requests', { query: { open, position: latestPosition() } })).data.items })

export const useRequest = (id: string) =>
  useQuery({ queryKey: ['privacy', 'request', id], queryFn: async () => (await api.get('/privacy/requests/{id}', { path: { id } })).data })

/** Ended cases by the day until which they are kept; a reference finds that one case, open or not. */
export const useRetention = (due: boolean, reference: string) =>
  useInfiniteQuery({
    queryKey: ['privacy', 'retention', due, reference],
    queryFn: async ({ pageParam }) =>
      (await api.get('/cases/retention', { query: { due: due || undefined, reference: reference || undefined, after: pageParam, position: latestPosition() } })).data,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.pages.some((page) => page.items.some((row) => row.agreed)) ? 1000 : false),
  })

export const useErasures = (id: string) =>
  useQuery({ queryKey: ['privacy', 'erasures', id], queryFn: async () => (await api.get('/cases/{id}/erasure', { path: { id } })).data })

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

export const useProcessing = () =>
  useQuery({ queryKey: ['privacy', 'processing'], queryFn: async () => (await api.get('/privacy/processing', { query: { position: latestPosition() } })).data.items })

export const useProcessingDocument = (id: string, kind: ProcessingRow['kind']) =>
  useQuery({ queryKey: ['privacy', 'processing', id, kind], queryFn: async () => (await api.get('/privacy/processing/{id}/{kind}', { path: { id, kind } })).data })

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
