import { Page } from '@/components/page'
import { Await, NoPermission, Note } from '@/components/states'
import { hasRole, useMe } from '@/lib/session'
import { useSubscriptions } from './list-subscriptions'
import { mostUrgentFirst, standingOf } from './standing'
import { SubscriptionCard } from './subscription-card'
import { texts } from './texts'
import './operations.css'

export const OperationsPage = () => {
  const t = texts.useTexts()
  const me = useMe().data
  const query = useSubscriptions()
  if (!hasRole(me, 'Administrator', 'Auditor')) return <NoPermission />
  const mayAct = hasRole(me, 'Administrator')
  return (
    <Page title={t.title} lead={t.lead}>
      <Await query={query} lines={10}>
        {(all) => {
          const inNeed = all.filter((one) => ['Stopped', 'Parked'].includes(standingOf(one))).length
          return (
            <div className="stack">
              {inNeed > 0 ? <Note tone="amber" title={t.needsYou(inNeed)} /> : <Note tone="green" title={t.allWell} />}
              {!mayAct && <p className="muted">{t.auditorNote}</p>}
              <ul className="subscriptions">
                {mostUrgentFirst(all).map((one) => (
                  <li key={one.name}>
                    <SubscriptionCard one={one} mayAct={mayAct} />
                  </li>
                ))}
              </ul>
            </div>
          )
        }}
      </Await>
    </Page>
  )
}
