import { RadioCards, TextArea } from '@/components/field'
import { FormFrame } from '@/components/form'
import { Card, Facts } from '@/components/page'
import { Await, Note } from '@/components/states'
import { useForm } from '@/components/use-form'
import type { CaseView, Duplicate } from '@/lib/api/types'
import { dateTime, plainDate } from '@/lib/dates'
import { duplicateTexts } from '@/lib/i18n/duplicates'
import { word } from '@/lib/i18n/texts'
import { useDuplicates } from '../duplicates'
import { useCase } from '../get-case'
import { mergeTexts } from '../merge-texts'
import { stepTexts } from '../step-texts'
import { Confirmation } from './confirmation-forms'
import { missing } from './rules'
import type { StepProps } from './step-props'

/** Lets the case rest in another one about the same child. */
export const Merge = (props: StepProps) => {
  const t = mergeTexts.useTexts()
  return (
    <Await query={useDuplicates(props.file.id)}>
      {(found) => {
        const open = found.filter((one) => !one.ended)
        return open.length > 0 ? <MergeForm {...props} candidates={open} /> : <Note tone="plain" title={t.none} />
      }}
    </Await>
  )
}

const MergeForm = ({ change, reload, done, candidates }: StepProps & { candidates: Duplicate[] }) => {
  const t = mergeTexts.useTexts()
  const d = duplicateTexts.useTexts()
  const form = useForm({
    initial: { intoId: '', reason: '' },
    validate: (values) =>
      missing([
        ['intoId', !values.intoId, t.which],
        ['reason', !values.reason.trim(), t.needReason],
      ]),
    send: async (values, key) => {
      await change('/merge', { intoId: values.intoId, reason: values.reason.trim() }, key)
      form.clean()
      done()
    },
  })
  return (
    <FormFrame form={form} action={t.action} then={t.then} reload={reload}>
      <RadioCards
        bind={form.bind('intoId')}
        label={t.which}
        hint={t.whichHint}
        options={candidates.map((one) => ({
          value: one.caseId,
          label: `${one.childName} · ${one.reference}`,
          hint: [word(d.likeness, one.likeness), one.childBornOn && plainDate(one.childBornOn), one.className, `${t.received} ${dateTime(one.openedAt)}`].filter(Boolean).join(' · '),
        }))}
      />
      <TextArea bind={form.bind('reason')} label={t.reason} hint={t.reasonHint} rows={3} />
    </FormFrame>
  )
}

/** Both files beside each other; the second person decides. */
export const MergeConfirmation = (props: StepProps) => {
  const t = mergeTexts.useTexts()
  const s = stepTexts.useTexts()
  const merge = props.file.merges.find((known) => known.status === 'Proposed')
  const into = useCase(merge?.intoId ?? props.file.id)
  if (!merge) return <Note tone="amber" title={s.notNow} />
  return (
    <>
      <Note tone="amber" title={t.asked(merge.by.name)}>
        <p className="prose-lines">{merge.reason}</p>
      </Note>
      <Await query={into}>
        {(other) => (
          <div className="two">
            <ChildOf title={t.here} file={props.file} />
            <ChildOf title={t.there} file={other} />
          </div>
        )}
      </Await>
      <Confirmation confirm={(answer, key) => props.change('/merge/confirmation', answer, key)} {...props} />
    </>
  )
}

const ChildOf = ({ title, file }: { title: string; file: CaseView }) => {
  const t = mergeTexts.useTexts()
  const child = file.report.child
  return (
    <Card>
      <h2>{title}</h2>
      <p className="small muted">{file.reference}</p>
      <Facts
        facts={[
          { term: t.child, text: child?.fullName },
          { term: t.born, text: child?.dateOfBirth && plainDate(child.dateOfBirth) },
          { term: t.className, text: child?.className },
          { term: t.received, text: dateTime(file.openedAt) },
          { term: t.what, text: file.report.whatHappened },
        ]}
      />
    </Card>
  )
}

/** Two children after all. */
export const MergeUndoing = ({ change, reload, done }: StepProps) => {
  const t = mergeTexts.useTexts()
  const form = useForm({
    initial: { reason: '' },
    validate: (values) => missing([['reason', !values.reason.trim(), t.needReason]]),
    send: async (values, key) => {
      await change('/merge/undoing', { reason: values.reason.trim() }, key)
      form.clean()
      done()
    },
  })
  return (
    <FormFrame form={form} action={t.undoAction} then={t.undoThen} reload={reload}>
      <TextArea bind={form.bind('reason')} label={t.undoReason} rows={3} />
    </FormFrame>
  )
}
