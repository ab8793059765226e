import { Field, optionsOf, RadioCards, TextArea } from '@/components/field'
import { FormFrame } from '@/components/form'
import { Note } from '@/components/states'
import { useForm } from '@/components/use-form'
import { thisMinute } from '@/lib/dates'
import { common } from '@/lib/i18n/common'
import { factTexts } from '../fact-texts'
import { recordTexts } from '../record-texts'
import { stepTexts } from '../step-texts'
import { OccurredAt } from './common-fields'
import { missing, orNothing, pastMoment } from './rules'
import type { StepProps } from './step-props'

/** The family was told, or was not and why. */
export const ParentNotice = ({ file, change, reload, done }: StepProps) => {
  const t = stepTexts.useTexts()
  const w = recordTexts.useTexts().parents
  const f = factTexts.useTexts()
  const c = common.useTexts()
  const form = useForm({
    initial: { told: '', who: '', channel: '', note: '', notInformed: '', reason: '', occurredAt: thisMinute() },
    validate: (values) => ({
      ...missing([
        ['told', !values.told, c.chooseOne],
        ['who', values.told === 'yes' && !values.who.trim(), w.needWho],
        ['channel', values.told === 'yes' && !values.channel, c.chooseOne],
        ['notInformed', values.told === 'no' && !values.notInformed, c.chooseOne],
        ['reason', values.told === 'no' && !values.reason.trim(), t.needReason],
      ]),
      ...pastMoment('occurredAt', values.occurredAt, t.needTime, c),
    }),
    labels: { told: w.outcome, channel: w.channel, notInformed: w.why },
    send: async (values, key) => {
      const { occurredAt } = values
      await change(
        '/parent-notices',
        values.told === 'yes'
          ? { occurredAt, who: values.who.trim(), channel: values.channel as 'Phone', note: orNothing(values.note) }
          : { occurredAt, notInformed: values.notInformed as 'NotReached', reason: values.reason.trim() },
        key,
      )
      form.clean()
      done(`/ca/${file.id}#cha-me`)
    },
  })
  const { values } = form
  return (
    <FormFrame form={form} action={w.action} then={w.then} reload={reload}>
      <RadioCards
        bind={form.bind('told')}
        label={w.outcome}
        side
        options={[
          { value: 'yes', label: w.yes },
          { value: 'no', label: w.no },
        ]}
      />
      {values.told === 'yes' && (
        <>
          <Field bind={form.bind('who')} label={w.who} hint={w.whoHint} autoComplete="off" maxLength={200} />
          <RadioCards bind={form.bind('channel')} label={w.channel} side options={optionsOf(f.channel)} />
          <TextArea bind={form.bind('note')} label={w.said} optional rows={3} />
        </>
      )}
      {values.told === 'no' && (
        <>
          <RadioCards bind={form.bind('notInformed')} label={w.why} options={optionsOf(w.ground)} />
          {values.notInformed === 'NotReached' && <Note tone="amber">{w.attemptOnly}</Note>}
          <TextArea bind={form.bind('reason')} label={w.reason} rows={3} />
        </>
      )}
      <OccurredAt bind={form.bind('occurredAt')} />
    </FormFrame>
  )
}
