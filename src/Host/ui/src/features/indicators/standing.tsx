import { StatusBadge } from '@/components/status-badge'
import { texts } from './texts'

export const Standing = ({ status, onTrack }: { status: string; onTrack?: boolean | null | undefined }) => {
  const t = texts.useTexts()
  if (status === 'Met')
    return (
      <StatusBadge tone="green" sign="tick">
        {t.met}
      </StatusBadge>
    )
  if (status === 'NotMet')
    return (
      <span className="row">
        <StatusBadge tone="amber" sign="diamond">
          {t.notMet}
        </StatusBadge>
        {onTrack !== null && onTrack !== undefined && <span className="small">{onTrack ? t.onTrack : t.offTrack}</span>}
      </span>
    )
  if (status === 'Suppressed')
    return (
      <span title={t.suppressedHint}>
        <StatusBadge sign="bar">{t.suppressed}</StatusBadge>
      </span>
    )
  return <StatusBadge sign="ring">{t.noData}</StatusBadge>
}

/** A decimal string as people here read it: 99.10 → 99,10 in Vietnamese; 1 and 0 of a yes/no indicator as words. */
export const readNumber = (value: string | number | null | undefined, unit: string | undefined, language: 'vi' | 'en', words: { yes: string; no: string }): string => {
  if (value === null || value === undefined || value === '') return '–'
  const text = String(value)
  if (unit && /yes|no|có|không/i.test(unit)) return Number(text) === 1 ? words.yes : words.no
  const trimmed = text.includes('.') ? text.replace(/0+$/, '').replace(/\.$/, '') : text
  const shown = language === 'vi' ? trimmed.replace('.', ',') : trimmed
  return unit === '%' || unit === '‰' ? `${shown} ${unit}` : shown
}
