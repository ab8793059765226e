import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '@/components/button'
import { DataTable, type Column } from '@/components/data-table'
import { Section } from '@/components/page'
import { Await } from '@/components/states'
import { api } from '@/lib/api/client'
import type { Answered } from '@/lib/api/operations'
import type { Me } from '@/lib/api/types'
import { dateTime } from '@/lib/dates'
import { canUsePasskeys, passkeysKey, usePasskeys } from '@/lib/passkeys'
import { useAcceptMe } from '@/lib/session'
import { AddPasskey } from './add-passkey'
import { ConfirmDialog } from './confirm-dialog'
import { RenamePasskey } from './rename-passkey'
import { secondFactorKey } from './second-factor'
import { texts } from './texts'

type Passkey = Answered<'get', '/access/passkeys'>['items'][number]

export const PasskeysSection = () => {
  const t = texts.useTexts()
  const cache = useQueryClient()
  const acceptMe = useAcceptMe()
  const passkeys = usePasskeys()
  const [removing, setRemoving] = useState<Passkey>()
  const [renaming, setRenaming] = useState<Passkey>()
  const changed = async (me: Me) => {
    acceptMe(me)
    await Promise.all([passkeysKey, secondFactorKey].map((queryKey) => cache.invalidateQueries({ queryKey })))
  }
  const columns: Column<Passkey>[] = [
    { key: 'name', head: t.passkeyName, main: true, cell: (passkey) => passkey.name },
    { key: 'created', head: t.passkeyCreated, cell: (passkey) => dateTime(passkey.createdAt) },
    { key: 'used', head: t.passkeyUsed, cell: (passkey) => (passkey.lastUsedAt ? dateTime(passkey.lastUsedAt) : '–') },
    {
      key: 'remove',
      head: t.passkeyChange,
      cell: (passkey) => (
        <div className="row">
          <Button look="quiet" aria-label={t.passkeyRenameThis(passkey.name)} onClick={() => setRenaming(passkey)}>
            {t.passkeyRename}
          </Button>
          <Button look="quiet" aria-label={t.passkeyRemoveThis(passkey.name)} onClick={() => setRemoving(passkey)}>
            {t.passkeyRemove}
          </Button>
        </div>
      ),
    },
  ]
  return (
    <Section id="khoa-truy-cap" title={t.passkeys}>
      <p>{t.passkeysWhy}</p>
      <Await query={passkeys}>{(rows) => rows.length > 0 && <DataTable caption={t.passkeys} columns={columns} rows={rows} rowKey={(row) => row.id} />}</Await>
      {canUsePasskeys ? <AddPasskey done={(me) => void changed(me)} /> : <p className="muted">{t.passkeysNotHere}</p>}
      {renaming && (
        <RenamePasskey
          name={renaming.name}
          close={() => setRenaming(undefined)}
          send={async (name) => {
            await api.post('/access/passkeys/{id}/name', { path: { id: renaming.id }, body: { name } })
            await cache.invalidateQueries({ queryKey: passkeysKey })
          }}
        />
      )}
      {removing && (
        <ConfirmDialog
          title={t.passkeyRemoveThis(removing.name)}
          text={t.passkeyRemoveText}
          action={t.passkeyRemove}
          close={() => setRemoving(undefined)}
          send={async (confirmation) => changed((await api.post('/access/passkeys/{id}/removal', { path: { id: removing.id }, body: confirmation })).data)}
        />
      )}
    </Section>
  )
}
