import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { api } from '@/lib/api/client'
import { latestPosition, notePosition } from '@/lib/api/position'
import { useLanguage } from '@/lib/i18n/language'

export interface CircumstanceSearch {
  group?: string
  disaster?: string
  className?: string
  helped?: boolean
  helpedFrom?: string
  helpedTo?: string
  ended?: boolean
  /** Of a name: sent in the body, never in an address. */
  words?: string
}

/** What was asked for, without what was left open. */
export const asked = <T extends object>(filter: T): T => Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined && value !== '')) as T

export const useCircumstances = (search: CircumstanceSearch) =>
  useInfiniteQuery({
    queryKey: ['registers', 'circumstances', search],
    queryFn: async ({ pageParam }) => {
      const { words, ...filter } = search
      const common = { ...asked(filter), limit: 50, after: pageParam, position: latestPosition() }
      return words
        ? (await api.post('/cases/circumstances/search', { body: { ...common, words, count: true } })).data
        : (await api.get('/cases/circumstances', { query: { ...common, count: true } })).data
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  })

export const useCircumstance = (id: string) =>
  useQuery({ queryKey: ['registers', 'circumstance', id], queryFn: async () => (await api.get('/cases/circumstances/{id}', { path: { id } })).data })

export const useCounts = () =>
  useQuery({ queryKey: ['registers', 'counts'], queryFn: async () => (await api.get('/cases/circumstances/counts', { query: { position: latestPosition() } })).data.items })

export const useDisasters = () =>
  useQuery({ queryKey: ['registers', 'disasters'], queryFn: async () => (await api.get('/cases/disasters', { query: { position: latestPosition() } })).data.items })

/** Codes of the register with their words in the reader's language. */
export const useCodes = () => {
  const language = useLanguage()
  const codes = useQuery({ queryKey: ['circumstance-codes'], queryFn: async () => (await api.get('/cases/circumstances/codes')).data, staleTime: Infinity }).data
  const say = (one: { nameVi: string; nameEn: string }) => (language === 'vi' ? one.nameVi : one.nameEn)
  const options = (list: { code: string; nameVi: string; nameEn: string }[] | undefined) => (list ?? []).map((one) => ({ value: one.code, label: say(one) }))
  const of = (list: { code: string; nameVi: string; nameEn: string }[] | undefined, code: string) => {
    const found = list?.find((one) => one.code === code)
    return found ? say(found) : code
  }
  const group = (code: string) => codes?.groups.find((one) => one.code === code)
  return {
    groups: codes?.groups ?? [],
    groupOptions: options(codes?.groups),
    supportOptions: options(codes?.supportKinds),
    disasterOptions: options(codes?.disasterKinds),
    subTypeOptions: (code: string) => options(group(code)?.subTypes),
    groupName: (code: string) => of(codes?.groups, code),
    subTypeName: (code: string) => of(codes?.groups.flatMap((one) => one.subTypes), code),
    supportName: (code: string) => of(codes?.supportKinds, code),
    disasterName: (code: string) => of(codes?.disasterKinds, code),
    isDisaster: (code: string) => group(code)?.kind === 'Disaster',
  }
}

/** Runs one change of a register and has what is shown read anew. */
export const useRecord = () => {
  const cache = useQueryClient()
  return useCallback(
    async <T extends { position: number }>(change: Promise<{ data: T }>): Promise<T> => {
      const { data } = await change
      notePosition(data.position)
      await cache.invalidateQueries({ queryKey: ['registers'] })
      return data
    },
    [cache],
  )
}
