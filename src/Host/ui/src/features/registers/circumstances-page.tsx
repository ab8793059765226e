import { useState } from 'react'
import { Link } from 'react-router'
import { Button, ButtonLink } from '@/components/button'
import { DataTable, type Column } from '@/components/data-table'
import { DateField } from '@/components/date-time-field'
import { Field, Select } from '@/components/field'
import { LoadMore } from '@/components/load-more'
import { Section } from '@/components/page'
import { Segments } from '@/components/segments'
import { Await, EmptyState } from '@/components/states'
import { StatusBadge } from '@/components/status-badge'
import { plainDate } from '@/lib/dates'
import { hasRole, useMe } from '@/lib/session'
import { useFilters } from '@/lib/use-filters'
import { useSettled } from '@/lib/use-settled'
import { useCircumstances, useCodes, useCounts, useDisasters, type CircumstanceSearch } from './circumstances'
import { ExportDialog } from './export-dialog'
import { RegistersFrame, schoolRoles } from './registers-frame'
import { texts } from './texts'

export const CircumstancesPage = () => {
  const t = texts.useTexts()
  const me = useMe().data
  const works = hasRole(me, ...schoolRoles)
  return (
    <RegistersFrame
      register="circumstances"
      title={t.circumstances.title}
      lead={works ? t.circumstances.lead : t.circumstances.countsLead}
      aside={
        works && (
          <ButtonLink look="primary" icon="plus" to="/so/hoan-canh/moi">
            {t.circumstances.enter}
          </ButtonLink>
        )
      }
    >
      {works && <Pupils />}
      <Counts own={works} />
    </RegistersFrame>
  )
}

type View = '' | 'helped' | 'notHelped' | 'ended'
const views: Record<View, CircumstanceSearch> = { '': { ended: false }, helped: { ended: false, helped: true }, notHelped: { ended: false, helped: false }, ended: { ended: true } }

