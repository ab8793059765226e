import { useQuery } from '@tanstack/react-query'
import { api } from '@/lib/api/client'
import type { HistoryEntry } from '@/lib/api/types'

export const readHistory = async (id: string): Promise<HistoryEntry[]> => {
  const entries: HistoryEntry[] = []
  let after: number | undefined
  do {
    const page: { items: HistoryEntry[]; next?: string | null } = (await api.get('/cases/{id}/history', { path: { id }, query: { after, limit: 200 } })).data
    entries.push(...page.items)
    after = page.next ? Number(page.next) : undefined
  } while (after)
  return entries
}

export const useHistory = (id: string, enabled = true) => useQuery({ queryKey: ['cases', 'history', id], queryFn: () => readHistory(id), enabled })
