import { useState } from 'react'
import { Link } from 'react-router'
import { Await } from '@/components/states'
import { Page } from '@/components/page'
import type { ReportReceipt } from '@/lib/api/types'
import { caseRoles, hasRole, useMe } from '@/lib/session'
import { Receipt } from './receipt'
import { ReportForm } from './report-form'
import { texts } from './texts'
import './report.css'

export const ReportPage = () => {
  const t = texts.useTexts()
  const me = useMe()
  const [receipt, setReceipt] = useState<ReportReceipt | null>(null)
  if (receipt) return <Receipt receipt={receipt} again={() => setReceipt(null)} />
  return (
    <Page title={t.title} lead={t.lead} narrow>
      {/* Somebody in a hurry does not wait for the session: the form for visitors needs none. */}
      {me.isError ? (
        <ReportForm staff={false} signedIn={false} onSent={setReceipt} />
      ) : (
        <Await query={me}>
          {(who) => <ReportForm key={String(who.signedIn)} signedIn={who.signedIn} staff={hasRole(who, ...caseRoles)} onSent={setReceipt} />}
        </Await>
      )}
      <p className="small">
        <Link to="/quyen-cua-em">{t.rightsLink}</Link>
      </p>
    </Page>
  )
}
