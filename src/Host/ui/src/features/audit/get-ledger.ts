import { saveFile } from '@/lib/save-file'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '@/lib/api/client'
import { language } from '@/lib/i18n/language'

const key = ['audit', 'ledger']

/** How the ledger stands; asked again while something is under way. */
export const useLedger = (enabled: boolean) =>
  useQuery({
    queryKey: key,
    enabled,
    queryFn: async () => (await api.get('/audit/ledger')).data,
    refetchInterval: (query) => (query.state.data?.checks.running ? 2_000 : query.state.data?.unsealed ? 10_000 : false),
  })

export const useRequestCheck = () => {
  const cache = useQueryClient()
  return useMutation({ mutationFn: () => api.post('/audit/checks'), onSuccess: () => cache.invalidateQueries({ queryKey: key }) })
}

/** A text of the log as it is served: what is verified must be the bytes themselves. */
const text = async (path: string): Promise<string> => {
  const response = await fetch(`/api/v1${path}`, { headers: { 'Accept-Language': language() }, credentials: 'same-origin' })
  if (!response.ok) throw new Error(`${path}: ${response.status}`)
  return response.text()
}

export const fetchKey = () => text('/audit/log/key')
export const fetchCheckpoint = () => text('/audit/checkpoint')

export const fetchInclusion = async (sequence: number) => (await api.get('/audit/proofs/inclusion', { query: { sequence } })).data
export const fetchConsistency = async (from: number, to: number) => (await api.get('/audit/proofs/consistency', { query: { from, to } })).data.hashes

/** The receipt of one event, C2SP tlog-proof. */
export const saveReceipt = async (sequence: number) => {
  const response = await fetch(`/api/v1/audit/proofs/inclusion?sequence=${sequence}`, { headers: { Accept: 'text/plain', 'Accept-Language': language() }, credentials: 'same-origin' })
  if (!response.ok) throw new Error(`receipt: ${response.status}`)
  saveFile(await response.blob(), `event-${sequence}.tlog-proof`)
}
