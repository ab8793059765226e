import { useState } from 'react'
import { Link } from 'react-router'
import { Button, ButtonLink } from '@/components/button'
import { DataTable, type Column } from '@/components/data-table'
import { DateField } from '@/components/date-time-field'
import { DeadlineChip } from '@/components/deadline-chip'
import { Field, optionsOf, Select } from '@/components/field'
import { LoadMore } from '@/components/load-more'
import { Page } from '@/components/page'
import { Segments } from '@/components/segments'
import { Await, EmptyState } from '@/components/states'
import { LevelBadge, StateBadge, StatusBadge } from '@/components/status-badge'
import type { CaseRow } from '@/lib/api/types'
import { plainDate } from '@/lib/dates'
import { common } from '@/lib/i18n/common'
import { word } from '@/lib/i18n/texts'
import { caseRoles, hasRole, useMe } from '@/lib/session'
import { useFilters } from '@/lib/use-filters'
import { useSettled } from '@/lib/use-settled'
import { useCases } from './list-cases'
import { own, searchOf } from './lists/address'
import { AssignMany } from './lists/assign-many'
import { ExportDialog } from './lists/export-dialog'
import { SavedViews } from './lists/saved-views'
import { texts as listTexts } from './lists/texts'
import { texts } from './texts'
import './cases.css'
import './lists/lists.css'

const more = [own.track, own.deadline, own.waitsFor, own.openedFrom, own.openedTo]

