import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from '@/components/button'
import { DataTable, type Column } from '@/components/data-table'
import { Section } from '@/components/page'
import { ProblemNote } from '@/components/problem-note'
import { Await } from '@/components/states'
import { StatusBadge } from '@/components/status-badge'
import { api } from '@/lib/api/client'
import type { OwnSession } from '@/lib/api/types'
import { dateTime } from '@/lib/dates'
import { texts } from './texts'

const key = ['account', 'sessions']

export const SessionsSection = () => {
  const t = texts.useTexts()
  const cache = useQueryClient()
  const sessions = useQuery({ queryKey: key, queryFn: async ({ signal }) => (await api.get('/access/sessions', { signal })).data.items })
  const end = useMutation({
    mutationFn: (id: string | null) => (id ? api.delete('/access/sessions/{id}', { path: { id } }) : api.delete('/access/sessions')),
    onSettled: () => cache.invalidateQueries({ queryKey: key }),
  })
  const deviceOf = (session: OwnSession) => session.device || t.unknownDevice
  const columns: Column<OwnSession>[] = [
    {
      key: 'device',
      head: t.device,
      main: true,
      cell: (session) => (
        <>
          {deviceOf(session)} {session.current && <StatusBadge tone="teal">{t.here}</StatusBadge>} {session.locked && <StatusBadge tone="plain">{t.lockedNow}</StatusBadge>}
        </>
      ),
    },
    { key: 'network', head: t.network, cell: (session) => session.network || '–' },
    { key: 'started', head: t.started, cell: (session) => dateTime(session.startedAt) },
    { key: 'seen', head: t.seen, cell: (session) => dateTime(session.lastSeenAt) },
    {
      key: 'end',
      head: t.end,
      cell: (session) =>
        session.current ? (
          t.here
        ) : (
          <Button look="quiet" aria-label={t.endThis(deviceOf(session))} onClick={() => end.mutate(session.id)}>
            {t.end}
          </Button>
        ),
    },
  ]
  return (
    <Section id="phien" title={t.sessions}>
      <p>{t.sessionsText}</p>
      {!!end.error && <ProblemNote error={end.error} />}
      <Await query={sessions}>
        {(rows) => (
          <>
            <DataTable caption={t.sessions} columns={columns} rows={rows} rowKey={(row) => row.id} />
            {rows.length > 1 ? (
              <div className="row">
                <Button look="danger" busy={end.isPending} onClick={() => end.mutate(null)}>
                  {t.endOthers}
                </Button>
              </div>
            ) : (
              <p className="muted">{t.noOthers}</p>
            )}
          </>
        )}
      </Await>
    </Section>
  )
}
