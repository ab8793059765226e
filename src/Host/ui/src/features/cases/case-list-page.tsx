import { LoadMore } from '@/components/load-more'
import { useDeferredValue, useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { ButtonLink } from '@/components/button'
import { DataTable } from '@/components/data-table'
import { DeadlineChip } from '@/components/deadline-chip'
import { Field, optionsOf, Select } from '@/components/field'
import { Page } from '@/components/page'
import { Segments } from '@/components/segments'
import { Await, EmptyState } from '@/components/states'
import { LevelBadge, StateBadge } from '@/components/status-badge'
import { plainDate } from '@/lib/dates'
import { common } from '@/lib/i18n/common'
import { word } from '@/lib/i18n/texts'
import { caseRoles, hasRole, useMe } from '@/lib/session'
import { useCases } from './list-cases'
import { texts } from './texts'
import './cases.css'

export const CaseListPage = () => {
  const t = texts.useTexts()
  const c = common.useTexts()
  const me = useMe().data
  const [search, setSearch] = useSearchParams()
  const of = (name: string) => search.get(name) ?? ''
  const set = (name: string, value: string) =>
    setSearch(
      (before) => {
        if (value) before.set(name, value)
        else before.delete(name)
        return before
      },
      { replace: true },
    )
  const [words, setWords] = useState('')
  const wanted = useDeferredValue(words.trim())
  const view = of('xem')
  const query = useCases({
    words: wanted,
    state: of('state'),
    risk: of('risk'),
    ...(view === 'mine' && me?.id ? { assignee: me.id } : {}),
    ...(view === 'overdue' ? { overdue: true } : {}),
  })
  const bind = (name: string) => ({ id: `case-${name}`, value: of(name), onChange: (value: string) => set(name, value) })
  return (
    <Page title={t.list.title} aside={
        hasRole(me, ...caseRoles) && (
          <>
            {view === 'mine' && (
              <ButtonLink look="quiet" to="/ca/ban-giao">
                {t.handOver.all}
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
          value={view}
          onChange={(value) => set('xem', value)}
          segments={[
            { value: '', label: t.list.open },
            { value: 'mine', label: t.list.mine },
            { value: 'overdue', label: t.list.overdue },
          ]}
        />
        <search className="filters">
          <Field bind={{ id: 'case-words', value: words, onChange: setWords }} label={t.list.search} type="search" placeholder={t.list.searchHint} autoComplete="off" />
          <Select bind={bind('state')} label={t.list.state} empty={t.list.anyState} options={optionsOf(c.state)} />
          <Select bind={bind('risk')} label={t.list.risk} empty={t.list.anyRisk} options={optionsOf(c.level)} />
        </search>
      </div>
      <Await query={query} lines={8}>
        {(data) => {
          const rows = data.pages.flatMap((page) => page.items)
          if (rows.length === 0)
            return (
              <EmptyState icon="folder" title={t.list.empty}>
                <p className="muted">{t.list.emptyText}</p>
              </EmptyState>
            )
          return (
            <div className="stack">
              <DataTable
                caption={t.list.caption}
                rows={rows}
                rowKey={(row) => row.id}
                columns={[
                  {
                    key: 'child',
                    head: t.list.child,
                    main: true,
                    cell: (row) => (
                      <>
                        <Link to={`/ca/${row.id}`}>{row.childName ?? t.unnamed}</Link>
                        <span className="case-reference">{row.reference}</span>
                        {row.childBornOn && <span className="case-reference">{t.list.born(plainDate(row.childBornOn))}</span>}
                      </>
                    ),
                  },
                  { key: 'school', head: t.list.school, cell: (row) => [row.className, row.schoolName].filter(Boolean).join(', ') || '–' },
                  { key: 'risk', head: t.list.risk, cell: (row) => <LevelBadge level={row.riskLevel} /> },
                  { key: 'state', head: t.list.state, cell: (row) => <StateBadge state={row.state} /> },
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
                ]}
              />
              <LoadMore query={query} />
            </div>
          )
        }}
      </Await>
    </Page>
  )
}
