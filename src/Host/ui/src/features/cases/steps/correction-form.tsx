import { TextArea } from '@/components/field'
import { FormFrame } from '@/components/form'
import { Await, Note } from '@/components/states'
import { useForm } from '@/components/use-form'
import { Entry } from '../chronology-section'
import { useHistory } from '../get-history'
import { recordTexts } from '../record-texts'
import { stepTexts } from '../step-texts'
import { missing } from './rules'
import type { StepProps } from './step-props'

/** Says what is wrong with an entry of the chronology. The entry stays as it was. */
export const Correction = ({ file, change, search, reload, done }: StepProps) => {
  const t = stepTexts.useTexts()
  const w = recordTexts.useTexts().correction
  const history = useHistory(file.id)
  const wanted = Number(search.get('so'))
  const form = useForm({
    initial: { text: '', reason: '' },
    validate: (values) =>
      missing([
        ['text', !values.text.trim(), w.needText],
        ['reason', !values.reason.trim(), t.needReason],
      ]),
    send: async (values, key) => {
      await change('/corrections', { entry: wanted, text: values.text.trim(), reason: values.reason.trim() }, key)
      form.clean()
      done(`/ca/${file.id}#muc-${wanted}`)
    },
  })
  return (
    <Await query={history}>
      {(entries) => {
        const entry = entries.find((known) => known.version === wanted)
        if (!entry) return <Note tone="amber" title={w.notThere} />
        return (
          <FormFrame form={form} action={w.action} then={w.lead} reload={reload}>
            <section className="step-context stack-tight" aria-label={w.of}>
              <h2 className="small muted">{w.of}</h2>
              <ol className="chronology">
                <Entry entry={entry} />
              </ol>
            </section>
            <TextArea bind={form.bind('text')} label={w.text} rows={4} maxLength={10_000} />
            <TextArea bind={form.bind('reason')} label={w.why} rows={2} maxLength={2_000} />
          </FormFrame>
        )
      }}
    </Await>
  )
}
