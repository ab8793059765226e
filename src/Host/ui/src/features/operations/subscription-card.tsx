import { useState } from 'react'
import { Button } from '@/components/button'
import { Card, Facts } from '@/components/page'
import { ProblemNote } from '@/components/problem-note'
import { Note } from '@/components/states'
import { StatusBadge } from '@/components/status-badge'
import { api } from '@/lib/api/client'
import type { Subscription } from '@/lib/api/types'
import { dateTime, duration } from '@/lib/dates'
import { useLanguage } from '@/lib/i18n/language'
import { useReadAnew } from './list-subscriptions'
import { ReasonDialog } from './reason-dialog'
import { SkipDialog } from './skip-dialog'
import { percentOf, signOf, standingOf } from './standing'
import { SubscriptionDetails } from './subscription-details'
import { texts } from './texts'

const tones = { Stopped: 'red', Parked: 'amber', CatchingUp: undefined, Running: undefined } as const

/** One subscription: what it does, how it stands, what can be done about it. */
export const SubscriptionCard = ({ one, mayAct }: { one: Subscription; mayAct: boolean }) => {
  const t = texts.useTexts()
  const vietnamese = useLanguage() === 'vi'
  const readAnew = useReadAnew()
  const [asking, setAsking] = useState<'skip' | 'rebuild' | null>(null)
  const [open, setOpen] = useState(false)
  const [busy, setBusy] = useState(false)
  const [retried, setRetried] = useState<{ failure: unknown } | null>(null)
  const standing = standingOf(one)
  const tone = tones[standing]
  const rebuilding = !!one.rebuild && !one.rebuild.errorKind

  const retry = async () => {
    setBusy(true)
    try {
      await api.post('/operations/subscriptions/{name}/retry', { path: { name: one.name } })
      setRetried({ failure: null })
    } catch (failure) {
      setRetried({ failure })
    } finally {
      setBusy(false)
      await readAnew()
    }
  }

  return (
    <Card {...(tone ? { tone } : {})}>
      <div className="subscription">
        <div className="row-between">
          <div className="stack-tight">
            <h2 className="subscription-title">{vietnamese ? one.purposeVi : one.purposeEn}</h2>
            <code className="muted small">{one.name}</code>
          </div>
          <StatusBadge {...signOf[standing]}>{t.standing[standing]}</StatusBadge>
        </div>
        <Facts
          facts={[
            { term: t.lag, text: one.lagEvents > 0 ? t.lagText(one.lagEvents, duration(one.lagSeconds * 1000)) : t.noLag },
            { term: t.position, text: <span className="figures">{one.position}</span> },
            one.stopped && {
              term: t.stoppedAt,
              text: one.stopped.eventType ? t.message(one.stopped.sequence, one.stopped.eventType) : t.beforeMessage,
            },
            one.stopped && { term: t.errorKind, text: <code>{one.stopped.errorKind}</code> },
            one.stopped && { term: t.since, text: dateTime(one.stopped.since) },
            one.stopped && { term: t.attempts, text: t.times(one.stopped.attempts) },
          ]}
        />
        {rebuilding && one.rebuild && (
          <label className="stack-tight">
            <span>{t.rebuilding(percentOf(one.rebuild))}</span>
            <progress max={100} value={percentOf(one.rebuild)} />
          </label>
        )}
        {one.rebuild?.errorKind && <Note tone="amber">{t.rebuildFailed(one.rebuild.errorKind, one.rebuild.failedAt ?? 0)}</Note>}
        {retried?.failure ? <ProblemNote error={retried.failure} /> : retried && one.stopped ? <Note tone="teal">{t.retried}</Note> : null}
        {mayAct && (
          <div className="row no-print">
            {one.stopped && (
              <Button look="primary" busy={busy} onClick={() => void retry()}>
                {t.retry}
              </Button>
            )}
            {one.stopped?.eventId && <Button onClick={() => setAsking('skip')}>{t.skip}</Button>}
            {one.rebuildable && !rebuilding && (
              <Button look="quiet" onClick={() => setAsking('rebuild')}>
                {t.rebuild}
              </Button>
            )}
          </div>
        )}
        <details open={open || one.parkedStreams > 0} onToggle={(event) => setOpen(event.currentTarget.open)}>
          <summary>{t.details}</summary>
          {(open || one.parkedStreams > 0) && <SubscriptionDetails name={one.name} mayAct={mayAct} />}
        </details>
      </div>
      {asking === 'skip' && one.stopped && <SkipDialog name={one.name} sequence={one.stopped.sequence} close={() => setAsking(null)} />}
      {asking === 'rebuild' && (
        <ReasonDialog
          title={t.rebuildTitle}
          text={t.rebuildText}
          action={t.rebuildDo}
          send={async (reason, key) => {
            await api.post('/operations/subscriptions/{name}/rebuilds', { path: { name: one.name }, body: { reason }, key })
            await readAnew()
          }}
          reload={readAnew}
          close={() => setAsking(null)}
        />
      )}
    </Card>
  )
}
