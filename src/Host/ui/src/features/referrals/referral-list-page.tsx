import { LoadMore } from '@/components/load-more'
import { useState } from 'react'
import { Link } from 'react-router'
import { DeadlineChip } from '@/components/deadline-chip'
import { Field, optionsOf, Select } from '@/components/field'
import { Page } from '@/components/page'
import { Segments } from '@/components/segments'
import { Await, EmptyState } from '@/components/states'
import { StatusBadge } from '@/components/status-badge'
import type { ReferralRow } from '@/lib/api/types'
import { dateTime } from '@/lib/dates'
import { common } from '@/lib/i18n/common'
import { caseRoles, hasRole, useMe } from '@/lib/session'
import { useSettled } from '@/lib/use-settled'
import { useReferrals } from './list-referrals'
import { ReferralStateBadge, waitsForAnswer } from './referral-state'
import { texts } from './texts'
import './referrals.css'

export const ReferralListPage = () => {
  const t = texts.useTexts()
  const c = common.useTexts()
  const me = useMe().data
  const partner = hasRole(me, 'Partner')
  const [box, setBox] = useState<'inbox' | 'sent'>(partner ? 'inbox' : 'sent')
  const [state, setState] = useState('')
  const [q, setQ] = useState('')
  const query = useReferrals(box, state, useSettled(q.trim()))
  return (
    <Page title={t.title}>
      <div className="stack">
        {partner && hasRole(me, ...caseRoles) && (
          <Segments
            label={t.box}
            value={box}
            onChange={(value) => setBox(value === 'sent' ? 'sent' : 'inbox')}
            segments={[
              { value: 'inbox', label: t.inbox },
              { value: 'sent', label: t.sent },
            ]}
          />
        )}
        <search className="two">
          <Field bind={{ id: 'referral-q', value: q, onChange: setQ }} label={t.search} type="search" autoComplete="off" />
          <Select bind={{ id: 'referral-state', value: state, onChange: setState }} label={t.state} empty={t.anyState} options={optionsOf(c.referralState)} />
        </search>
      </div>
      <Await query={query} lines={6}>
        {(data) => {
          const rows = data.pages.flatMap((page) => page.items)
          if (rows.length === 0)
            return (
              <EmptyState icon="arrows" title={box === 'inbox' ? t.emptyInbox : t.emptySent}>
                {box === 'sent' && <p className="muted">{t.sentHint}</p>}
              </EmptyState>
            )
          return (
            <div className="stack">
              <ul className="referrals">
                {rows.map((row) => (
                  <Row key={row.id} row={row} inbox={box === 'inbox'} />
                ))}
              </ul>
              <LoadMore query={query} />
            </div>
          )
        }}
      </Await>
    </Page>
  )
}

const Row = ({ row, inbox }: { row: ReferralRow; inbox: boolean }) => {
  const t = texts.useTexts()
  return (
    <li className={row.overdue ? 'referral referral-overdue' : 'referral'}>
      <div>
        <Link to={`/chuyen-gui/${row.id}`}>{row.need}</Link>
        <p className="muted">{inbox ? `${t.from} ${row.senderOrganisationName}` : `${t.to} ${row.providerName}`}</p>
        <p className="small muted">
          <span className="figures">{row.reference}</span> · {t.sentAt} <time>{dateTime(row.sentAt)}</time>
        </p>
      </div>
      <div className="row">
        {row.urgency === 'High' && (
          <StatusBadge tone="red" sign="triangle">
            {t.urgent}
          </StatusBadge>
        )}
        <ReferralStateBadge state={row.state} />
        {waitsForAnswer(row.state) && <DeadlineChip clock={{ status: row.overdue ? 'Overdue' : 'Pending', dueAt: row.answerDueAt, startedAt: row.sentAt }} />}
      </div>
    </li>
  )
}
