import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { Page } from '@/components/page'
import { Await, EmptyState } from '@/components/states'
import { api } from '@/lib/api/client'
import { latestPosition } from '@/lib/api/position'
import type { CaseloadRow } from '@/lib/api/types'
import type { CaseSearch } from '../list-cases'
import { addressOf } from './address'
import { texts } from './texts'
import './lists.css'

/** Who has how many open cases: for those who give them out. */
export const CaseloadPage = () => {
  const t = texts.useTexts().caseload
  const query = useQuery({ queryKey: ['cases', 'caseload'], queryFn: async () => (await api.get('/cases/caseload', { query: { position: latestPosition() } })).data.items })
  return (
    <Page title={t.title} lead={t.lead} narrow>
      <Await query={query} lines={6}>
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState icon="folder" title={t.empty} />
          ) : (
            [...new Set(rows.map((row) => row.schoolId))].map((school) => <School key={school} rows={rows.filter((row) => row.schoolId === school)} />)
          )
        }
      </Await>
    </Page>
  )
}

const School = ({ rows }: { rows: CaseloadRow[] }) => {
  const t = texts.useTexts().caseload
  const most = Math.max(1, ...rows.map((row) => row.open))
  return (
    <section className="stack" aria-labelledby={`load-${rows[0]?.schoolId}`}>
      <div className="stack-tight">
        <h2 id={`load-${rows[0]?.schoolId}`}>{rows[0]?.schoolName}</h2>
        <p className="small muted">{t.key}</p>
      </div>
      <ul className="load">
        {rows.map((row) => (
          <Worker key={row.workerId ?? ''} row={row} most={most} />
        ))}
      </ul>
    </section>
  )
}

const Worker = ({ row, most }: { row: CaseloadRow; most: number }) => {
  const t = texts.useTexts().caseload
  const name = row.workerName ?? t.nobody
  const list = (more: CaseSearch) => {
    const search: CaseSearch = { organisation: row.schoolId, ...(row.workerId ? { assignee: row.workerId } : { unassigned: true }), ...more }
    return `/ca?${addressOf(search, '')}`
  }
  return (
    <li className="load-row">
      <div className="row-between">
        <strong>{name}</strong>
        <Link to={list({ ended: false })} aria-label={t.casesOf(row.open, name)} className="load-open">
          {row.open}
        </Link>
      </div>
      <div className="load-track" aria-hidden="true">
        <span className="load-bar" style={{ width: `${(row.open / most) * 100}%` }}>
          <span className="load-high" style={{ width: `${row.open ? (row.high / row.open) * 100 : 0}%` }} />
        </span>
      </div>
      <dl className="load-numbers">
        <Number term={t.high} n={row.high} to={list({ ended: false, risk: 'High' })} />
        <Number term={t.overdue} n={row.overdue} to={list({ overdue: true })} bad />
        <Number term={t.waiting} n={row.waiting} />
      </dl>
    </li>
  )
}

const Number = ({ term, n, to, bad = false }: { term: string; n: number; to?: string; bad?: boolean }) => (
  <div>
    <dt>{term}</dt>
    <dd className={bad && n > 0 ? 'load-bad' : undefined}>{to && n > 0 ? <Link to={to}>{n}</Link> : n}</dd>
  </div>
)
