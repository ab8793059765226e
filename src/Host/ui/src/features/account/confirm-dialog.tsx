import { Button } from '@/components/button'
import { Dialog } from '@/components/dialog'
import { Field } from '@/components/field'
import { FormFrame } from '@/components/form'
import { PasskeyButton } from '@/components/passkey-button'
import { Note } from '@/components/states'
import { useForm } from '@/components/use-form'
import { common } from '@/lib/i18n/common'
import { isGivenUp, usePasskeys, type PasskeyAnswer } from '@/lib/passkeys'
import { useMe } from '@/lib/session'
import { useState } from 'react'
import { useSecondFactor } from './second-factor'
import { texts } from './texts'

type Confirmation = { password: string; code?: string | undefined } | PasskeyAnswer

interface Props {
  title: string
  text: string
  action: string
  /** What is added gets a name. */
  named?: boolean
  send: (confirmation: Confirmation, name: string) => Promise<void>
  close: () => void
}

/** What a session alone must not do: it needs everything the person signs in with once more, or a passkey. */
export const ConfirmDialog = ({ title, text, action, named = false, send, close }: Props) => {
  const t = texts.useTexts()
  const c = common.useTexts()
  const userName = useMe().data?.userName ?? ''
  const withCode = useSecondFactor().data?.on ?? false
  const withPasskey = (usePasskeys().data?.length ?? 0) > 0
  const [givenUp, setGivenUp] = useState(false)
  const nameFault = (name: string): Record<string, string> => (named && !name.trim() ? { name: t.needName } : {})
  const form = useForm({
    initial: { name: '', password: '', code: '' },
    validate: (values) => ({
      ...nameFault(values.name),
      ...(values.password ? {} : { password: t.needPassword }),
      ...(withCode && !values.code.trim() ? { code: t.needCode } : {}),
    }),
    send: async (values) => {
      setGivenUp(false)
      try {
        await send({ password: values.password, code: withCode ? values.code : undefined }, values.name)
      } catch (error) {
        if (!isGivenUp(error)) throw error
        return setGivenUp(true)
      }
      form.clean()
      close()
    },
  })
  return (
    <Dialog title={title} onClose={close}>
      <p>{text}</p>
      {givenUp && <Note tone="amber" title={c.passkeyGivenUp} alert />}
      <FormFrame
        form={form}
        action={action}
        extra={
          <Button look="quiet" onClick={close}>
            {c.cancel}
          </Button>
        }
      >
        {named && <Field bind={form.bind('name')} label={t.passkeyName} hint={t.passkeyNameHint} maxLength={60} />}
        <input type="text" name="username" autoComplete="username" value={userName} readOnly hidden />
        <Field bind={form.bind('password')} label={t.current} type="password" autoComplete="current-password" />
        {withCode && <Field bind={form.bind('code')} label={t.freshCode} autoComplete="one-time-code" maxLength={40} />}
      </FormFrame>
      {withPasskey && (
        <PasskeyButton
          label={t.confirmByPasskey}
          send={async (answer) => {
            const fault = nameFault(form.values.name)
            form.setErrors(fault)
            if (Object.keys(fault).length > 0) return
            form.clean()
            await send(answer, form.values.name)
            close()
          }}
        />
      )}
    </Dialog>
  )
}
