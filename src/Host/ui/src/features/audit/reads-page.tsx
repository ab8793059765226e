import { LoadMore } from '@/components/load-more'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { DateTimeField } from '@/components/date-time-field'
import { Check } from '@/components/field'
import { Segments } from '@/components/segments'
import { Await, EmptyState } from '@/components/states'
import { StatusBadge } from '@/components/status-badge'
import { api } from '@/lib/api/client'
import { exactTime } from '@/lib/dates'
import { byName, common } from '@/lib/i18n/common'
import { word } from '@/lib/i18n/texts'
import { hasRole, useMe } from '@/lib/session'
import { AuditFrame, readers } from './audit-frame'
import { CasePicker, useCaseName } from './case-picker'
import { Chips, Filters, readConditions, WhoFields, writeConditions, type Conditions } from './filters'
import { groupReads, type Visit } from './group-reads'
import { texts } from './texts'

const useReads = (conditions: Conditions) =>
  useInfiniteQuery({
    queryKey: ['audit', 'reads', conditions],
    queryFn: async ({ pageParam }) => {
      const { person, organisation, from, to, denied, listed } = conditions
      const query = {
        person,
        organisation: person ? undefined : organisation,
        subject: conditions.case,
        listed: conditions.case && listed === 'true' ? true : undefined,
        denied: denied === 'true' || denied === 'false' ? denied === 'true' : undefined,
        urgent: denied === 'urgent' ? true : undefined,
        from,
        to,
      }
      return (await api.get('/audit/reads', { query: { ...query, limit: 50, after: pageParam ? Number(pageParam) : undefined } })).data
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    // The list is itself read: asking again on every glance would fill it with itself.
    refetchOnWindowFocus: false,
  })

/** "Who ever opened this child's file?" */
export const ReadsPage = () => {
  const t = texts.useTexts().reads
  const auditor = hasRole(useMe().data, 'Auditor')
  const [search, setSearch] = useSearchParams()
  const conditions = readConditions(search)
  const apply = (next: Conditions) => setSearch(writeConditions(next))
  const chosen = useCaseName(auditor ? conditions.case : undefined)
  return (
    <AuditFrame title={chosen ? t.titleOf(chosen.reference) : t.title} lead={t.lead} roles={readers}>
      <ReadFilters key={search.toString()} conditions={conditions} apply={apply} findsCases={auditor} />
      <Segments
        label={t.which}
        value={conditions.denied ?? ''}
        onChange={(denied) => apply({ ...conditions, denied })}
        segments={[
          { value: '', label: t.all },
          { value: 'false', label: t.shown },
          { value: 'true', label: t.denied },
          { value: 'urgent', label: t.urgent },
        ]}
      />
      <Reads conditions={conditions} apply={apply} />
    </AuditFrame>
  )
}

const ReadFilters = ({ conditions, apply, findsCases }: { conditions: Conditions; apply: (next: Conditions) => void; findsCases: boolean }) => {
  const t = texts.useTexts()
  const [values, setValues] = useState(conditions)
  const change = (part: Conditions) => setValues({ ...values, ...part })
  const bind = (name: keyof Conditions) => ({ id: `audit-${name}`, value: values[name] ?? '', onChange: (value: string) => change({ [name]: value }) })
  return (
    <Filters conditions={conditions} apply={() => apply(values)} clear={() => apply({})}>
      {findsCases && (
        <div className="stack-tight">
          <CasePicker id="audit-case" value={values.case ?? ''} onChange={(caseId) => change({ case: caseId })} />
          {values.case && (
            <Check bind={{ id: 'audit-listed', value: values.listed === 'true', onChange: (listed) => change({ listed: listed ? 'true' : '' }) }} label={t.reads.listed} />
          )}
        </div>
      )}
      <WhoFields conditions={values} change={change} />
      <DateTimeField bind={bind('from')} label={t.events.from} />
      <DateTimeField bind={bind('to')} label={t.events.to} />
    </Filters>
  )
}

const Reads = ({ conditions, apply }: { conditions: Conditions; apply: (next: Conditions) => void }) => {
  const t = texts.useTexts()
  const query = useReads(conditions)
  return (
    <Await query={query} lines={10}>
      {(data) => {
        const rows = data.pages.flatMap((page) => page.items)
        const known = conditions.person && rows.find((row) => row.person.id === conditions.person)
        return (
          <div className="stack">
            <Chips
              chips={[
                ...(conditions.person ? [{ name: known ? known.person.name : t.events.onePerson, drop: () => apply({ ...conditions, person: '' }) }] : []),
                ...(conditions.case ? [{ name: t.reads.case, drop: () => apply({ ...conditions, case: '', listed: '' }) }] : []),
              ]}
            />
            {rows.length === 0 ? (
              <EmptyState icon="search" title={t.reads.empty} />
            ) : (
              <ol className="rows" aria-label={t.reads.title}>
                {groupReads(rows).map((visit) => (
                  <VisitRow key={visit.first.sequence} visit={visit} narrow={(part) => apply({ ...conditions, ...part })} />
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

const VisitRow = ({ visit, narrow }: { visit: Visit; narrow: (part: Conditions) => void }) => {
  const t = texts.useTexts()
  const r = t.reads
  const c = common.useTexts()
  const { first: read, parts } = visit
  const { id: person } = read.person
  const what = [...new Set(parts.map((part) => word(r.what, part.what)))].reverse().join(', ')
  const roles = [...new Set(read.memberships.map((membership) => word(c.role, membership.role)))].join(', ')
  const asked = Object.entries(read.filters ?? {})
    .map(([name, value]) => (r.filter[name] ? `${r.filter[name]} ${value}` : value))
    .join(' · ')
  const { subjectId } = read
  return (
    <li className={read.refusal ? 'event-row event-refused' : 'event-row'}>
      <div className="event-words">
        <span className="small muted figures">{exactTime(read.at)}</span>
        <h2>
          {byName(read.person, c)} <span className="event-what">{what}</span>
        </h2>
        {read.urgent && (
          <StatusBadge tone="amber" sign="diamond">
            {r.urgent}
          </StatusBadge>
        )}
        {read.refusal && (
          <StatusBadge tone="red" sign="octagon">
            {`${r.refused}: ${read.subjectExists ? word(r.refusal, read.refusal) : r.missing}`}
          </StatusBadge>
        )}
        <p className="small">
          {[
            roles,
            `${word(r.purpose, read.purpose)}${read.purposeStated ? ` (${r.stated})` : ''}`,
            read.reason,
            asked && `${r.filters}: ${asked}`,
            read.found !== null && r.found(read.found),
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      </div>
      <div className="event-doors no-print">
        {read.subjectKind === 'case' && subjectId && read.subjectExists && (
          <>
            <Link className="door" to={`/ca/${subjectId}`}>
              {r.openCase}
            </Link>
            <button type="button" className="link" onClick={() => narrow({ case: subjectId })}>
              {r.onlyCase}
            </button>
          </>
        )}
        {person && (
          <button type="button" className="link" onClick={() => narrow({ person })}>
            {r.onlyPerson}
          </button>
        )}
      </div>
    </li>
  )
}
