import type { SignName } from '@/components/signs'
import { StatusBadge, type Tone } from '@/components/status-badge'
import type { DropoutLevel } from '@/lib/api/types'
import { texts } from './texts'

const looks: Record<DropoutLevel, { tone: Tone; sign: SignName }> = {
  None: { tone: 'plain', sign: 'ring' },
  Watch: { tone: 'plain', sign: 'dot' },
  Flagged: { tone: 'amber', sign: 'diamond' },
  Urgent: { tone: 'red', sign: 'triangle' },
}

export const DropoutLevelBadge = ({ level }: { level: DropoutLevel }) => <StatusBadge {...looks[level]}>{texts.useTexts().dropouts.levels[level]}</StatusBadge>
