import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { Button } from '@/components/button'
import { DataTable } from '@/components/data-table'
import { DateTimeField, unreadable } from '@/components/date-time-field'
import { Field } from '@/components/field'
import { Page } from '@/components/page'
import { Await, EmptyState, NoPermission } from '@/components/states'
import { StatusBadge } from '@/components/status-badge'
import type { AuditEvent } from '@/lib/api/types'
import { dateTime } from '@/lib/dates'
import { actorName, common } from '@/lib/i18n/common'
import { word } from '@/lib/i18n/texts'
import { hasRole, useMe } from '@/lib/session'
import { useEvents, type EventFilter } from './list-events'
import { texts } from './texts'
import './audit.css'

const names = ['q', 'type', 'stream', 'actor', 'from', 'to', 'correlation'] as const

export const AuditPage = () => {
  const t = texts.useTexts()
  const me = useMe().data
  const [search, setSearch] = useSearchParams()
  const filter: EventFilter = Object.fromEntries(names.map((name) => [name, search.get(name) ?? '']).filter(([, value]) => value))
  if (!hasRole(me, 'Auditor')) return <NoPermission />
  return (
    <Page title={t.title} lead={t.lead}>
      <Filters key={search.toString()} filter={filter} apply={(next) => setSearch(Object.fromEntries(Object.entries(next).filter(([, value]) => value)))} />
      <Events filter={filter} narrow={(next) => setSearch({ ...filter, ...next })} />
    </Page>
  )
}

const Filters = ({ filter, apply }: { filter: EventFilter; apply: (filter: EventFilter) => void }) => {
  const t = texts.useTexts()
  const [values, setValues] = useState(filter)
  const bind = (name: keyof EventFilter) => ({ id: `audit-${name}`, value: values[name] ?? '', onChange: (value: string) => setValues({ ...values, [name]: value }) })
  return (
    <search>
      <form
        className="audit-filters"
        onSubmit={(event) => {
          event.preventDefault()
          apply({ ...values, from: values.from === unreadable ? '' : (values.from ?? ''), to: values.to === unreadable ? '' : (values.to ?? '') })
        }}
      >
        <Field bind={bind('q')} label={t.q} type="search" autoComplete="off" />
        <Field bind={bind('type')} label={t.type} placeholder={t.typeHint} autoComplete="off" spellCheck={false} />
        <Field bind={bind('stream')} label={t.stream} autoComplete="off" spellCheck={false} />
        <Field bind={bind('actor')} label={t.actor} autoComplete="off" spellCheck={false} />
        <DateTimeField bind={bind('from')} label={t.from} />
        <DateTimeField bind={bind('to')} label={t.to} />
        <div className="row">
          <Button type="submit" look="primary" icon="search">
            {t.search}
          </Button>
          <Button look="quiet" onClick={() => apply({})}>
            {t.clear}
          </Button>
        </div>
      </form>
    </search>
  )
}

const isCase = (event: AuditEvent) => /case/i.test(event.streamType ?? '')

const Events = ({ filter, narrow }: { filter: EventFilter; narrow: (filter: EventFilter) => void }) => {
  const t = texts.useTexts()
  const c = common.useTexts()
  const query = useEvents(filter)
  return (
    <Await query={query} lines={10}>
      {(data) => {
        const events = data.pages.flatMap((page) => page.items)
        if (events.length === 0) return <EmptyState icon="search" title={t.empty} />
        return (
          <div className="stack">
            <DataTable
              caption={t.caption}
              rows={events}
              rowKey={(event) => event.eventId}
              columns={[
                { key: 'no', head: t.sequence, cell: (event) => <span className="figures">{event.sequence}</span> },
                {
                  key: 'event',
                  head: t.event,
                  main: true,
                  cell: (event) => (
                    <span className="stack-tight start">
                      <code>{event.type}</code>
                      {event.external && (
                        <StatusBadge tone="amber" sign="diamond">
                          {t.external}
                        </StatusBadge>
                      )}
                    </span>
                  ),
                },
                { key: 'at', head: t.recordedAt, cell: (event) => dateTime(event.recordedAt) },
                { key: 'who', head: t.who, cell: (event) => actorName(event.actor.name, c) },
                {
                  key: 'file',
                  head: t.file,
                  cell: (event) => (
                    <span className="stack-tight start">
                      <span>
                        {word(t.streamType, event.streamType)}, {t.version(event.version)}
                      </span>
                      <span className="row no-print">
                        {isCase(event) && <Link to={`/ca/${event.stream}?luc=${encodeURIComponent(event.recordedAt)}`}>{t.replay}</Link>}
                        <button type="button" className="link" onClick={() => narrow({ stream: event.stream })}>
                          {t.onlyThis}
                        </button>
                      </span>
                    </span>
                  ),
                },
              ]}
            />
            {query.hasNextPage && (
              <div>
                <Button onClick={() => void query.fetchNextPage()} busy={query.isFetchingNextPage}>
                  {c.loadMore}
                </Button>
              </div>
            )}
          </div>
        )
      }}
    </Await>
  )
}
