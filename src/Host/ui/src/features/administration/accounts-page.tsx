import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { Button, ButtonLink } from '@/components/button'
import { DataTable, type Column } from '@/components/data-table'
import { Dialog } from '@/components/dialog'
import { Page } from '@/components/page'
import { ProblemNote } from '@/components/problem-note'
import { Await } from '@/components/states'
import { StatusBadge } from '@/components/status-badge'
import { api } from '@/lib/api/client'
import type { AccountRow, Invitation } from '@/lib/api/types'
import { dateTime } from '@/lib/dates'
import { common } from '@/lib/i18n/common'
import { useMe } from '@/lib/session'
import { useAccounts, useOrganisations, useReadAnew } from './accounts'
import { InvitationLink } from './invitation-link'
import { InviteForm } from './invite-form'
import { texts } from './texts'
import './administration.css'

type Act = 'again' | 'deactivate'

export const AccountsPage = () => {
  const t = texts.useTexts()
  const c = common.useTexts()
  const me = useMe().data
  const accounts = useAccounts()
  const organisations = useOrganisations().data
  const readAnew = useReadAnew()
  const [inviting, setInviting] = useState(false)
  const [invitation, setInvitation] = useState<Invitation>()
  const [asking, setAsking] = useState<{ act: Act; account: AccountRow }>()
  const invited = (made: Invitation) => {
    setInviting(false)
    setInvitation(made)
    void readAnew()
  }
  const act = useMutation({
    mutationFn: async ({ act, account }: { act: Act | 'lift'; account: AccountRow }) => {
      const path = { id: account.id }
      if (act === 'lift') await api.delete('/access/accounts/{id}/pause', { path })
      else if (act === 'deactivate') await api.post('/access/accounts/{id}/deactivation', { path })
      else invited((await api.post('/access/accounts/{id}/invitation', { path })).data)
    },
    onSettled: () => {
      setAsking(undefined)
      return readAnew()
    },
  })
  const columns: Column<AccountRow>[] = [
    {
      key: 'person',
      head: t.person,
      main: true,
      cell: (account) => (
        <>
          {account.displayName} <span className="muted small">{account.userName}</span>
        </>
      ),
    },
    {
      key: 'role',
      head: t.role,
      cell: (account) =>
        account.memberships.map((held) => `${c.role[held.role] ?? held.role}, ${organisations?.find((one) => one.id === held.organisationId)?.name ?? ''}`).join('; '),
    },
    {
      key: 'standing',
      head: t.standing,
      cell: (account) => (
        <span className="account-standing">
          {account.deactivatedAt ? (
            <StatusBadge sign="bar">{t.deactivated(dateTime(account.deactivatedAt))}</StatusBadge>
          ) : account.pausedUntil ? (
            <StatusBadge tone="amber" sign="octagon">
              {t.paused(dateTime(account.pausedUntil))}
            </StatusBadge>
          ) : account.invited ? (
            <StatusBadge tone="teal">{t.invited}</StatusBadge>
          ) : (
            <StatusBadge tone="green">{t.active}</StatusBadge>
          )}
          {account.lacksSecondFactor && <StatusBadge tone="amber">{account.secondFactorWaived ? t.waived : t.lacksFactor}</StatusBadge>}
        </span>
      ),
    },
    {
      key: 'acts',
      head: t.acts,
      cell: (account) => (
        <span className="account-standing">
          {account.pausedUntil && !account.deactivatedAt && (
            <Button aria-label={t.forPerson(t.liftPause, account.displayName)} onClick={() => act.mutate({ act: 'lift', account })}>
              {t.liftPause}
            </Button>
          )}
          {account.id === me?.id ? (
            t.oneself
          ) : (
            <>
              <Button look="quiet" aria-label={t.forPerson(t.again, account.displayName)} onClick={() => setAsking({ act: 'again', account })}>
                {t.again}
              </Button>
              {!account.deactivatedAt && (
                <Button look="quiet" aria-label={t.forPerson(t.deactivate, account.displayName)} onClick={() => setAsking({ act: 'deactivate', account })}>
                  {t.deactivate}
                </Button>
              )}
            </>
          )}
        </span>
      ),
    },
  ]
  return (
    <Page
      title={t.title}
      lead={t.lead}
      aside={
        <>
          <ButtonLink to="/quan-tri/nguoi-thay">{t.standIns}</ButtonLink>
          <Button look="primary" icon="plus" onClick={() => setInviting(true)}>
            {t.invite}
          </Button>
        </>
      }
    >
      {!!act.error && <ProblemNote error={act.error} />}
      {invitation && <InvitationLink invitation={invitation} />}
      <Await query={accounts}>{(rows) => <DataTable caption={t.title} columns={columns} rows={rows} rowKey={(row) => row.id} />}</Await>
      {inviting && (
        <Dialog title={t.invite} onClose={() => setInviting(false)}>
          <InviteForm done={invited} />
        </Dialog>
      )}
      {asking && (
        <Dialog title={t.forPerson(t[asking.act], asking.account.displayName)} onClose={() => setAsking(undefined)}>
          <p>{asking.act === 'again' ? t.againText : t.deactivateText}</p>
          <div className="row">
            <Button look={asking.act === 'again' ? 'primary' : 'danger'} busy={act.isPending} onClick={() => act.mutate(asking)}>
              {t[asking.act]}
            </Button>
            <Button look="quiet" onClick={() => setAsking(undefined)}>
              {c.cancel}
            </Button>
          </div>
        </Dialog>
      )}
    </Page>
  )
}
