import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { DataTable } from '@/components/data-table'
import { Sign } from '@/components/signs'
import { Await } from '@/components/states'
import { api } from '@/lib/api/client'
import { exactTime } from '@/lib/dates'
import { useEventTitle } from '@/lib/event-words'
import { byName, common } from '@/lib/i18n/common'
import { word } from '@/lib/i18n/texts'
import { AuditFrame } from './audit-frame'
import { texts } from './texts'

/** "Nobody approved their own work" as a statement with numbers, or the rows that contradict it. */
export const SelfApprovalsPage = () => {
  const t = texts.useTexts()
  const s = t.selfApproval
  const c = common.useTexts()
  const titleOf = useEventTitle()
  const query = useQuery({ queryKey: ['audit', 'self-approvals'], queryFn: async () => (await api.get('/audit/self-approvals')).data, refetchOnWindowFocus: false })
  return (
    <AuditFrame title={s.title} lead={s.lead}>
      <Await query={query} lines={8}>
        {(found) => {
          const none = found.items.length === 0
          return (
            <>
              <section className={`health health-${none ? 'green' : 'red'}`} aria-labelledby="self-title">
                <div className="health-head">
                  <span className="health-mark">
                    <Sign name={none ? 'tick' : 'octagon'} size={28} />
                  </span>
                  <div className="stack-tight">
                    <h2 id="self-title">{none ? s.none(found.examined.reduce((sum, kind) => sum + kind.decisions, 0)) : s.some(found.items.length)}</h2>
                    <p>{s.upTo(found.upTo)}</p>
                  </div>
                </div>
              </section>
              {!none && (
                <ol className="rows" aria-label={s.some(found.items.length)}>
                  {found.items.map((row) => (
                    <li key={row.sequence} className="event-row event-refused">
                      <div className="event-words">
                        <span className="small muted figures">{exactTime(row.recordedAt)}</span>
                        <h2>
                          {byName(row.person, c)} <span className="event-what">{titleOf(row.type)}</span>
                        </h2>
                        <p className="small">
                          {word(s.kind, row.kind)} · {s.proposals} {row.proposals.join(', ')}
                        </p>
                      </div>
                      {row.streamType === 'case' && (
                        <div className="event-doors no-print">
                          <Link className="door" to={`/ca/${row.stream}?luc=${encodeURIComponent(row.recordedAt)}`}>
                            {t.events.replay}
                          </Link>
                        </div>
                      )}
                    </li>
                  ))}
                </ol>
              )}
              <section className="section" aria-labelledby="examined-title">
                <h2 id="examined-title">{s.examined}</h2>
                <DataTable
                  caption={s.examined}
                  rows={found.examined}
                  rowKey={(kind) => kind.kind}
                  columns={[
                    { key: 'kind', head: s.decision, main: true, cell: (kind) => word(s.kind, kind.kind) },
                    { key: 'count', head: s.count, numeric: true, cell: (kind) => kind.decisions },
                    { key: 'unknown', head: s.unattributed, numeric: true, cell: (kind) => kind.unattributed },
                  ]}
                />
                <p className="small muted">{s.unattributedHint}</p>
              </section>
            </>
          )
        }}
      </Await>
    </AuditFrame>
  )
}
