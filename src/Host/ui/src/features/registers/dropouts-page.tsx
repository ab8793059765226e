import { useState } from 'react'
import { Link } from 'react-router'
import { ButtonLink } from '@/components/button'
import { DataTable, type Column } from '@/components/data-table'
import { Field, optionsOf, Select } from '@/components/field'
import { LoadMore } from '@/components/load-more'
import { Section } from '@/components/page'
import { Segments } from '@/components/segments'
import { Await, EmptyState } from '@/components/states'
import { StatusBadge } from '@/components/status-badge'
import { plainDate } from '@/lib/dates'
import { word } from '@/lib/i18n/texts'
import { hasRole, useMe } from '@/lib/session'
import { useFilters } from '@/lib/use-filters'
import { useSettled } from '@/lib/use-settled'
import { DropoutLevelBadge } from './dropout-level'
import { schoolYears, useDropoutCounts, useDropouts, type DropoutSearch } from './dropouts'
import { RegistersFrame, schoolRoles } from './registers-frame'
import { texts } from './texts'

export const DropoutsPage = () => {
  const { dropouts: l, importing } = texts.useTexts()
  const works = hasRole(useMe().data, ...schoolRoles)
  return (
    <RegistersFrame
      register="dropouts"
      title={l.title}
      lead={works ? l.lead : l.countsLead}
      aside={
        works && (
          <>
            <ButtonLink to="/so/bo-hoc/nhap">{importing.open}</ButtonLink>
            <ButtonLink look="primary" icon="plus" to="/so/bo-hoc/moi">
              {l.watch}
            </ButtonLink>
          </>
        )
      }
    >
      {works && <Pupils />}
      <Counts own={works} />
    </RegistersFrame>
  )
}

type View = '' | 'attention' | 'mine' | 'settled'
const order: View[] = ['', 'attention', 'mine', 'settled']

const Pupils = () => {
  const t = texts.useTexts()
  const l = t.dropouts
  const me = useMe().data
  const { of, set } = useFilters()
  const [words, setWords] = useState('')
  const wanted = useSettled(words.trim())
  const view = (order as string[]).includes(of('xem')) ? (of('xem') as View) : ''
  const views: Record<View, DropoutSearch> = { '': { settled: false }, attention: { needsAttention: true }, mine: { owner: me?.id ?? '', settled: false }, settled: { settled: true } }
  const search: DropoutSearch = { ...views[view], schoolYear: of('nam'), level: of('muc'), className: useSettled(of('lop')), ...(wanted ? { words: wanted } : {}) }
  const query = useDropouts(search)
  const bind = (name: string) => ({ id: `dropout-${name}`, value: of(name), onChange: (value: string) => set(name, value) })
  const total = query.data?.pages[0]?.total
  return (
    <>
      <div className="stack">
        <Segments
          label={l.view}
          value={view}
          onChange={(value) => set('xem', value)}
          segments={order.map((value) => ({ value, label: l.views[value], ...(value === view && total != null ? { count: total } : {}) }))}
        />
        <search className="register-filters">
          <Field bind={{ id: 'dropout-words', value: words, onChange: setWords }} label={t.search} type="search" placeholder={t.searchHint} autoComplete="off" />
          <Select bind={bind('muc')} label={l.level} empty={l.anyLevel} options={optionsOf(l.orHigher)} />
          <Select bind={bind('nam')} label={l.schoolYear} empty="–" options={schoolYears().map((year) => ({ value: year, label: year }))} />
          <Field bind={bind('lop')} label={t.className} autoComplete="off" maxLength={50} />
        </search>
      </div>
      <Await query={query} lines={6}>
        {(data) => {
          const rows = data.pages.flatMap((page) => page.items)
          if (rows.length === 0)
            return (
              <EmptyState icon="cap" title={l.none}>
                <p className="muted">{l.noneText}</p>
              </EmptyState>
            )
          const columns: Column<(typeof rows)[number]>[] = [
            {
              key: 'pupil',
              head: t.pupil,
              main: true,
              cell: (row) => (
                <span className="stack-tight start">
                  <Link to={`/so/bo-hoc/${row.id}`}>{row.pupilName ?? t.erased}</Link>
                  <span className="small muted">{[row.className, row.schoolYear].filter(Boolean).join(' · ')}</span>
                </span>
              ),
            },
            {
              key: 'level',
              head: l.level,
              cell: (row) =>
                row.outcome ? (
                  <StatusBadge tone={row.outcome === 'DroppedOut' ? 'red' : 'green'} sign={row.outcome === 'DroppedOut' ? 'bar' : 'tick'}>
                    {word(l.outcomes, row.outcome)}
                  </StatusBadge>
                ) : (
                  <DropoutLevelBadge level={row.level} />
                ),
            },
            { key: 'why', head: l.why, cell: (row) => <span className="small">{row.reasons.join('; ') || '–'}</span> },
            {
              key: 'owner',
              head: l.owner,
              cell: (row) =>
                row.ownerName ??
                (row.needsAttention ? (
                  <StatusBadge tone="red" sign="octagon">
                    {l.noOwner}
                  </StatusBadge>
                ) : (
                  '–'
                )),
            },
            {
              key: 'actions',
              head: l.actions,
              cell: (row) =>
                row.openActions > 0 ? (
                  <span className="stack-tight start">
                    <span>{l.openActions(row.openActions, plainDate(row.nextDue))}</span>
                    {row.overdue && (
                      <StatusBadge tone="red" sign="octagon">
                        {l.overdue}
                      </StatusBadge>
                    )}
                  </span>
                ) : row.actions > 0 ? (
                  l.allDone
                ) : row.needsAttention ? (
                  <StatusBadge tone="red" sign="octagon">
                    {l.noAction}
                  </StatusBadge>
                ) : (
                  '–'
                ),
            },
          ]
          return (
            <div className="stack">
              <DataTable caption={l.title} rows={rows} rowKey={(row) => row.id} columns={columns} />
              <LoadMore query={query} />
            </div>
          )
        }}
      </Await>
    </>
  )
}

const Counts = ({ own }: { own: boolean }) => {
  const t = texts.useTexts()
  const l = t.dropouts
  const query = useDropoutCounts()
  const figure = (value: number | null | undefined) => (value == null ? <span className="muted">{t.circumstances.few}</span> : value)
  return (
    <Section id="so-lieu" title={l.counts}>
      <Await query={query}>
        {(rows) =>
          rows.length === 0 ? (
            <p className="muted">{t.circumstances.countsNone}</p>
          ) : (
            <div className="stack">
              <DataTable
                caption={l.counts}
                rows={rows}
                rowKey={(row) => `${row.schoolId}/${row.schoolYear}`}
                columns={[
                  { key: 'school', head: t.school, main: true, cell: (row) => `${row.schoolName}, ${row.schoolYear}` },
                  { key: 'watched', head: l.watched, numeric: true, cell: (row) => figure(row.watched) },
                  { key: 'flagged', head: l.flagged, numeric: true, cell: (row) => figure(row.flagged) },
                  { key: 'attention', head: l.needAttention, numeric: true, cell: (row) => figure(row.needAttention) },
                  { key: 'returned', head: l.returned, numeric: true, cell: (row) => figure(row.returned) },
                  { key: 'dropped', head: l.droppedOut, numeric: true, cell: (row) => figure(row.droppedOut) },
                ]}
              />
              {!own && <p className="small muted">{t.circumstances.countsNote}</p>}
            </div>
          )
        }
      </Await>
    </Section>
  )
}
