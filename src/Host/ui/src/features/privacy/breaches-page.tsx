import { Link } from 'react-router'
import { ButtonLink } from '@/components/button'
import { DataTable } from '@/components/data-table'
import { DeadlineChip } from '@/components/deadline-chip'
import { Await, EmptyState, Note } from '@/components/states'
import { StatusBadge } from '@/components/status-badge'
import { dateOf, dateTime } from '@/lib/dates'
import { word } from '@/lib/i18n/texts'
import { PrivacyFrame } from './privacy-frame'
import { useBreaches } from './registers'
import { texts } from './texts'

export const BreachesPage = () => {
  const t = texts.useTexts()
  const query = useBreaches()
  return (
    <PrivacyFrame
      register="breaches"
      title={t.breach.title}
      lead={t.breach.lead}
      aside={
        <ButtonLink icon="plus" to="/bao-su-co">
          {t.breach.report}
        </ButtonLink>
      }
    >
      <Await query={query}>
        {(breaches) => (
          <>
            {breaches.some((breach) => breach.tellAtOnce && !breach.closedAt) && <Danger />}
            {breaches.length === 0 ? (
              <EmptyState title={t.breach.none} />
            ) : (
              <DataTable
                caption={t.breach.title}
                rows={breaches}
                rowKey={(breach) => breach.id}
                columns={[
                  { key: 'reference', head: t.reference, main: true, cell: (breach) => <Link to={`/bao-ve-du-lieu/su-co/${breach.id}`}>{breach.reference}</Link> },
                  { key: 'discovered', head: t.breach.discovered, cell: (breach) => dateTime(breach.discoveredAt) },
                  { key: 'severity', head: t.breach.severity, cell: (breach) => <SeverityBadge severity={breach.severity} /> },
                  { key: 'clock', head: t.breach.notifyBy, cell: (breach) => <BreachClock breach={breach} /> },
                  { key: 'standing', head: t.standing, cell: (breach) => (breach.closedAt ? `${word(t.outcomes, breach.outcome)}, ${dateOf(breach.closedAt)}` : t.open) },
                ]}
              />
            )}
          </>
        )}
      </Await>
    </PrivacyFrame>
  )
}

export const Danger = () => {
  const t = texts.useTexts()
  return (
    <Note tone="red" title={t.breach.danger} alert>
      <p>{t.breach.dangerText}</p>
      <p>
        <a href="tel:113">113</a> · <a href="tel:111">111</a>
      </p>
    </Note>
  )
}

export const SeverityBadge = ({ severity }: { severity: string | null }) => {
  const t = texts.useTexts()
  if (!severity) return <StatusBadge sign="ring">{t.breach.notAssessed}</StatusBadge>
  return (
    <StatusBadge tone={severity === 'Low' ? 'green' : severity === 'Medium' ? 'amber' : 'red'} sign={severity === 'Low' ? 'dot' : severity === 'Medium' ? 'diamond' : 'triangle'}>
      {word(t.severities, severity)}
    </StatusBadge>
  )
}

/** The 72 hours: what is left of them, or how they ended. */
export const BreachClock = ({ breach }: { breach: { clock: string; discoveredAt: string; warnAt: string; dueAt: string } }) => {
  const t = texts.useTexts()
  const ended = t.breach.clocks[breach.clock]
  if (ended)
    return (
      <StatusBadge sign={breach.clock === 'NotNeeded' ? 'bar' : 'tick'} tone={breach.clock === 'Met' ? 'green' : breach.clock === 'MetLate' ? 'amber' : 'plain'}>
        {ended}
      </StatusBadge>
    )
  return <DeadlineChip clock={{ status: breach.clock === 'Overdue' ? 'Overdue' : 'Pending', startedAt: breach.discoveredAt, warnAt: breach.warnAt, dueAt: breach.dueAt }} />
}
