import { useState } from 'react'
import { Dialog } from '@/components/dialog'
import { optionsOf, RadioCards, Select, TextArea } from '@/components/field'
import { FormFrame } from '@/components/form'
import { Note } from '@/components/states'
import { useForm } from '@/components/use-form'
import { latestPosition } from '@/lib/api/position'
import { fetchFile } from '@/lib/fetch-file'
import { common } from '@/lib/i18n/common'
import { useMe } from '@/lib/session'
import { asked, type CaseSearch } from '../list-cases'
import { texts } from './texts'

/** The list as it is filtered now, as a file. Stays open: the same list may be wanted in both kinds. */
export const ExportDialog = ({ search, close }: { search: CaseSearch; close: () => void }) => {
  const t = texts.useTexts()
  const c = common.useTexts()
  const me = useMe().data
  const [done, setDone] = useState('')
  const form = useForm({
    initial: { format: 'Xlsx', purpose: 'CaseWork', reason: '' },
    validate: (values): Record<string, string> => (values.reason.trim() ? {} : { reason: c.required }),
    send: async ({ format, purpose, reason }) => {
      setDone('')
      const body = { ...asked(search), byRisk: search.byRisk ?? false, format, purpose, reason: reason.trim(), position: latestPosition() }
      setDone((await fetchFile('/cases/export', body, me?.csrfToken ?? '', 'cases')).name)
      form.clean()
    },
  })
  return (
    <Dialog title={t.exportTitle} onClose={close}>
      <p>{t.exportLead}</p>
      <FormFrame form={form} action={t.exportAction}>
        <RadioCards
          bind={form.bind('format')}
          label={t.format}
          options={[
            { value: 'Xlsx', label: t.xlsx, hint: t.xlsxHint },
            { value: 'Csv', label: t.csv, hint: t.csvHint },
          ]}
        />
        <Select bind={form.bind('purpose')} label={t.purpose} options={optionsOf(t.purposes)} />
        <TextArea bind={form.bind('reason')} label={t.reason} hint={t.reasonHint} rows={2} maxLength={1000} />
      </FormFrame>
      <div aria-live="polite">{done && <Note tone="green" title={t.exported(done)} />}</div>
    </Dialog>
  )
}
