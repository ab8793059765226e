import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Field } from '@/components/field'
import { FormFrame } from '@/components/form'
import { Await } from '@/components/states'
import { useForm } from '@/components/use-form'
import type { Me } from '@/lib/api/types'
import { RecoveryCodes } from './recovery-codes'
import { confirmSecondFactor, startSecondFactor } from './second-factor'
import { texts } from './texts'

/** Three steps and the recovery codes; `done` is called when those were put away. */
export const SetUpSecondFactor = ({ done }: { done: (me: Me) => void }) => {
  const t = texts.useTexts()
  // One secret for as long as the page is open: a second one would make the scanned one worthless.
  const secret = useQuery({ queryKey: ['account', 'secret'], queryFn: startSecondFactor, staleTime: Infinity, gcTime: 0, retry: false })
  const [finished, setFinished] = useState<{ recoveryCodes: string[]; me: Me }>()
  const form = useForm({
    initial: { code: '' },
    validate: (values): Record<string, string> => (values.code.trim() ? {} : { code: t.needCode }),
    send: async (values) => {
      const answer = await confirmSecondFactor(values.code)
      form.clean()
      setFinished(answer)
    },
  })
  if (finished) return <RecoveryCodes codes={finished.recoveryCodes} done={() => done(finished.me)} />
  return (
    <Await query={secret}>
      {(made) => (
        <ol className="set-up">
          <li>
            <p className="set-up-step">{t.step1}</p>
            <p>{t.step1Text}</p>
          </li>
          <li>
            <p className="set-up-step">{t.step2}</p>
            <div className="set-up-scan">
              <img src={`data:image/svg+xml;utf8,${encodeURIComponent(made.picture)}`} alt={t.step2Alt} width="220" height="220" />
              <div className="stack">
                <p>
                  {t.step2Phone} <a href={made.address}>{t.step2Open}</a>
                </p>
                <p>
                  {t.step2Secret} <code className="secret">{made.secret}</code>
                </p>
              </div>
            </div>
          </li>
          <li>
            <p className="set-up-step">{t.step3}</p>
            <FormFrame form={form} action={t.confirm} then={t.confirmThen}>
              <Field bind={form.bind('code')} label={t.code} hint={t.codeHint} inputMode="numeric" autoComplete="one-time-code" maxLength={12} />
            </FormFrame>
          </li>
        </ol>
      )}
    </Await>
  )
}
