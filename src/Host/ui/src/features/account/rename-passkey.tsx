import { Button } from '@/components/button'
import { Dialog } from '@/components/dialog'
import { Field } from '@/components/field'
import { FormFrame } from '@/components/form'
import { useForm } from '@/components/use-form'
import { common } from '@/lib/i18n/common'
import { texts } from './texts'

/** A name opens nothing, so nothing is asked again. */
export const RenamePasskey = ({ name, send, close }: { name: string; send: (name: string) => Promise<void>; close: () => void }) => {
  const t = texts.useTexts()
  const c = common.useTexts()
  const form = useForm({
    initial: { name },
    validate: (values): Record<string, string> => (values.name.trim() ? {} : { name: t.needName }),
    send: async (values) => {
      await send(values.name)
      form.clean()
      close()
    },
  })
  return (
    <Dialog title={t.passkeyRenameThis(name)} onClose={close}>
      <FormFrame
        form={form}
        action={t.passkeyRename}
        extra={
          <Button look="quiet" onClick={close}>
            {c.cancel}
          </Button>
        }
      >
        <Field bind={form.bind('name')} label={t.passkeyName} hint={t.passkeyNameHint} maxLength={60} />
      </FormFrame>
    </Dialog>
  )
}
