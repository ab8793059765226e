import { Button } from '@/components/button'
import { Dialog } from '@/components/dialog'
import { Field } from '@/components/field'
import { FormFrame } from '@/components/form'
import { useForm } from '@/components/use-form'
import { common } from '@/lib/i18n/common'
import { texts } from './texts'

/** What a session alone must not do: it needs a code that was not used before. */
export const CodeDialog = ({ title, text, send, close }: { title: string; text: string; send: (code: string) => Promise<void>; close: () => void }) => {
  const t = texts.useTexts()
  const c = common.useTexts()
  const form = useForm({
    initial: { code: '' },
    validate: (values): Record<string, string> => (values.code.trim() ? {} : { code: t.needCode }),
    send: async (values) => {
      await send(values.code)
      form.clean()
      close()
    },
  })
  return (
    <Dialog title={title} onClose={close}>
      <p>{text}</p>
      <FormFrame
        form={form}
        action={title}
        extra={
          <Button look="quiet" onClick={close}>
            {c.cancel}
          </Button>
        }
      >
        <Field bind={form.bind('code')} label={t.freshCode} autoComplete="one-time-code" maxLength={40} />
      </FormFrame>
    </Dialog>
  )
}
