import { useState } from 'react'
import { Button } from '@/components/button'
import { Section } from '@/components/page'
import { Await } from '@/components/states'
import { StatusBadge } from '@/components/status-badge'
import type { HistoryEntry } from '@/lib/api/types'
import { dateTime } from '@/lib/dates'
import { actorName, common } from '@/lib/i18n/common'
import { word } from '@/lib/i18n/texts'
import type { useHistory } from './get-history'
import { eventName, historyTexts } from './history-texts'
import { texts } from './texts'
import { wordsOfData } from './words-of-data'

const few = 8

/** What happened, newest first, with the time it happened and the time we learned of it. */
export const ChronologySection = ({ history, knownAt, start }: { history: ReturnType<typeof useHistory>; knownAt: string | undefined; start: (() => void) | undefined }) => {
  const t = texts.useTexts()
  const [all, setAll] = useState(false)
  return (
    <Section
      id="lich-su"
      title={t.spine.history}
      aside={
        start && (
          <Button look="quiet" icon="back" onClick={start}>
            {t.replay.start}
          </Button>
        )
      }
    >
      <Await query={history}>
        {(entries) => {
          if (entries.length === 0) return <p className="muted">{t.none.history}</p>
          const ordered = [...entries].sort((one, two) => two.occurredAt.localeCompare(one.occurredAt) || two.sequence - one.sequence)
          const shown = all || knownAt ? ordered : ordered.slice(0, few)
          return (
            <>
              <ol className="chronology">
                {shown.map((entry) => (
                  <Entry key={entry.sequence} entry={entry} knownAt={knownAt} />
                ))}
              </ol>
              {!knownAt && ordered.length > few && (
                <div className="no-print">
                  <Button onClick={() => setAll(!all)}>{all ? t.showLess : t.showAll(ordered.length)}</Button>
                </div>
              )}
            </>
          )
        }}
      </Await>
    </Section>
  )
}

export const Entry = ({ entry, knownAt }: { entry: HistoryEntry; knownAt?: string | undefined }) => {
  const t = texts.useTexts()
  const names = historyTexts.useTexts().event
  const c = common.useTexts()
  const unknownThen = knownAt !== undefined && entry.recordedAt > knownAt
  const behalf = entry.onBehalfOf ? word(c.performedBy, entry.onBehalfOf) : ''
  const data = wordsOfData(entry.data)
  const code = entry.data && typeof entry.data === 'object' && 'code' in entry.data ? String(entry.data.code) : undefined
  const clock = entry.type.startsWith('deadline_') && code ? word(c.deadline, code) : ''
  return (
    <li className={['event', unknownThen ? 'event-unknown' : '', entry.type.startsWith('deadline_') ? 'event-quiet' : ''].join(' ').trim()}>
      <div className="row">
        <h3>{[eventName(names, entry.type), clock].filter(Boolean).join(': ')}</h3>
        {entry.late && (
          <StatusBadge tone="amber" sign="diamond">
            {t.late}
          </StatusBadge>
        )}
      </div>
      <p className="event-times">
        <time dateTime={entry.occurredAt}>{dateTime(entry.occurredAt)}</time>
        {(entry.late || dateTime(entry.occurredAt) !== dateTime(entry.recordedAt)) && (
          <span>
            {' '}
            · {t.recorded} <time dateTime={entry.recordedAt}>{dateTime(entry.recordedAt)}</time>
          </span>
        )}
        <span>
          {' '}
          · {actorName(entry.actor.name, c)}
          {behalf ? `, ${t.onBehalf(behalf)}` : ''}
        </span>
      </p>
      {unknownThen && (
        <p className="event-note">
          {entry.occurredAt <= knownAt ? t.replay.notYetThough(dateTime(entry.recordedAt)) : t.replay.notYet(dateTime(entry.recordedAt))}
        </p>
      )}
      {entry.reason && <p className="prose-lines">{entry.reason}</p>}
      {data.length > 0 && (
        <details className="event-data">
          <summary>{t.details}</summary>
          <dl>
            {data.map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </li>
  )
}
