import { useState } from 'react'
import { Button } from '@/components/button'
import { api } from '@/lib/api/client'
import type { Me } from '@/lib/api/types'
import { makePasskey } from '@/lib/passkeys'
import { ConfirmDialog } from './confirm-dialog'
import { RecoveryCodes } from './recovery-codes'
import { texts } from './texts'

/** Adds a passkey; `done` is called when recovery codes, if there are new ones, were put away. */
export const AddPasskey = ({ done }: { done: (me: Me) => void }) => {
  const t = texts.useTexts()
  const [asking, setAsking] = useState(false)
  const [added, setAdded] = useState<{ recoveryCodes: string[]; me: Me }>()
  if (added)
    return (
      <RecoveryCodes
        codes={added.recoveryCodes}
        done={() => {
          setAdded(undefined)
          done(added.me)
        }}
      />
    )
  return (
    <>
      <div className="row">
        <Button onClick={() => setAsking(true)}>{t.passkeyAdd}</Button>
      </div>
      {asking && (
        <ConfirmDialog
          title={t.passkeyAdd}
          text={t.passkeyAddText}
          action={t.passkeyAdd}
          named
          close={() => setAsking(false)}
          send={async (confirmation, name) => {
            const made = await makePasskey((await api.post('/access/passkeys/beginning', { body: confirmation })).data)
            const answer = (await api.post('/access/passkeys', { body: { ...made, name } })).data
            if (answer.recoveryCodes.length > 0) setAdded(answer)
            else done(answer.me)
          }}
        />
      )}
    </>
  )
}
