import { useEffect, useState } from 'react'
import { Link, useLocation } from 'react-router'
import { Button } from '@/components/button'
import { FoldingSection } from '@/components/section'
import { Await } from '@/components/states'
import { StatusBadge } from '@/components/status-badge'
import type { Correction, HistoryEntry } from '@/lib/api/types'
import { compareInstants, dateTime, deviceClock, exactTime } from '@/lib/dates'
import { useDataInWords } from '@/lib/event-words'
import { byName, common } from '@/lib/i18n/common'
import { word } from '@/lib/i18n/texts'
import { useEntryName } from './entry-name'
import type { useHistory } from './get-history'
import { isShown, type Moment } from './moment'
import { recordTexts } from './record-texts'
import { replayTexts } from './replay-texts'
import { texts } from './texts'

const few = 8

/** What happened, newest first, with the time it happened and the time we learned of it. */
interface Props {
  history: ReturnType<typeof useHistory>
  moment: Moment | undefined
  start: (() => void) | undefined
  /** Where an entry is corrected; undefined when that is not offered. */
  correct: ((version: number) => string) | undefined
}

export const ChronologySection = ({ history, moment, start, correct }: Props) => {
  const t = texts.useTexts()
  const r = replayTexts.useTexts()
  const [all, setAll] = useState(false)
  // Where a correction was just written, its entry is what one wants to see.
  const wanted = /^#(muc-\d+)$/.exec(useLocation().hash)?.[1]
  const loaded = history.isSuccess
  useEffect(() => {
    if (wanted && loaded) document.getElementById(wanted)?.scrollIntoView?.({ block: 'center' })
  }, [wanted, loaded])
  return (
    <FoldingSection
      id="lich-su"
      title={t.spine.history}
      open={!!moment || !!wanted}
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
          if (entries.length === 0) return <p className="muted">{t.noHistory}</p>
          const ordered = [...entries].sort((one, two) => two.occurredAt.localeCompare(one.occurredAt) || two.sequence - one.sequence)
          const shown = all || moment || wanted ? ordered : ordered.slice(0, few)
          const said = (correction: Correction) => !moment || entries.some((entry) => isCorrection(entry, correction.number) && isShown(entry, moment))
          return (
            <>
              <ol className="chronology">
                {shown.map((entry) => (
                  <Entry key={entry.sequence} entry={entry} moment={moment} corrections={entry.corrections.filter(said)} correct={mayBeCorrected(entry) ? correct?.(entry.version) : undefined} />
                ))}
              </ol>
              {!moment && !wanted && ordered.length > few && (
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

const isCorrection = (entry: HistoryEntry, number: number) => entry.type === 'entry_corrected' && typeof entry.data === 'object' && entry.data !== null && 'number' in entry.data && entry.data.number === number

/** Clocks run by themselves, and a counselling note is corrected by another one. */
const mayBeCorrected = (entry: HistoryEntry) => !entry.type.startsWith('deadline_') && entry.type !== 'counselling_note_written'

/** Written on the device well before, or by a clock that is off: the reader sees both times. */
const waitedOnDevice = ({ deviceTime, recordedAt }: HistoryEntry) => !!deviceTime && Math.abs(new Date(recordedAt).getTime() - new Date(deviceTime).getTime()) > 5 * 60_000

/** Why an entry is not part of the moment shown, and when it came. */
const arrival = (entry: HistoryEntry, moment: Moment, r: ReturnType<typeof replayTexts.useTexts>): string => {
  if (moment.by === 'version') return r.notInVersion(entry.version)
  if (moment.by === 'asOf') return r.notHappened(exactTime(entry.recordedAt))
  return compareInstants(entry.occurredAt, moment.value) <= 0 ? r.notYetThough(exactTime(entry.recordedAt)) : r.notYet(exactTime(entry.recordedAt))
}

export const Entry = ({ entry, moment, corrections = entry.corrections, correct }: { entry: HistoryEntry; moment?: Moment | undefined; corrections?: Correction[]; correct?: string | undefined }) => {
  const t = texts.useTexts()
  const w = recordTexts.useTexts().correction
  const c = common.useTexts()
  const r = replayTexts.useTexts()
  const nameOf = useEntryName()
  const unknownThen = moment !== undefined && !isShown(entry, moment)
  const behalf = entry.onBehalfOf ? word(c.performedBy, entry.onBehalfOf) : ''
  const data = useDataInWords()(entry.type, entry.data)
  return (
    <li id={`muc-${entry.version}`} className={['event', unknownThen ? 'event-unknown' : '', entry.type.startsWith('deadline_') ? 'event-quiet' : ''].join(' ').trim()}>
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
        {waitedOnDevice(entry) && <span> · {t.onDevice(deviceClock(entry.deviceTime ?? ''), dateTime(entry.recordedAt))}</span>}
        <span>
          {' '}
          · {byName(entry.actor, c)}
          {behalf ? `, ${t.onBehalf(behalf)}` : ''}
        </span>
      </p>
      {unknownThen && <p className="event-note">{arrival(entry, moment, r)}</p>}
      {entry.reason && <p className="prose-lines">{entry.reason}</p>}
      <div className="event-tools">
        {correct && (
          <Link className="small no-print event-correct" to={correct}>
            {w.correct} <span className="visually-hidden">{nameOf(entry)}</span>
          </Link>
        )}
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
      </div>
      {corrections.map((correction) => (
        <div className="correction" key={correction.number}>
          <p className="correction-title">{w.title}</p>
          <p className="prose-lines">{correction.text}</p>
          <p className="small muted prose-lines">{correction.reason}</p>
          <p className="small muted">
            {dateTime(correction.at)} · {correction.by.name}
          </p>
        </div>
      ))}
    </li>
  )
}
