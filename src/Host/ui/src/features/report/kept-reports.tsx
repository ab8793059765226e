import { useState } from 'react'
import { Button } from '@/components/button'
import { Dialog } from '@/components/dialog'
import { Facts } from '@/components/page'
import { Note } from '@/components/states'
import type { ReportReceipt } from '@/lib/api/types'
import { dateTime } from '@/lib/dates'
import type { Entry } from '@/lib/outbox/entry'
import { useOnline } from '@/lib/outbox/use-outbox'
import { texts } from './texts'

interface Props {
  entries: Entry[]
  change: (entry: Entry) => void
  over: (entry: Entry) => Promise<void>
}

/** Reports this device keeps. Their content is not shown: whoever holds a shared phone sees that there is one, and when, no more. */
export const KeptReports = ({ entries, change, over }: Props) => {
  const t = texts.useTexts()
  const online = useOnline()
  const [asking, setAsking] = useState<Entry>()
  return (
    <>
      {entries.map((entry) => {
        const receipt = entry.answer as ReportReceipt | undefined
        return entry.state === 'sent' && receipt ? (
          <Note key={entry.key} tone="green" title={t.keptSent} alert>
            <Facts
              facts={[
                { term: t.reference, text: <strong data-testid="kept-reference">{receipt.reference}</strong> },
                !!receipt.followUpCode && { term: t.code, text: <strong>{receipt.followUpCode}</strong> },
              ]}
            />
            {receipt.followUpCode && <p className="small">{t.codeHint}</p>}
            <div className="row">
              <Button onClick={() => void over(entry)}>{t.keptNoted}</Button>
            </div>
          </Note>
        ) : (
          <Note key={entry.key} tone={entry.state === 'stopped' ? 'red' : 'amber'} title={entry.state === 'stopped' ? t.keptRefused : online ? t.keptSoon : t.keptWaiting} alert>
            <p className="small">{t.keptMade(dateTime(entry.madeAt))}</p>
            {entry.state === 'stopped' ? <p>{entry.problem?.title}</p> : <p>{t.keptText}</p>}
            <div className="row">
              {entry.state === 'stopped' && <Button onClick={() => change(entry)}>{t.keptChange}</Button>}
              <Button look="quiet" onClick={() => setAsking(entry)}>
                {t.keptDelete}
              </Button>
            </div>
          </Note>
        )
      })}
      {asking && (
        <Dialog title={t.keptDeleteTitle} onClose={() => setAsking(undefined)}>
          <p>{asking.unsure ? t.keptDeleteUnsure : t.keptDeleteText}</p>
          <div className="row">
            <Button look="primary" onClick={() => setAsking(undefined)}>
              {t.keptKeep}
            </Button>
            <Button look="danger" onClick={() => void over(asking).then(() => setAsking(undefined))}>
              {t.keptDelete}
            </Button>
          </div>
        </Dialog>
      )}
    </>
  )
}
