import { useState } from 'react'
import { Button } from '@/components/button'
import { FoldingSection } from '@/components/section'
import { Await } from '@/components/states'
import { StatusBadge } from '@/components/status-badge'
import type { HistoryEntry } from '@/lib/api/types'
import { compareInstants, dateTime, exactTime } from '@/lib/dates'
import { useDataInWords } from '@/lib/event-words'
import { byName, common } from '@/lib/i18n/common'
import { word } from '@/lib/i18n/texts'
import { useEntryName } from './entry-name'
import type { useHistory } from './get-history'
import { isShown, type Moment } from './moment'
import { replayTexts } from './replay-texts'
import { texts } from './texts'

const few = 8

/** What happened, newest first, with the time it happened and the time we learned of it. */
export const ChronologySection = ({ history, moment, start }: { history: ReturnType<typeof useHistory>; moment: Moment | undefined; start: (() => void) | undefined }) => {
  const t = texts.useTexts()
  const r = replayTexts.useTexts()
  const [all, setAll] = useState(false)
  return (
    <FoldingSection
      id="lich-su"
      title={t.spine.history}
      open={!!moment}
      aside={
        start && (
          <Button look="quiet" icon="back" onClick={start}>
            {r.start}
          </Button>
        )
      }
    >
      <Await query={history}>
        {(entries) => {
          if (entries.length === 0) return <p className="muted">{t.none.history}</p>
          const ordered = [...entries].sort((one, two) => two.occurredAt.localeCompare(one.occurredAt) || two.sequence - one.sequence)
          const shown = all || moment ? ordered : ordered.slice(0, few)
          return (
            <>
              <ol className="chronology">
                {shown.map((entry) => (
                  <Entry key={entry.sequence} entry={entry} moment={moment} />
                ))}
              </ol>
              {!moment && ordered.length > few && (
                <div className="no-print">
                  <Button onClick={() => setAll(!all)}>{all ? t.showLess : t.showAll(ordered.length)}</Button>
                </div>
              )}
            </>
          )
        }}
      </Await>
    </FoldingSection>
  )
}

/** Why an entry is not part of the moment shown, and when it came. */
const arrival = (entry: HistoryEntry, moment: Moment, r: ReturnType<typeof replayTexts.useTexts>): string => {
  if (moment.by === 'version') return r.notInVersion(entry.version)
  if (moment.by === 'asOf') return r.notHappened(exactTime(entry.recordedAt))
  return compareInstants(entry.occurredAt, moment.value) <= 0 ? r.notYetThough(exactTime(entry.recordedAt)) : r.notYet(exactTime(entry.recordedAt))
}

export const Entry = ({ entry, moment }: { entry: HistoryEntry; moment?: Moment | undefined }) => {
  const t = texts.useTexts()
  const c = common.useTexts()
  const r = replayTexts.useTexts()
  const nameOf = useEntryName()
  const unknownThen = moment !== undefined && !isShown(entry, moment)
  const behalf = entry.onBehalfOf ? word(c.performedBy, entry.onBehalfOf) : ''
  const data = useDataInWords()(entry.type, entry.data)
  return (
    <li className={['event', unknownThen ? 'event-unknown' : '', entry.type.startsWith('deadline_') ? 'event-quiet' : ''].join(' ').trim()}>
      <div className="row">
        <h3>{nameOf(entry)}</h3>
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
          · {byName(entry.actor, c)}
          {behalf ? `, ${t.onBehalf(behalf)}` : ''}
        </span>
      </p>
      {unknownThen && <p className="event-note">{arrival(entry, moment, r)}</p>}
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