export const CaseListPage = () => {
  const t = texts.useTexts()
  const l = listTexts.useTexts()
  const c = common.useTexts()
  const me = useMe().data
  const { address, of, set, clear } = useFilters()
  const [words, setWords] = useState('')
  const wanted = useSettled(words.trim())
  const [cleared, setCleared] = useState(0)
  const [exporting, setExporting] = useState(false)
  const [choosing, setChoosing] = useState(false)
  const [chosen, setChosen] = useState<string[]>([])
  const search = { ...searchOf(address, me?.id ?? ''), ...(wanted ? { words: wanted } : {}) }
  const query = useCases(search)
  const bind = (name: string) => ({ id: `case-${name}`, value: of(name), onChange: (value: string) => set(name, value) })
  const assigns = hasRole(me, 'SocialWorker', 'Counsellor', 'FocalPerson', 'Principal')
  const choose = (id: string, on: boolean) => setChosen((before) => (on ? [...before, id] : before.filter((one) => one !== id)))
  const rowsOf = (data: { pages: { items: CaseRow[] }[] }) => data.pages.flatMap((page) => page.items)
  return (
    <Page title={t.list.title} aside={
        hasRole(me, ...caseRoles) && (
          <>
            {of('xem') === 'mine' && (
              <ButtonLink look="quiet" to="/ca/ban-giao">
                {t.handOver.all}
              </ButtonLink>
            )}
            {hasRole(me, 'FocalPerson', 'Principal') && (
              <ButtonLink look="quiet" to="/ca/khoi-luong">
                {l.caseload.link}
              </ButtonLink>
            )}
            <ButtonLink look="quiet" to="/ca/mo-khan-cap">
              {t.urgent.open}
            </ButtonLink>
          </>
        )
      }>
      <div className="stack">
        <Segments
          label={t.list.view}
          value={of('xem')}
          onChange={(value) => set('xem', value)}
          segments={[{ value: '', label: t.list.open }, ...optionsOf(l.views)]}
        />
        {me?.id && <SavedViews search={search} me={me.id} />}
        <search className="stack">
          <div className="filters">
            <Field bind={{ id: 'case-words', value: words, onChange: setWords }} label={t.list.search} type="search" placeholder={t.list.searchHint} autoComplete="off" />
            <Select bind={bind(own.state)} label={t.list.state} empty={t.list.anyState} options={optionsOf(c.state)} />
            <Select bind={bind(own.risk)} label={t.list.risk} empty={t.list.anyRisk} options={optionsOf(c.level)} />
          </div>
          <details className="more" open={more.some((name) => of(name)) || undefined}>
            <summary>{l.more}</summary>
            <div className="more-filters">
              <Select bind={bind(own.track)} label={l.track} empty={l.anyTrack} options={optionsOf(c.track)} />
              <Select bind={bind(own.deadline)} label={l.deadline} empty={l.anyDeadline} options={optionsOf(c.deadline)} />
              <Select bind={bind(own.waitsFor)} label={l.waits} empty={l.anyWait} options={optionsOf(l.waitsFor)} />
              <DateField key={`from-${cleared}`} bind={bind(own.openedFrom)} label={l.from} />
              <DateField key={`to-${cleared}`} bind={bind(own.openedTo)} label={l.to} />
            </div>
          </details>
          {(of(own.assignee) || of('unassigned') || more.some((name) => of(name))) && (
            <div className="row">
              {of('unassigned') && <span>{l.onlyUnassigned}</span>}
              {of(own.assignee) && <span>{l.onlyOf(query.data?.pages[0]?.items[0]?.assigneeName ?? l.onlySomebody)}</span>}
              <Button look="quiet" onClick={() => {
                  clear(of('xem') ? { xem: of('xem') } : {})
                  setCleared(cleared + 1)
                }}>
                {l.clear}
              </Button>
            </div>
          )}
        </search>
        <div className="row no-print">
          {assigns && (
            <Button
              onClick={() => {
                setChoosing(!choosing)
                setChosen([])
              }}
              aria-pressed={choosing}
            >
              {choosing ? l.stopChoosing : l.choose}
            </Button>
          )}
          {hasRole(me, ...caseRoles, 'Auditor') && <Button onClick={() => setExporting(true)}>{l.exportIt}</Button>}
          {choosing && <span className="small muted">{l.chooseHint}</span>}
        </div>
      </div>
      {exporting && <ExportDialog search={search} close={() => setExporting(false)} />}
      <Await query={query} lines={8}>
        {(data) => {
          const rows = rowsOf(data)
          if (rows.length === 0)
            return (
              <EmptyState icon="folder" title={t.list.empty}>
                <p className="muted">{t.list.emptyText}</p>
              </EmptyState>
            )
          const columns: Column<CaseRow>[] = [
            {
              key: 'child',
              head: t.list.child,
              main: true,
              cell: (row) => (
                <>
                  {choosing && row.schoolId && (
                    <label className="choose">
                      <input type="checkbox" aria-label={l.chooseCase(`${row.childName ?? t.unnamed}, ${row.reference}`)} checked={chosen.includes(row.id)} onChange={(event) => choose(row.id, event.target.checked)} />
                    </label>
                  )}
                  <Link to={`/ca/${row.id}`}>{row.childName ?? t.unnamed}</Link>
                  <span className="case-reference">{row.reference}</span>
                  {row.childBornOn && <span className="case-reference">{t.list.born(plainDate(row.childBornOn))}</span>}
                </>
              ),
            },
            { key: 'school', head: t.list.school, cell: (row) => [row.className, row.schoolName].filter(Boolean).join(', ') || '–' },
            { key: 'risk', head: t.list.risk, cell: (row) => <LevelBadge level={row.riskLevel} /> },
            { key: 'state', head: t.list.state, cell: (row) => (row.mergedInto ? <StatusBadge sign="arrow">{t.list.mergedInto(row.mergedInto)}</StatusBadge> : <StateBadge state={row.state} />) },
            {
              key: 'clock',
              head: t.list.clock,
              cell: (row) =>
                row.nextDeadline ? (
                  <span className="stack-tight start">
                    <DeadlineChip clock={row.nextDeadline} />
                    <span className="small muted">{word(c.deadline, row.nextDeadline.code)}</span>
                  </span>
                ) : (
                  '–'
                ),
            },
            { key: 'who', head: t.list.assignee, cell: (row) => row.assigneeName ?? t.noAssignee },
          ]
          return (
            <div className="stack">
              {choosing && (
                <div className="row">
                  <Button look="quiet" onClick={() => setChosen(rows.filter((row) => row.schoolId).map((row) => row.id))}>
                    {l.chooseAll}
                  </Button>
                </div>
              )}
              <DataTable caption={t.list.caption} rows={rows} rowKey={(row) => row.id} columns={columns} />
              <LoadMore query={query} />
            </div>
          )
        }}
      </Await>
      {choosing && query.data && <AssignMany rows={rowsOf(query.data)} chosen={chosen} clear={() => setChosen([])} />}
    </Page>
  )
}
