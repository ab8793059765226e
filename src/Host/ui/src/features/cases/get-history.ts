import { useQuery } from '@tanstack/react-query'
import { api } from '@/lib/api/client'
import type { HistoryEntry, Page } from '@/lib/api/types'

export const useHistory = (id: string, enabled = true) =>
  useQuery({
    queryKey: ['cases', 'history', id],
    queryFn: async () => {
      const entries: HistoryEntry[] = []
      let after: string | undefined
      do {
        const page: Page<HistoryEntry> = (await api.get<Page<HistoryEntry>>(`/cases/${id}/history`, { query: { after, limit: 200 } })).data
        entries.push(...page.items)
        after = page.next ?? undefined
      } while (after)
      return entries
    },
    enabled,
  })