const Pupils = () => {
  const t = texts.useTexts()
  const l = t.circumstances
  const codes = useCodes()
  const disasters = useDisasters().data ?? []
  const { of, set, clear } = useFilters()
  const [words, setWords] = useState('')
  const [cleared, setCleared] = useState(0)
  const [exporting, setExporting] = useState(false)
  const wanted = useSettled(words.trim())
  const view = (of('xem') in views ? of('xem') : '') as View
  const periodMatters = view === 'helped' || view === 'notHelped'
  const search: CircumstanceSearch = {
    ...views[view],
    group: of('nhom'),
    disaster: of('dot'),
    className: useSettled(of('lop')),
    ...(periodMatters ? { helpedFrom: of('tu'), helpedTo: of('den') } : {}),
    ...(wanted ? { words: wanted } : {}),
  }
  const query = useCircumstances(search)
  const bind = (name: string) => ({ id: `register-${name}`, value: of(name), onChange: (value: string) => set(name, value) })
  const total = query.data?.pages[0]?.total
  return (
    <>
      <div className="stack">
        <Segments
          label={l.view}
          value={view}
          onChange={(value) => set('xem', value)}
          segments={(Object.keys(views) as View[]).map((value) => ({ value, label: l.views[value], ...(value === view && total != null ? { count: total } : {}) }))}
        />
        <search className="stack">
          <div className="register-filters">
            <Field bind={{ id: 'register-words', value: words, onChange: setWords }} label={t.search} type="search" placeholder={t.searchHint} autoComplete="off" />
            <Select bind={bind('nhom')} label={l.group} empty={l.anyGroup} options={codes.groupOptions} />
            <Select bind={bind('dot')} label={l.disaster} empty={l.anyDisaster} options={disasters.map((one) => ({ value: one.id, label: one.name }))} />
            <Field bind={bind('lop')} label={t.className} autoComplete="off" maxLength={50} />
          </div>
          {periodMatters && (
            <div className="two">
              <DateField key={`from-${cleared}`} bind={bind('tu')} label={l.helpedFrom} />
              <DateField key={`to-${cleared}`} bind={bind('den')} label={l.helpedTo} />
            </div>
          )}
        </search>
        <div className="row no-print">
          <Button onClick={() => setExporting(true)}>{l.exportIt}</Button>
          {['nhom', 'dot', 'lop', 'tu', 'den'].some((name) => of(name)) && (
            <Button
              look="quiet"
              onClick={() => {
                clear(view ? { xem: view } : {})
                setCleared(cleared + 1)
              }}
            >
              {t.clear}
            </Button>
          )}
        </div>
      </div>
      {exporting && <ExportDialog path="/cases/circumstances/export" search={search} close={() => setExporting(false)} />}
      <Await query={query} lines={6}>
        {(data) => {
          const rows = data.pages.flatMap((page) => page.items)
          if (rows.length === 0)
            return (
              <EmptyState icon="folder" title={l.none}>
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
                  <Link to={`/so/hoan-canh/${row.id}`}>{row.pupilName ?? t.erased}</Link>
                  <span className="small muted">{[row.className, row.bornOn && plainDate(row.bornOn)].filter(Boolean).join(' · ')}</span>
                </span>
              ),
            },
            {
              key: 'groups',
              head: l.groups,
              cell: (row) => (
                <ul className="register-groups">
                  {row.listings
                    .filter((listed) => (view === 'ended') === !!listed.endsOn)
                    .map((listed) => (
                      <li key={listed.number}>
                        <StatusBadge>{listed.disasterId ? (disasters.find((one) => one.id === listed.disasterId)?.name ?? codes.groupName(listed.group)) : codes.groupName(listed.group)}</StatusBadge>
                      </li>
                    ))}
                </ul>
              ),
            },
            {
              key: 'helped',
              head: l.helped,
              cell: (row) => (
                <span className="stack-tight start">
                  {row.timesHelped > 0 ? (
                    <StatusBadge tone="green" sign="tick">
                      {l.times(row.timesHelped, plainDate(row.lastHelpedOn))}
                    </StatusBadge>
                  ) : (
                    <StatusBadge tone="amber" sign="ring">
                      {l.noHelp}
                    </StatusBadge>
                  )}
                  {row.planned > 0 && <span className="small muted">{l.planned(row.planned)}</span>}
                </span>
              ),
            },
          ]
          return (
            <div className="stack">
              <DataTable caption={l.caption} rows={rows} rowKey={(row) => row.id} columns={columns} />
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
  const l = t.circumstances
  const codes = useCodes()
  const query = useCounts()
  const figure = (value: number | null | undefined, hidden: string) => (value == null ? <span className="muted">{hidden}</span> : value)
  return (
    <Section id="so-lieu" title={l.counts}>
      <Await query={query}>
        {(schools) => (
          <div className="stack">
            {schools.length === 0 && <p className="muted">{l.countsNone}</p>}
            {schools.map((school) => (
              <div className="stack" key={school.schoolId}>
                {(!own || schools.length > 1) && <h3>{school.schoolName}</h3>}
                <DataTable
                  caption={`${l.counts}: ${school.schoolName}`}
                  rows={school.groups}
                  rowKey={(row) => row.code}
                  columns={[
                    { key: 'group', head: l.group, main: true, cell: (row) => codes.groupName(row.code) },
                    { key: 'listed', head: l.listed, numeric: true, cell: (row) => figure(row.listed, l.few) },
                    { key: 'helped', head: l.wereHelped, numeric: true, cell: (row) => figure(row.helped, l.hidden) },
                    { key: 'not', head: l.notHelped, numeric: true, cell: (row) => figure(row.notHelped, l.hidden) },
                  ]}
                />
              </div>
            ))}
            {!own && <p className="small muted">{l.countsNote}</p>}
          </div>
        )}
      </Await>
    </Section>
  )
}
