import { LoadMore } from '@/components/load-more'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { DateTimeField } from '@/components/date-time-field'
import { Select } from '@/components/field'
import { Facts } from '@/components/page'
import { Await, EmptyState } from '@/components/states'
import { StatusBadge } from '@/components/status-badge'
import { api } from '@/lib/api/client'
import type { NotActed } from '@/lib/api/types'
import { exactTime } from '@/lib/dates'
import { byName, common } from '@/lib/i18n/common'
import { word } from '@/lib/i18n/texts'
import { AuditFrame } from './audit-frame'
import { Filters, readConditions, useOrganisations, writeConditions, type Conditions } from './filters'
import { texts } from './texts'

const useNotActed = ({ organisation, from, to }: Conditions) =>
  useInfiniteQuery({
    queryKey: ['audit', 'not-acted', organisation, from, to],
    queryFn: async ({ pageParam }) =>
      (await api.get('/audit/decided-not-to-act', { query: { organisation, from, to, limit: 25, after: pageParam ? Number(pageParam) : undefined } })).data,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })

/** Every decision not to act, with its reason and the second person. */
export const NotActedPage = () => {
  const t = texts.useTexts()
  const [search, setSearch] = useSearchParams()
  const conditions = readConditions(search)
  const query = useNotActed(conditions)
  return (
    <AuditFrame title={t.notActed.title} lead={t.notActed.lead}>
      <NotActedFilters key={search.toString()} conditions={conditions} apply={(next) => setSearch(writeConditions(next))} />
      <Await query={query} lines={8}>
        {(data) => {
          const rows = data.pages.flatMap((page) => page.items)
          if (rows.length === 0) return <EmptyState title={t.notActed.empty} />
          return (
            <div className="stack">
              <ol className="rows" aria-label={t.notActed.title}>
                {rows.map((row) => (
                  <Decision key={row.sequence + row.kind} row={row} />
                ))}
              </ol>
              <LoadMore query={query} />
            </div>
          )
        }}
      </Await>
    </AuditFrame>
  )
}

const NotActedFilters = ({ conditions, apply }: { conditions: Conditions; apply: (next: Conditions) => void }) => {
  const t = texts.useTexts().events
  const organisations = useOrganisations()
  const [values, setValues] = useState(conditions)
  const bind = (name: keyof Conditions) => ({ id: `audit-${name}`, value: values[name] ?? '', onChange: (value: string) => setValues({ ...values, [name]: value }) })
  return (
    <Filters conditions={conditions} apply={() => apply(values)} clear={() => apply({})}>
      <Select bind={bind('organisation')} label={t.organisation} empty={t.anyOrganisation} options={organisations} />
      <DateTimeField bind={bind('from')} label={t.from} />
      <DateTimeField bind={bind('to')} label={t.to} />
    </Filters>
  )
}

const Decision = ({ row }: { row: NotActed }) => {
  const t = texts.useTexts()
  const c = common.useTexts()
  return (
    <li className="event-row">
      <div className="event-words">
        <span className="small muted figures">{exactTime(row.recordedAt)}</span>
        <h2>
          {word(t.notActed.kind, row.kind)} {row.reference && <span className="event-what figures">{row.reference}</span>}
        </h2>
        {row.reason ? (
          <p className="prose-lines quote">{row.reason}</p>
        ) : (
          <StatusBadge tone="amber" sign="ring">
            {t.notActed.noReason}
          </StatusBadge>
        )}
        <Facts
          facts={[
            { term: t.notActed.by, text: byName(row.person, c) },
            { term: t.notActed.proposedBy, text: row.proposedBy ? byName(row.proposedBy, c) : t.notActed.nobodyElse },
          ]}
        />
      </div>
      {row.caseId && (
        <div className="event-doors no-print">
          <Link className="door" to={`/ca/${row.caseId}?luc=${encodeURIComponent(row.recordedAt)}`}>
            {t.events.replay}
          </Link>
        </div>
      )}
    </li>
  )
}
