import type { SignName } from '@/components/signs'
import { StatusBadge, type Tone } from '@/components/status-badge'
import type { ReferralState } from '@/lib/api/types'
import { common } from '@/lib/i18n/common'
import { word } from '@/lib/i18n/texts'

const looks: Record<ReferralState, { tone: Tone; sign: SignName }> = {
  Sent: { tone: 'amber', sign: 'ring' },
  Acknowledged: { tone: 'amber', sign: 'arrow' },
  Accepted: { tone: 'teal', sign: 'arrow' },
  Declined: { tone: 'red', sign: 'bar' },
  InService: { tone: 'teal', sign: 'dot' },
  Completed: { tone: 'green', sign: 'tick' },
  Cancelled: { tone: 'plain', sign: 'bar' },
}

export const ReferralStateBadge = ({ state }: { state: ReferralState }) => {
  const t = common.useTexts()
  return <StatusBadge {...(looks[state] ?? { tone: 'plain', sign: 'ring' })}>{word(t.referralState, state)}</StatusBadge>
}

export const waitsForAnswer = (state: ReferralState) => state === 'Sent' || state === 'Acknowledged'
