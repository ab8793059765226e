import { Button } from '@/components/button'
import { DateTimeField, unreadable } from '@/components/date-time-field'
import type { HistoryEntry } from '@/lib/api/types'
import { dateTime } from '@/lib/dates'
import { texts } from './texts'
import { useState } from 'react'

/** One date control over a strip of marks, one mark an event. Everything below shows what was on record then. */
export const Replay = ({ entries, openedAt, knownAt, setKnownAt }: { entries: HistoryEntry[]; openedAt: string; knownAt: string; setKnownAt: (moment: string | undefined) => void }) => {
  const t = texts.useTexts().replay
  const moments = [...new Set(entries.map((entry) => entry.recordedAt))].sort()
  const known = moments.filter((moment) => moment <= knownAt).length
  const go = (index: number) => setKnownAt(moments[Math.max(0, Math.min(moments.length - 1, index))] ?? openedAt)
  return (
    <section className="replay" aria-labelledby="replay-title">
      <div className="row-between">
        <h2 id="replay-title">{t.banner(dateTime(knownAt))}</h2>
        <Button look="primary" onClick={() => setKnownAt(undefined)}>
          {t.back}
        </Button>
      </div>
      <p>{t.bannerText}</p>
      {moments.length > 1 && (
        <div className="replay-strip no-print">
          <Button look="secondary" onClick={() => go(known - 2)} disabled={known <= 1}>
            {t.earlier}
          </Button>
          <input
            type="range"
            min={0}
            max={moments.length - 1}
            step={1}
            value={Math.max(0, known - 1)}
            aria-label={t.slider}
            aria-valuetext={dateTime(knownAt)}
            onChange={(event) => go(Number(event.target.value))}
          />
          <Button look="secondary" onClick={() => go(known)} disabled={known >= moments.length}>
            {t.later}
          </Button>
        </div>
      )}
      <Moment key={knownAt} knownAt={knownAt} setKnownAt={setKnownAt} />
    </section>
  )
}

const Moment = ({ knownAt, setKnownAt }: { knownAt: string; setKnownAt: (moment: string) => void }) => {
  const t = texts.useTexts().replay
  const [value, setValue] = useState(knownAt)
  return (
    <form
      className="row replay-moment no-print"
      onSubmit={(event) => {
        event.preventDefault()
        if (value && value !== unreadable) setKnownAt(value)
      }}
    >
      <DateTimeField bind={{ id: 'known-at', value, onChange: setValue }} label={t.moment} />
      <Button type="submit">{t.go}</Button>
    </form>
  )
}
