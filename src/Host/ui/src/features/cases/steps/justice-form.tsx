import { Field, optionsOf, RadioCards, TextArea } from '@/components/field'
import { FormFrame } from '@/components/form'
import { Note } from '@/components/states'
import { useForm } from '@/components/use-form'
import { dateOf, thisMinute } from '@/lib/dates'
import { common } from '@/lib/i18n/common'
import { recordTexts } from '../record-texts'
import { stepTexts } from '../step-texts'
import { OccurredAt } from './common-fields'
import { lines, missing, orNothing, pastMoment } from './rules'
import type { StepProps } from './step-props'

/** An event with police, court or legal aid. The child should have to tell it once. */
export const JusticeEvent = ({ file, change, reload, done }: StepProps) => {
  const t = stepTexts.useTexts()
  const w = recordTexts.useTexts().justice
  const c = common.useTexts()
  const told = file.justiceEvents.find((event) => event.kind === 'Interview')
  const form = useForm({
    initial: { kind: '', authority: '', contact: '', note: '', adultChosenByChild: '', sharedWith: '', repeatReason: '', occurredAt: thisMinute() },
    validate: (values) => ({
      ...missing([
        ['kind', !values.kind, c.chooseOne],
        ['authority', !values.authority.trim(), w.needAuthority],
        ['note', !values.note.trim(), w.needNote],
        ['repeatReason', !!told && values.kind === 'Interview' && !values.repeatReason.trim(), w.needRepeat],
      ]),
      ...pastMoment('occurredAt', values.occurredAt, t.needTime, c),
    }),
    labels: { kind: w.which },
    send: async (values, key) => {
      const interview = values.kind === 'Interview'
      await change(
        '/justice-events',
        {
          kind: values.kind as 'Interview',
          authority: values.authority.trim(),
          contact: orNothing(values.contact),
          note: values.note.trim(),
          adultChosenByChild: orNothing(values.adultChosenByChild),
          sharedWith: interview ? lines(values.sharedWith) : undefined,
          repeatReason: interview ? orNothing(values.repeatReason) : undefined,
          occurredAt: values.occurredAt,
        },
        key,
      )
      form.clean()
      done(`/ca/${file.id}#tu-phap`)
    },
  })
  const interview = form.values.kind === 'Interview'
  return (
    <FormFrame form={form} action={w.action} reload={reload}>
      <RadioCards bind={form.bind('kind')} label={w.which} side options={optionsOf(w.kind)} />
      {interview && (
        <Note tone="amber" title={told ? w.already(dateOf(told.occurredAt)) : w.once}>
          <p>{w.onceText}</p>
        </Note>
      )}
      {interview && told && <TextArea bind={form.bind('repeatReason')} label={w.repeat} rows={2} maxLength={2_000} />}
      <div className="two">
        <Field bind={form.bind('authority')} label={w.authority} hint={w.authorityHint} autoComplete="off" maxLength={300} />
        <Field bind={form.bind('contact')} label={w.contact} optional autoComplete="off" maxLength={300} />
      </div>
      <TextArea bind={form.bind('note')} label={w.note} rows={4} maxLength={10_000} />
      <Field bind={form.bind('adultChosenByChild')} label={w.adult} hint={w.adultHint} optional autoComplete="off" maxLength={200} />
      {interview && <TextArea bind={form.bind('sharedWith')} label={w.shared} hint={w.sharedHint} optional rows={3} />}
      <OccurredAt bind={form.bind('occurredAt')} />
    </FormFrame>
  )
}
