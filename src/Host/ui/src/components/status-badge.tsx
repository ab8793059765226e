import type { ReactNode } from 'react'
import type { CaseState, Level } from '@/lib/api/types'
import { common } from '@/lib/i18n/common'
import { Sign, type SignName } from './signs'
import './badge.css'

export type Tone = 'plain' | 'teal' | 'amber' | 'red' | 'green'

/** A shape and a word; the colour only repeats what they say. */
export const StatusBadge = ({ tone = 'plain', sign, children }: { tone?: Tone; sign?: SignName; children: ReactNode }) => (
  <span className={`badge badge-${tone}`}>
    {sign && <Sign name={sign} />}
    <span>{children}</span>
  </span>
)

const levels: Record<Level, { tone: Tone; sign: SignName }> = {
  High: { tone: 'red', sign: 'triangle' },
  Medium: { tone: 'amber', sign: 'diamond' },
  Low: { tone: 'green', sign: 'dot' },
}

export const LevelBadge = ({ level, long = false }: { level: Level | null | undefined; long?: boolean }) => {
  const t = common.useTexts()
  if (!level) return <StatusBadge sign="ring">{t.riskUnknown}</StatusBadge>
  return <StatusBadge {...levels[level]}>{long ? t.risk[level] : t.level[level]}</StatusBadge>
}

const states: Partial<Record<CaseState, { tone: Tone; sign: SignName }>> = {
  New: { tone: 'amber', sign: 'ring' },
  Emergency: { tone: 'red', sign: 'octagon' },
  PlanSubmitted: { tone: 'amber', sign: 'arrow' },
  Closed: { tone: 'plain', sign: 'tick' },
  Unfounded: { tone: 'plain', sign: 'bar' },
  NoFurtherAction: { tone: 'plain', sign: 'bar' },
  Transferred: { tone: 'plain', sign: 'arrow' },
}

export const StateBadge = ({ state }: { state: CaseState }) => {
  const t = common.useTexts()
  return <StatusBadge {...(states[state] ?? { tone: 'teal', sign: 'arrow' })}>{t.state[state] ?? state}</StatusBadge>
}
