import type { DeadlineStatus } from '@/lib/api/types'
import { dueTime, duration } from '@/lib/dates'
import { common } from '@/lib/i18n/common'
import { useLanguage } from '@/lib/i18n/language'
import { useNow } from '@/lib/use-now'
import type { SignName } from './signs'
import { StatusBadge, type Tone } from './status-badge'

export interface Clock {
  status: DeadlineStatus
  dueAt: string
  startedAt?: string
  warnAt?: string
}

/** How a clock stands at a moment: the words, their shape and their colour. Kept apart so that it can be tested. */
export const readClock = (clock: Clock, now: Date): { kind: 'left' | 'soon' | 'overdue' | 'met' | 'metLate' | 'waived' | 'paused'; gap: number } => {
  const due = new Date(clock.dueAt).getTime()
  const gap = due - now.getTime()
  if (clock.status === 'Met') return { kind: 'met', gap }
  if (clock.status === 'MetLate') return { kind: 'metLate', gap }
  if (clock.status === 'Waived') return { kind: 'waived', gap }
  if (clock.status === 'Paused') return { kind: 'paused', gap }
  if (clock.status === 'Overdue' || gap < 0) return { kind: 'overdue', gap }
  // Soon: from the rule's own warning, else the last fifth of the time given, else the last four hours.
  const start = clock.startedAt ? new Date(clock.startedAt).getTime() : undefined
  const warn = clock.warnAt ? new Date(clock.warnAt).getTime() : start !== undefined ? due - (due - start) * 0.2 : due - 4 * 3_600_000
  return { kind: now.getTime() >= warn ? 'soon' : 'left', gap }
}

const looks: Record<ReturnType<typeof readClock>['kind'], { tone: Tone; sign: SignName }> = {
  left: { tone: 'plain', sign: 'halfClock' },
  soon: { tone: 'amber', sign: 'halfClock' },
  overdue: { tone: 'red', sign: 'octagon' },
  met: { tone: 'green', sign: 'tick' },
  metLate: { tone: 'amber', sign: 'tick' },
  waived: { tone: 'plain', sign: 'bar' },
  paused: { tone: 'plain', sign: 'pause' },
}

export const DeadlineChip = ({ clock }: { clock: Clock }) => {
  const t = common.useTexts().clock
  const language = useLanguage()
  const now = useNow()
  const { kind, gap } = readClock(clock, now)
  const words = {
    left: t.left(duration(gap, language)),
    soon: t.left(duration(gap, language)),
    overdue: t.overdue(duration(gap, language)),
    met: t.met,
    metLate: t.metLate,
    waived: t.waived,
    paused: t.paused,
  }
  return (
    <span title={dueTime(clock.dueAt)}>
      <StatusBadge {...looks[kind]}>{words[kind]}</StatusBadge>
    </span>
  )
}
