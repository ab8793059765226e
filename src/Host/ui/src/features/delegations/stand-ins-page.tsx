import { useState } from 'react'
import { Button } from '@/components/button'
import { DateTimeField } from '@/components/date-time-field'
import { Dialog } from '@/components/dialog'
import { Field, Select } from '@/components/field'
import { FormFrame } from '@/components/form'
import { Page } from '@/components/page'
import { Await, EmptyState } from '@/components/states'
import { useForm } from '@/components/use-form'
import { api } from '@/lib/api/client'
import type { AccountRow, Role } from '@/lib/api/types'
import { common } from '@/lib/i18n/common'
import { word } from '@/lib/i18n/texts'
import { useMe } from '@/lib/session'
import { useAccountsHere, useAllDelegations, useOrganisationNames, useOwnDelegations, useReadAnew } from './delegations'
import { DelegationList } from './delegation-list'
import { texts } from './texts'
import { timesOf } from './times'

/** The administrator's view: who acts for whom, and naming somebody for a person who is absent and could not. */
export const StandInsPage = () => {
  const t = texts.useTexts()
  const query = useAllDelegations()
  const accounts = useAccountsHere().data
  const lent = useOwnDelegations().data?.roles
  const readAnew = useReadAnew()
  const [setting, setSetting] = useState(false)
  return (
    <Page
      title={t.adminTitle}
      lead={t.adminLead}
      aside={
        <Button look="primary" onClick={() => setSetting(true)}>
          {t.set}
        </Button>
      }
    >
      <Await query={query} lines={5}>
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState icon="user" title={t.adminNone} />
          ) : (
            <DelegationList
              rows={rows}
              as="administrator"
              end={async ({ id }) => {
                await api.delete('/access/accounts/delegations/{id}', { path: { id } })
                await readAnew()
              }}
            />
          )
        }
      </Await>
      {setting && accounts && lent && <SetDialog accounts={accounts.filter((account) => !account.deactivatedAt)} lent={lent} close={() => setSetting(false)} />}
    </Page>
  )
}

const SetDialog = ({ accounts, lent, close }: { accounts: AccountRow[]; lent: Role[]; close: () => void }) => {
  const t = texts.useTexts()
  const c = common.useTexts()
  const me = useMe().data
  const organisations = useOrganisationNames().data ?? []
  const readAnew = useReadAnew()
  const form = useForm({
    initial: { absentId: '', role: '', delegateId: '', from: new Date().toISOString(), until: '', reason: '' },
    validate: (values): Record<string, string> => ({
      ...Object.fromEntries((['absentId', 'role', 'delegateId', 'reason'] as const).filter((name) => !values[name].trim()).map((name) => [name, c.required])),
      ...timesOf(values, c, t.needFuture),
    }),
    send: async (values, key) => {
      const [role, organisationId] = values.role.split('@') as [Role, string]
      await api.post('/access/accounts/delegations', {
        body: { absentId: values.absentId, role, organisationId, delegateId: values.delegateId, from: values.from, until: values.until, reason: values.reason.trim() },
        key,
      })
      form.clean()
      await readAnew()
      close()
    },
  })
  const held = accounts.find((account) => account.id === form.values.absentId)?.memberships.filter((one) => lent.includes(one.role)) ?? []
  const place = form.values.role.split('@')[1]
  const nameOf = (id: string) => organisations.find((one) => one.id === id)?.name ?? ''
  return (
    <Dialog title={t.set} onClose={close}>
      <FormFrame
        form={form}
        action={t.set}
        then={t.adminThen}
        extra={
          <Button look="quiet" onClick={close}>
            {c.cancel}
          </Button>
        }
      >
        <Select
          bind={form.bind('absentId')}
          label={t.absent}
          options={accounts.filter((account) => account.memberships.some((one) => lent.includes(one.role))).map((account) => ({ value: account.id, label: account.displayName }))}
        />
        <Select bind={form.bind('role')} label={t.role} options={held.map((one) => ({ value: `${one.role}@${one.organisationId}`, label: `${word(c.role, one.role)}, ${nameOf(one.organisationId)}` }))} />
        <Select
          bind={form.bind('delegateId')}
          label={t.standIn}
          options={accounts
            .filter((account) => account.id !== form.values.absentId && account.id !== me?.id && account.memberships.some((one) => one.organisationId === place))
            .map((account) => ({ value: account.id, label: account.displayName }))}
        />
        <DateTimeField bind={form.bind('from')} label={t.from} />
        <DateTimeField bind={form.bind('until')} label={t.until} hint={t.untilHint} />
        <Field bind={form.bind('reason')} label={t.reason} maxLength={500} />
      </FormFrame>
    </Dialog>
  )
}
