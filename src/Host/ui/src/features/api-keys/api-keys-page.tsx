import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '@/components/button'
import { DataTable, type Column } from '@/components/data-table'
import { Dialog } from '@/components/dialog'
import { Page } from '@/components/page'
import { ProblemNote } from '@/components/problem-note'
import { Await, EmptyState, NoPermission } from '@/components/states'
import { StatusBadge } from '@/components/status-badge'
import { api } from '@/lib/api/client'
import type { ApiKeyRow, ApiScope } from '@/lib/api/types'
import { dateOf, dateTime } from '@/lib/dates'
import { common } from '@/lib/i18n/common'
import { hasRole, useMe } from '@/lib/session'
import { useNow } from '@/lib/use-now'
import { useKeys, useOrganisations, useReadAnew, useScopeName, type Secret } from './keys'
import { MakeForm } from './make-form'
import { RotateForm } from './rotate-form'
import { SecretNote } from './secret-note'
import { texts } from './texts'
import './api-keys.css'

const soon = 14 * 24 * 60 * 60 * 1000

type Asking = { act: 'make' } | { act: 'rotate' | 'revoke'; apiKey: ApiKeyRow }

export const ApiKeysPage = () => {
  const me = useMe().data
  return hasRole(me, 'Administrator') ? <Keys /> : <NoPermission />
}

const Keys = () => {
  const t = texts.useTexts()
  const c = common.useTexts()
  const keys = useKeys()
  const readAnew = useReadAnew()
  const [asking, setAsking] = useState<Asking>()
  const [secret, setSecret] = useState<Secret>()
  const close = () => setAsking(undefined)
  const shown = (made: Secret) => {
    close()
    setSecret(made)
    void readAnew()
  }
  const revoke = useMutation({
    mutationFn: (apiKey: ApiKeyRow) => api.post('/access/api-keys/{id}/revocation', { path: { id: apiKey.id } }),
    onSettled: () => {
      close()
      return readAnew()
    },
  })
  return (
    <Page
      title={t.title}
      lead={t.lead}
      aside={
        <Button look="primary" icon="plus" disabled={!keys.data} onClick={() => setAsking({ act: 'make' })}>
          {t.make}
        </Button>
      }
    >
      {!!revoke.error && <ProblemNote error={revoke.error} />}
      {secret && <SecretNote key={secret.key} secret={secret} done={() => setSecret(undefined)} />}
      <Await query={keys}>
        {({ items, scopes }) =>
          items.length === 0 ? (
            <EmptyState icon="key" title={t.none}>
              <p className="muted">{t.noneText}</p>
            </EmptyState>
          ) : (
            <KeyTable rows={items} scopes={scopes} ask={setAsking} />
          )
        }
      </Await>
      {asking?.act === 'make' && (
        <Dialog title={t.make} onClose={close}>
          <MakeForm scopes={keys.data?.scopes ?? []} done={shown} />
        </Dialog>
      )}
      {asking?.act === 'rotate' && (
        <Dialog title={t.forKey(t.rotate, asking.apiKey.name)} onClose={close}>
          <RotateForm apiKey={asking.apiKey} done={shown} />
        </Dialog>
      )}
      {asking?.act === 'revoke' && (
        <Dialog title={t.forKey(t.revoke, asking.apiKey.name)} onClose={close}>
          <p>{t.revokeText}</p>
          <div className="row">
            <Button look="danger" busy={revoke.isPending} onClick={() => revoke.mutate(asking.apiKey)}>
              {t.revoke}
            </Button>
            <Button look="quiet" onClick={close}>
              {c.cancel}
            </Button>
          </div>
        </Dialog>
      )}
    </Page>
  )
}

const KeyTable = ({ rows, scopes, ask }: { rows: ApiKeyRow[]; scopes: ApiScope[]; ask: (asking: Asking) => void }) => {
  const t = texts.useTexts()
  const nameOf = useScopeName(scopes)
  const organisations = useOrganisations().data
  const columns: Column<ApiKeyRow>[] = [
    {
      key: 'name',
      head: t.key,
      main: true,
      cell: (row) => (
        <>
          {row.name} <code className="muted small">{row.start}</code>
        </>
      ),
    },
    { key: 'organisation', head: t.organisation, cell: (row) => organisations?.find((one) => one.id === row.organisationId)?.name ?? '' },
    {
      key: 'scopes',
      head: t.scopes,
      cell: (row) => (
        <ul className="api-key-scopes">
          {row.scopes.map((code) => (
            <li key={code}>{nameOf(code)}</li>
          ))}
        </ul>
      ),
    },
    { key: 'standing', head: t.standing, cell: (row) => <Standing apiKey={row} /> },
    { key: 'used', head: t.lastUsed, cell: (row) => (row.lastUsedAt ? dateTime(row.lastUsedAt) : t.never) },
    { key: 'made', head: t.made, cell: (row) => t.madeBy(dateOf(row.madeAt), row.madeByName) },
    {
      key: 'acts',
      head: t.acts,
      cell: (row) =>
        row.works && (
          <span className="api-key-acts">
            <Button look="quiet" aria-label={t.forKey(t.rotate, row.name)} onClick={() => ask({ act: 'rotate', apiKey: row })}>
              {t.rotate}
            </Button>
            <Button look="quiet" aria-label={t.forKey(t.revoke, row.name)} onClick={() => ask({ act: 'revoke', apiKey: row })}>
              {t.revoke}
            </Button>
          </span>
        ),
    },
  ]
  return <DataTable caption={t.title} columns={columns} rows={rows} rowKey={(row) => row.id} />
}

const Standing = ({ apiKey }: { apiKey: ApiKeyRow }) => {
  const t = texts.useTexts()
  const now = useNow()
  if (apiKey.revokedAt) return <StatusBadge sign="bar">{t.revoked(dateOf(apiKey.revokedAt))}</StatusBadge>
  if (!apiKey.works) return <StatusBadge sign="bar">{t.expired(dateOf(apiKey.expiresAt))}</StatusBadge>
  const ending = new Date(apiKey.expiresAt).getTime() - now.getTime() < soon
  return (
    <span className="api-key-acts">
      <StatusBadge tone={ending ? 'amber' : 'green'} {...(ending ? { sign: 'halfClock' as const } : {})}>
        {t.until(dateOf(apiKey.expiresAt))}
      </StatusBadge>
      {apiKey.oldUntil && <StatusBadge tone="teal">{t.changing(dateOf(apiKey.oldUntil))}</StatusBadge>}
    </span>
  )
}
