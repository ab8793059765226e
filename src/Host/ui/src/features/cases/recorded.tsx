import { dateTime } from '@/lib/dates'
import { texts } from './texts'

/** When it happened, when it was recorded if that was another time, and by whom. */
export const Recorded = ({ occurredAt, recordedAt, by, more }: { occurredAt: string; recordedAt: string; by: { name: string }; more?: string | undefined }) => {
  const t = texts.useTexts()
  return (
    <p className="small muted">
      <time dateTime={occurredAt}>{dateTime(occurredAt)}</time>
      {dateTime(occurredAt) !== dateTime(recordedAt) && ` · ${t.recorded} ${dateTime(recordedAt)}`} · {by.name}
      {more && ` · ${more}`}
    </p>
  )
}
