import { useMutation } from '@tanstack/react-query'
import { common } from '@/lib/i18n/common'
import { answerWithPasskey, canUsePasskeys, isGivenUp, type PasskeyAnswer } from '@/lib/passkeys'
import { Button } from './button'
import { ProblemNote } from './problem-note'
import { Note } from './states'

/** Asks for a passkey and hands its answer on; not there where the browser knows none. */
export const PasskeyButton = ({ label, send }: { label: string; send: (answer: PasskeyAnswer) => Promise<void> }) => {
  const t = common.useTexts()
  const ask = useMutation({ mutationFn: async () => send(await answerWithPasskey()) })
  if (!canUsePasskeys) return null
  return (
    <div className="stack-tight">
      {isGivenUp(ask.error) ? <Note tone="amber" title={t.passkeyGivenUp} alert /> : !!ask.error && <ProblemNote error={ask.error} />}
      <Button wide busy={ask.isPending} onClick={() => ask.mutate()}>
        {label}
      </Button>
    </div>
  )
}
