import { Button } from '@/components/button'
import { Dialog } from '@/components/dialog'
import { TextArea } from '@/components/field'
import { FormFrame } from '@/components/form'
import { useForm } from '@/components/use-form'
import { common } from '@/lib/i18n/common'
import { texts } from './texts'

interface Props {
  title: string
  /** What follows from it. */
  text: string
  action: string
  send: (reason: string, key: string) => Promise<unknown>
  reload: () => Promise<unknown>
  close: () => void
}

/** An act that is recorded with a written reason. */
export const ReasonDialog = ({ title, text, action, send, reload, close }: Props) => {
  const t = texts.useTexts()
  const c = common.useTexts()
  const form = useForm({
    initial: { reason: '' },
    validate: (values): Record<string, string> => (values.reason.trim() ? {} : { reason: c.required }),
    send: async (values, key) => {
      await send(values.reason.trim(), key)
      form.clean()
      close()
    },
  })
  return (
    <Dialog title={title} onClose={close}>
      <p>{text}</p>
      <FormFrame
        form={form}
        action={action}
        reload={reload}
        extra={
          <Button look="quiet" onClick={close}>
            {c.cancel}
          </Button>
        }
      >
        <TextArea bind={form.bind('reason')} label={t.reason} hint={t.reasonHint} rows={3} maxLength={2000} />
      </FormFrame>
    </Dialog>
  )
}
