import { LoadMore } from '@/components/load-more'
import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { Button } from '@/components/button'
import { DateTimeField } from '@/components/date-time-field'
import { Field } from '@/components/field'
import { Await, EmptyState } from '@/components/states'
import { StatusBadge } from '@/components/status-badge'
import type { AuditEvent } from '@/lib/api/types'
import { exactTime } from '@/lib/dates'
import { useEventTitle, useEventTypes } from '@/lib/event-words'
import { byName, common } from '@/lib/i18n/common'
import { useLanguage } from '@/lib/i18n/language'
import { word } from '@/lib/i18n/texts'
import { AuditFrame } from './audit-frame'
import { CasePicker } from './case-picker'
import { Chips, Filters, readConditions, WhoFields, writeConditions, type Conditions } from './filters'
import { useEvents } from './list-events'
import { Proof } from './proof'
import { texts } from './texts'

/** Everything that was recorded, with the way to the moment and to the proof of each. */
export const EventsPage = () => {
  const t = texts.useTexts().events
  const [search, setSearch] = useSearchParams()
  const conditions = readConditions(search)
  const apply = (next: Conditions) => setSearch(writeConditions(next))
  return (
    <AuditFrame title={t.title} lead={t.lead}>
      <EventFilters key={search.toString()} conditions={conditions} apply={apply} />
      <Events conditions={conditions} apply={apply} />
    </AuditFrame>
  )
}

const EventFilters = ({ conditions, apply }: { conditions: Conditions; apply: (next: Conditions) => void }) => {
  const t = texts.useTexts().events
  const language = useLanguage()
  const types = useEventTypes().data ?? []
  const [values, setValues] = useState(conditions)
  const change = (part: Conditions) => setValues({ ...values, ...part })
  const bind = (name: keyof Conditions) => ({ id: `audit-${name}`, value: values[name] ?? '', onChange: (value: string) => change({ [name]: value }) })
  return (
    <Filters conditions={conditions} apply={() => apply(values)} clear={() => apply({})}>
      <CasePicker id="audit-case" value={values.case ?? ''} onChange={(caseId) => change({ case: caseId })} />
      <div className="field">
        <label className="field-label" htmlFor="audit-type">
          {t.type}
        </label>
        <select className="input" id="audit-type" value={values.type ?? ''} onChange={(event) => change({ type: event.target.value })}>
          <option value="">{t.anyType}</option>
          {[...types]
            .sort((one, two) => one[language].localeCompare(two[language], language))
            .map((type) => (
              <option key={type.type} value={type.type}>
                {type[language]}
              </option>
            ))}
        </select>
      </div>
      <WhoFields conditions={values} change={change} />
      <DateTimeField bind={bind('from')} label={t.from} />
      <DateTimeField bind={bind('to')} label={t.to} />
      <Field bind={bind('correlation')} label={t.correlation} hint={t.correlationHint} autoComplete="off" spellCheck={false} />
    </Filters>
  )
}

const Events = ({ conditions, apply }: { conditions: Conditions; apply: (next: Conditions) => void }) => {
  const t = texts.useTexts().events
  const query = useEvents(conditions)
  const without = (name: keyof Conditions) => () => apply({ ...conditions, [name]: '' })
  return (
    <Await query={query} lines={10}>
      {(data) => {
        const events = data.pages.flatMap((page) => page.items)
        const known = conditions.person && events.find((event) => event.actor.id === conditions.person)
        return (
          <div className="stack">
            <Chips
              chips={[
                ...(conditions.stream ? [{ name: t.oneFile, drop: without('stream') }] : []),
                ...(conditions.person ? [{ name: known ? known.actor.name : t.onePerson, drop: without('person') }] : []),
                ...(conditions.correlation ? [{ name: t.oneAction, drop: without('correlation') }] : []),
              ]}
            />
            {events.length === 0 ? (
              <EmptyState icon="search" title={t.empty}>
                <p className="muted">{t.emptyText}</p>
              </EmptyState>
            ) : (
              <ol className="rows" aria-label={t.list}>
                {events.map((event) => (
                  <EventRow key={event.eventId} event={event} narrow={(part) => apply({ ...conditions, ...part })} />
                ))}
              </ol>
            )}
            <LoadMore query={query} />
          </div>
        )
      }}
    </Await>
  )
}

const EventRow = ({ event, narrow }: { event: AuditEvent; narrow: (part: Conditions) => void }) => {
  const t = texts.useTexts().events
  const c = common.useTexts()
  const titleOf = useEventTitle()
  const [proving, setProving] = useState(false)
  const { id: actor } = event.actor
  const { correlationId } = event
  return (
    <li className="event-row" data-sequence={event.sequence}>
      <div className="event-words">
        <span className="small muted figures">{t.sequence(event.sequence)}</span>
        <h2>{titleOf(event.type)}</h2>
        {event.external && (
          <StatusBadge tone="amber" sign="diamond">
            {t.external}
          </StatusBadge>
        )}
        <p className="small">
          <time dateTime={event.recordedAt}>{exactTime(event.recordedAt)}</time> · {byName(event.actor, c)} ·{' '}
          {[word(t.streamType, event.streamType), t.version(event.version)].filter(Boolean).join(', ')}
        </p>
      </div>
      <div className="event-doors no-print">
        {event.streamType === 'case' && (
          <Link className="door" to={`/ca/${event.stream}?luc=${encodeURIComponent(event.recordedAt)}`}>
            {t.replay}
          </Link>
        )}
        <Button icon="shield" aria-expanded={proving} onClick={() => setProving(!proving)}>
          {proving ? t.hide : t.verify}
        </Button>
        <details className="event-more">
          <summary>{t.more}</summary>
          <div className="row">
            <button type="button" className="link" onClick={() => narrow({ stream: event.stream })}>
              {t.onlyFile}
            </button>
            {actor && (
              <button type="button" className="link" onClick={() => narrow({ person: actor })}>
                {t.onlyPerson}
              </button>
            )}
            {correlationId && (
              <button type="button" className="link" onClick={() => narrow({ correlation: correlationId })}>
                {t.onlyAction}
              </button>
            )}
          </div>
        </details>
      </div>
      {proving && <Proof event={event} />}
    </li>
  )
}
