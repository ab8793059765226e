import { Await } from '@/components/states'
import { api } from '@/lib/api/client'
import { useReadAnew, useSubscription } from './list-subscriptions'
import { ReasonDialog } from './reason-dialog'
import { texts } from './texts'

/** Passing over one message: what follows from it, and why. */
export const SkipDialog = ({ name, sequence, close }: { name: string; sequence: number; close: () => void }) => {
  const t = texts.useTexts()
  const readAnew = useReadAnew()
  const query = useSubscription(name)
  return (
    <Await query={query} lines={1}>
      {({ version }) => (
        <ReasonDialog
          title={t.skipTitle(sequence)}
          text={t.skipText}
          action={t.skipDo}
          send={async (reason, key) => {
            await api.post('/operations/subscriptions/{name}/skips', { path: { name }, body: { sequence, reason }, version, key })
            await readAnew()
          }}
          reload={readAnew}
          close={close}
        />
      )}
    </Await>
  )
}
