import { optionsOf, RadioCards, TextArea } from '@/components/field'
import { FormFrame } from '@/components/form'
import { Note } from '@/components/states'
import { useForm } from '@/components/use-form'
import { plainDate, thisMinute } from '@/lib/dates'
import { common } from '@/lib/i18n/common'
import { word } from '@/lib/i18n/texts'
import { stepTexts } from '../step-texts'
import { texts } from '../texts'
import { OccurredAt } from './common-fields'
import { missing, orNothing, pastMoment } from './rules'
import type { StepProps } from './step-props'

export const ActionProgress = ({ file, change, search, reload, done }: StepProps) => {
  const t = stepTexts.useTexts()
  const w = texts.useTexts().plan
  const c = common.useTexts()
  const plan = [...file.plans].reverse().find((known) => known.status === 'Approved')
  const open = (plan?.actions ?? []).filter((action) => action.status === 'Planned' || action.status === 'Started')
  const form = useForm({
    initial: { action: search.get('hoat-dong') ?? (open.length === 1 ? String(open[0]?.number) : ''), status: '', note: '', occurredAt: thisMinute() },
    validate: (values) => ({
      ...missing([
        ['action', !values.action, c.chooseOne],
        ['status', !values.status, c.chooseOne],
        ['note', values.status === 'NotDone' && !values.note.trim(), t.needReason],
      ]),
      ...pastMoment('occurredAt', values.occurredAt, t.needTime, c),
    }),
    send: async (values, key) => {
      await change('/actions/{number}/progress', { status: values.status, note: orNothing(values.note), occurredAt: values.occurredAt }, key, {
        number: Number(values.action),
      })
      form.clean()
      done(`/ca/${file.id}#ke-hoach`)
    },
  })
  if (open.length === 0) return <Note tone="amber" title={t.progress.none} />
  const { Started, Done, NotDone } = w.actionStatus
  return (
    <FormFrame form={form} action={t.progress.action} then={t.progress.then} reload={reload}>
      <RadioCards
        bind={form.bind('action')}
        label={t.progress.which}
        options={open.map((action) => ({
          value: String(action.number),
          label: action.description,
          hint: [word(w.actionStatus, action.status), action.owner, action.dueOn && `${w.due} ${plainDate(action.dueOn)}`].filter(Boolean).join(' · '),
        }))}
      />
      <RadioCards bind={form.bind('status')} label={t.progress.status} side options={optionsOf({ Started: Started ?? '', Done: Done ?? '', NotDone: NotDone ?? '' })} />
      <TextArea bind={form.bind('note')} label={t.note} optional={form.values.status !== 'NotDone'} rows={3} />
      <OccurredAt bind={form.bind('occurredAt')} />
    </FormFrame>
  )
}
