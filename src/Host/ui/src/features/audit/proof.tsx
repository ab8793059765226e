import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Sign } from '@/components/signs'
import { Await, Note } from '@/components/states'
import type { AuditEvent } from '@/lib/api/types'
import { isProblem, problemType } from '@/lib/api/problem'
import { useProblemMessage } from '@/lib/i18n/problem-texts'
import { word } from '@/lib/i18n/texts'
import { fetchConsistency, fetchInclusion, fetchKey, saveReceipt } from './get-ledger'
import { keptCheckpoint } from './kept-checkpoint'
import { texts } from './texts'
import { canVerify, verifyInclusion } from './verify/verify'

/** Proves one event here in the browser and shows each step. Nothing of the answer is taken on trust. */
export const Proof = ({ event }: { event: AuditEvent }) => {
  const t = texts.useTexts().proof
  const able = canVerify()
  const query = useQuery({
    queryKey: ['audit', 'proof', event.sequence],
    queryFn: async () => {
      const [proof, key] = await Promise.all([fetchInclusion(event.sequence), fetchKey()])
      return verifyInclusion(event, proof, key, keptCheckpoint(), fetchConsistency)
    },
    enabled: able,
    // An event of just now is sealed within seconds: until then there is nothing to prove it with.
    retry: (failures, error) => isProblem(error, problemType.notSealedYet) && failures < 20,
    retryDelay: 2_000,
    gcTime: 0,
    staleTime: 0,
  })
  return (
    <div className="proof" aria-live="polite">
      {!able && <Note tone="amber" title={t.notHere} />}
      {able && (
        <Await query={query} lines={5}>
          {(steps) => {
            const good = steps.every((step) => step.ok)
            return (
              <>
                <Note tone={good ? 'green' : 'red'} title={good ? t.good : t.bad} alert={!good}>
                  <p className="small">{good ? t.how : t.badText}</p>
                </Note>
                <ol className="proof-steps">
                  {steps.map((step) => (
                    <li key={step.name} className={step.ok ? 'proof-ok' : 'proof-wrong'}>
                      <Sign name={step.ok ? 'tick' : 'octagon'} size={18} />
                      <span className="stack-tight">
                        <span>
                          {word(t.step, step.name)} <span className="visually-hidden">: {step.ok ? t.ok : t.wrong}</span>
                        </span>
                        <code className="small" title={t.details}>
                          {step.told}
                        </code>
                      </span>
                    </li>
                  ))}
                </ol>
              </>
            )
          }}
        </Await>
      )}
      <Receipt sequence={event.sequence} />
    </div>
  )
}

const Receipt = ({ sequence }: { sequence: number }) => {
  const t = texts.useTexts().proof
  const message = useProblemMessage()
  const [failure, setFailure] = useState<unknown>(null)
  return (
    <div className="row no-print">
      <Button
        onClick={() => {
          setFailure(null)
          saveReceipt(sequence).catch(setFailure)
        }}
      >
        {t.receipt}
      </Button>
      <span className="small muted">{t.receiptHint}</span>
      {failure !== null && <Note tone="red" title={message(failure)} alert />}
    </div>
  )
}
