import { useState } from 'react'
import { Button } from '@/components/button'
import { Facts } from '@/components/page'
import { ProblemNote } from '@/components/problem-note'
import { Await, Note } from '@/components/states'
import { api } from '@/lib/api/client'
import type { SubscriptionDetail } from '@/lib/api/types'
import { dateTime } from '@/lib/dates'
import { useReadAnew, useSubscription } from './list-subscriptions'
import { SkipDialog } from './skip-dialog'
import { texts } from './texts'

/** The streams that wait, and what operators skipped so far. */
export const SubscriptionDetails = ({ name, mayAct }: { name: string; mayAct: boolean }) => {
  const t = texts.useTexts()
  const query = useSubscription(name)
  return (
    <Await query={query} lines={3}>
      {({ parked, skipped }) => (
        <div className="stack">
          {parked.length > 0 && (
            <section className="stack">
              <h3>{t.parkedTitle}</h3>
              <p className="small muted">{t.parkedText}</p>
              {parked.map((stream) => (
                <ParkedStream key={stream.streamId} name={name} stream={stream} mayAct={mayAct} />
              ))}
            </section>
          )}
          <section className="stack">
            <h3>{t.skippedTitle}</h3>
            {skipped.length === 0 && <p className="muted">{t.nothingSkipped}</p>}
            <ul className="skipped">
              {skipped.map((skip) => (
                <li key={skip.sequence}>
                  <strong>{t.message(skip.sequence, skip.eventType)}</strong>
                  <span className="prose-lines">{skip.reason}</span>
                  <span className="small muted">{t.skippedBy(skip.skippedByName, dateTime(skip.skippedAt))}</span>
                </li>
              ))}
            </ul>
          </section>
        </div>
      )}
    </Await>
  )
}

const ParkedStream = ({ name, stream, mayAct }: { name: string; stream: SubscriptionDetail['parked'][number]; mayAct: boolean }) => {
  const t = texts.useTexts()
  const readAnew = useReadAnew()
  const [skipping, setSkipping] = useState(false)
  const [busy, setBusy] = useState(false)
  const [came, setCame] = useState<{ handled: number; remaining: number } | { failure: unknown } | null>(null)
  const first = stream.messages[0]

  const retry = async () => {
    setBusy(true)
    try {
      setCame((await api.post('/operations/subscriptions/{name}/parked/{streamId}/retry', { path: { name, streamId: stream.streamId } })).data)
    } catch (failure) {
      setCame({ failure })
    } finally {
      setBusy(false)
      await readAnew()
    }
  }

  return (
    <div className="parked">
      <code className="small">{t.parkedStream(stream.streamId)}</code>
      <Facts
        facts={[
          first && { term: t.stoppedAt, text: t.message(first.sequence, first.eventType) },
          { term: t.errorKind, text: stream.errorKind && <code>{stream.errorKind}</code> },
          { term: t.since, text: dateTime(stream.since) },
          { term: t.attempts, text: t.times(stream.attempts) },
        ]}
      />
      <p>{t.waiting(stream.messages.length - 1)}</p>
      {came && ('failure' in came ? <ProblemNote error={came.failure} /> : <Note tone="teal">{came.remaining > 0 ? t.stillParked(came.handled, came.remaining) : t.freed(came.handled)}</Note>)}
      {mayAct && first && (
        <div className="row no-print">
          <Button look="primary" busy={busy} onClick={() => void retry()}>
            {t.retry}
          </Button>
          <Button onClick={() => setSkipping(true)}>{t.skip}</Button>
        </div>
      )}
      {skipping && first && <SkipDialog name={name} sequence={first.sequence} close={() => setSkipping(false)} />}
    </div>
  )
}
