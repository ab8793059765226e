import { useState } from 'react'
import { Link } from 'react-router'
import { Button } from '@/components/button'
import { Await } from '@/components/states'
import { Page } from '@/components/page'
import type { ReportReceipt } from '@/lib/api/types'
import { device } from '@/lib/outbox/device'
import { nobody, type Entry } from '@/lib/outbox/entry'
import { useKept, useOwner } from '@/lib/outbox/use-outbox'
import { caseRoles, hasRole, useMe } from '@/lib/session'
import { KeptReports } from './kept-reports'
import { Receipt } from './receipt'
import type { ReportDraft } from './report-draft'
import { ReportForm } from './report-form'
import { texts } from './texts'
import './report.css'

export const ReportPage = () => {
  const t = texts.useTexts()
  const me = useMe()
  const owner = useOwner()
  const [receipt, setReceipt] = useState<ReportReceipt | null>(null)
  const [queued, setQueued] = useState<Entry | null>(null)
  const [again, setAgain] = useState<Entry | null>(null)
  const kept = [...useKept(nobody).entries, ...useKept(owner).entries].filter((entry) => entry.path === '/cases/reports')
  const mine = kept.find((entry) => entry.key === queued?.key)
  const over = async (entry: Entry | null) => {
    if (!entry) return
    const here = await device()
    if (entry.state !== 'sent') await here?.outbox.giveUp(entry.owner, entry.key)
    await here?.outbox.remove(entry.owner, entry.key)
  }
  const anew = () => {
    setReceipt(null)
    setQueued(null)
  }

  if (receipt) return <Receipt receipt={receipt} again={anew} />
  // It went while its writer was still here: the same receipt as if it had gone at once.
  if (mine?.state === 'sent') return <Receipt receipt={mine.answer as ReportReceipt} again={() => void over(mine).then(anew)} />
  const form = {
    owner: owner ?? nobody,
    initial: again?.values as ReportDraft | undefined,
    // What it replaces goes only now that the new one is kept or recorded.
    onSent: (answer: ReportReceipt) => void over(again).then(() => setReceipt(answer)),
    onQueued: (entry: Entry) => void over(again).then(() => setQueued(entry)),
  }
  return (
    <Page title={t.title} lead={mine ? undefined : t.lead} narrow>
      <KeptReports entries={kept.filter((entry) => entry.key !== again?.key)} change={setAgain} over={over} />
      {mine ? (
        <div className="row">
          <Button onClick={anew}>{t.another}</Button>
        </div>
      ) : me.isError ? (
        // Somebody in a hurry does not wait for the session: the form for visitors needs none.
        <ReportForm key={again?.key ?? ''} {...form} staff={false} signedIn={false} />
      ) : (
        <Await query={me}>
          {(who) => <ReportForm key={String(who.signedIn) + (again?.key ?? '')} {...form} signedIn={who.signedIn} staff={hasRole(who, ...caseRoles)} />}
        </Await>
      )}
      <p className="small">
        <Link to="/quyen-cua-em">{t.rightsLink}</Link>
      </p>
    </Page>
  )
}
