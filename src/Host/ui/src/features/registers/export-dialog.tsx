import { useState } from 'react'
import { Dialog } from '@/components/dialog'
import { RadioCards, TextArea } from '@/components/field'
import { FormFrame } from '@/components/form'
import { Note } from '@/components/states'
import { useForm } from '@/components/use-form'
import { latestPosition } from '@/lib/api/position'
import { fetchFile } from '@/lib/fetch-file'
import { common } from '@/lib/i18n/common'
import { useMe } from '@/lib/session'
import { asked } from './circumstances'
import { texts } from './texts'

/** The register as it is filtered now, as a file. */
export const ExportDialog = ({ path, search, close }: { path: string; search: object; close: () => void }) => {
  const t = texts.useTexts().exporting
  const c = common.useTexts()
  const me = useMe().data
  const [done, setDone] = useState('')
  const form = useForm({
    initial: { format: 'Xlsx', reason: '' },
    validate: (values): Record<string, string> => (values.reason.trim() ? {} : { reason: c.required }),
    send: async ({ format, reason }) => {
      setDone('')
      setDone((await fetchFile(path, { ...asked(search), format, reason: reason.trim(), position: latestPosition() }, me?.csrfToken ?? '', 'register')).name)
      form.clean()
    },
  })
  return (
    <Dialog title={t.title} onClose={close}>
      <p>{t.lead}</p>
      <FormFrame form={form} action={t.action}>
        <RadioCards
          bind={form.bind('format')}
          label={t.format}
          side
          options={[
            { value: 'Xlsx', label: t.xlsx },
            { value: 'Csv', label: t.csv },
          ]}
        />
        <TextArea bind={form.bind('reason')} label={t.reason} rows={2} maxLength={1000} />
      </FormFrame>
      <div aria-live="polite">{done && <Note tone="green" title={t.done(done)} />}</div>
    </Dialog>
  )
}
