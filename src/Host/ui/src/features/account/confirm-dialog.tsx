import { Button } from '@/components/button'
import { Dialog } from '@/components/dialog'
import { Field } from '@/components/field'
import { FormFrame } from '@/components/form'
import { useForm } from '@/components/use-form'
import { common } from '@/lib/i18n/common'
import { useMe } from '@/lib/session'
import { useSecondFactor } from './second-factor'
import { texts } from './texts'

interface Confirmation {
  password: string
  code?: string | undefined
}

interface Props {
  title: string
  text: string
  action: string
  send: (confirmation: Confirmation) => Promise<void>
  close: () => void
}

/** What a session alone must not do: it needs everything the person signs in with, once more. */
export const ConfirmDialog = ({ title, text, action, send, close }: Props) => {
  const t = texts.useTexts()
  const c = common.useTexts()
  const userName = useMe().data?.userName ?? ''
  const withCode = useSecondFactor().data?.on ?? false
  const form = useForm({
    initial: { password: '', code: '' },
    validate: (values) => ({
      ...(values.password ? {} : { password: t.needPassword }),
      ...(withCode && !values.code.trim() ? { code: t.needCode } : {}),
    }),
    send: async (values) => {
      form.clean()
      await send({ password: values.password, code: withCode ? values.code : undefined })
      close()
    },
  })
  return (
    <Dialog title={title} onClose={close}>
      <p>{text}</p>
      <FormFrame
        form={form}
        action={action}
        extra={
          <Button look="quiet" onClick={close}>
            {c.cancel}
          </Button>
        }
      >
        <input type="text" name="username" autoComplete="username" value={userName} readOnly hidden />
        <Field bind={form.bind('password')} label={t.current} type="password" autoComplete="current-password" />
        {withCode && <Field bind={form.bind('code')} label={t.freshCode} autoComplete="one-time-code" maxLength={40} />}
      </FormFrame>
    </Dialog>
  )
}
