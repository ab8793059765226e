import { useState } from 'react'
import { Field } from '@/components/field'
import { FormFrame } from '@/components/form'
import { PasskeyButton } from '@/components/passkey-button'
import { useForm } from '@/components/use-form'
import { api } from '@/lib/api/client'
import { isProblem, problemType } from '@/lib/api/problem'
import type { Me } from '@/lib/api/types'
import { CodeFields, emptyCode, type Code } from './code-fields'
import { texts } from './texts'

/**
 * The password of the same person opens their session again. When it ended meanwhile they sign in again in the same place,
 * so that the page underneath stays as it is.
 */
export const UnlockForm = ({ userName, ended, done }: { userName: string; ended: boolean; done: (me: Me) => void }) => {
  const t = texts.useTexts()
  const [anew, setAnew] = useState(ended)
  const [asked, setAsked] = useState(false)
  const form = useForm<{ password: string } & Code>({
    initial: { password: '', ...emptyCode },
    validate: (values): Record<string, string> => (values.password ? {} : { password: t.needPassword }),
    send: async (values) => {
      const { password, code, recoveryCode } = values
      const signIn = async () => (await api.post('/access/session', { body: { userName, password, code: code || undefined, recoveryCode: recoveryCode || undefined } })).data
      const open = async () => (await api.post('/access/session/opening', { body: { password } })).data
      try {
        const me = anew
          ? await signIn()
          : await open().catch((error: unknown) => {
              if (!isProblem(error, problemType.unauthenticated)) throw error
              setAnew(true)
              return signIn()
            })
        form.clean()
        done(me)
      } catch (error) {
        if (!isProblem(error, problemType.secondFactorNeeded)) throw error
        setAsked(true)
      }
    },
  })
  return (
    <>
      <FormFrame form={form} action={t.unlock}>
        <input type="text" name="username" autoComplete="username" value={userName} readOnly hidden />
        <Field bind={form.bind('password')} label={t.password} type="password" autoComplete="current-password" autoFocus />
        {asked && <CodeFields form={form} />}
      </FormFrame>
      {/* Not for signing in anew: a passkey of somebody else would open the page underneath to them. */}
      {!anew && <PasskeyButton label={t.unlockByPasskey} send={async (answer) => done((await api.post('/access/session/opening/passkey', { body: answer })).data)} />}
    </>
  )
}
