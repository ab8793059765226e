import type { HistoryEntry } from '@/lib/api/types'
import { useEventTitle } from '@/lib/event-words'
import { common, deadlineName } from '@/lib/i18n/common'

/** What happened, in the words of the office; of a deadline also which one. */
export const useEntryName = () => {
  const titleOf = useEventTitle()
  const c = common.useTexts()
  return (entry: HistoryEntry): string => {
    const code = entry.data && typeof entry.data === 'object' && 'code' in entry.data ? String(entry.data.code) : undefined
    const about = entry.data && typeof entry.data === 'object' && 'about' in entry.data ? String(entry.data.about) : undefined
    const clock = entry.type.startsWith('deadline_') && code ? deadlineName(code, about, c) : ''
    return [titleOf(entry.type), clock].filter(Boolean).join(': ')
  }
}
