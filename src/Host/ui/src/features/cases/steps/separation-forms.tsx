import { DateField, DateTimeField, unreadable } from '@/components/date-time-field'
import { CheckCards, Field, optionsOf, Select, TextArea } from '@/components/field'
import { FormFrame } from '@/components/form'
import { Note } from '@/components/states'
import { useForm } from '@/components/use-form'
import { plainDate, thisMinute, today } from '@/lib/dates'
import { common } from '@/lib/i18n/common'
import { recordTexts } from '../record-texts'
import { lastDay } from '../separation'
import { stepTexts } from '../step-texts'
import { OccurredAt, PerformedBy } from './common-fields'
import { lines, missing, optionalDay, orNothing, pastMoment } from './rules'
import type { StepProps } from './step-props'

/** Form 07, mirrored from the paper of the commune. */
export const SeparationOrder = ({ file, change, reload, done }: StepProps) => {
  const t = stepTexts.useTexts()
  const w = recordTexts.useTexts().separation
  const c = common.useTexts()
  const form = useForm({
    initial: {
      decisionNo: '',
      decidedOn: today(),
      signer: '',
      grounds: [] as string[],
      reason: '',
      separatedFrom: '',
      receivedBy: '',
      startsAt: '',
      until: '',
      shelterAddress: '',
      responsible: '',
      recipients: '',
      performedBy: 'Commune',
    },
    validate: (values) => {
      const starts = values.startsAt && values.startsAt !== unreadable
      return {
        ...missing([
          ['decisionNo', !values.decisionNo.trim(), w.needNumber],
          ['decidedOn', !values.decidedOn, w.needDay],
          ['signer', !values.signer.trim(), w.needSigner],
          ['grounds', values.grounds.length === 0, c.chooseOne],
          ['reason', !values.reason.trim(), t.needReason],
          ['separatedFrom', lines(values.separatedFrom).length === 0, w.needFrom],
          ['receivedBy', !values.receivedBy.trim(), w.needReceiver],
          ['until', !values.until, w.needDay],
          ['until', !!starts && values.until !== unreadable && values.until > lastDay(values.startsAt), w.tooLong(starts ? plainDate(lastDay(values.startsAt)) : '')],
        ]),
        ...optionalDay('decidedOn', values.decidedOn, c),
        ...optionalDay('until', values.until, c),
        ...pastMoment('startsAt', values.startsAt, t.needTime, c),
      }
    },
    labels: { grounds: w.grounds, decidedOn: w.decidedOn, until: w.until, startsAt: w.startsAt },
    send: async (values, key) => {
      await change(
        '/separations',
        {
          decisionNo: values.decisionNo.trim(),
          decidedOn: values.decidedOn,
          signer: values.signer.trim(),
          grounds: values.grounds as 'PlanRefused'[],
          reason: values.reason.trim(),
          separatedFrom: lines(values.separatedFrom),
          receivedBy: values.receivedBy.trim(),
          startsAt: values.startsAt,
          until: values.until,
          shelterAddress: orNothing(values.shelterAddress),
          responsible: lines(values.responsible),
          recipients: lines(values.recipients),
          performedBy: values.performedBy as 'Commune',
        },
        key,
      )
      form.clean()
      done(`/ca/${file.id}#cach-ly`)
    },
  })
  const { values } = form
  // The school never decides on it: only whose paper it is.
  const others = optionsOf(c.performedBy).filter((option) => option.value !== 'School')
  return (
    <FormFrame form={form} action={w.action} then={w.then} reload={reload}>
      <p className="muted">{w.lead}</p>
      <div className="two">
        <Field bind={form.bind('decisionNo')} label={t.decisionNo} autoComplete="off" maxLength={100} />
        <DateField bind={form.bind('decidedOn')} label={w.decidedOn} />
      </div>
      <div className="two">
        <Field bind={form.bind('signer')} label={w.signer} autoComplete="off" maxLength={200} />
        <Select bind={form.bind('performedBy')} label={t.performedBy} options={others} />
      </div>
      <CheckCards bind={form.bind('grounds')} label={w.grounds} options={optionsOf(w.ground)} />
      <TextArea bind={form.bind('reason')} label={t.reason} rows={3} />
      <TextArea bind={form.bind('separatedFrom')} label={w.from} hint={t.onePerLine} rows={2} />
      <Field bind={form.bind('receivedBy')} label={w.receivedBy} hint={w.receivedHint} autoComplete="off" maxLength={300} />
      <Field bind={form.bind('shelterAddress')} label={t.emergency.shelter} hint={t.emergency.shelterHint} optional autoComplete="off" maxLength={500} />
      <DateTimeField bind={form.bind('startsAt')} label={w.startsAt} />
      <DateField
        bind={form.bind('until')}
        label={w.until}
        {...(values.startsAt && values.startsAt !== unreadable ? { hint: w.lastDay(plainDate(lastDay(values.startsAt))) } : {})}
      />
      <TextArea bind={form.bind('responsible')} label={w.responsible} hint={t.onePerLine} optional rows={2} />
      <TextArea bind={form.bind('recipients')} label={w.recipients} hint={t.onePerLine} optional rows={2} />
    </FormFrame>
  )
}

export const SeparationExtension = ({ file, change, reload, done }: StepProps) => {
  const t = stepTexts.useTexts()
  const w = recordTexts.useTexts().separation
  const c = common.useTexts()
  const running = file.separations.find((known) => !known.end)
  const limit = running ? lastDay(running.startsAt) : ''
  const form = useForm({
    initial: { decisionNo: '', decidedOn: today(), until: '', reason: '', competentOrder: '', performedBy: 'Commune' },
    validate: (values) => ({
      ...missing([
        ['decisionNo', !values.decisionNo.trim(), w.needNumber],
        ['decidedOn', !values.decidedOn, w.needDay],
        ['reason', !values.reason.trim(), t.needReason],
        ['until', !values.until, w.needDay],
        ['until', !!values.until && values.until <= (running?.until ?? ''), w.tooEarly(plainDate(running?.until))],
        ['competentOrder', values.until !== unreadable && values.until > limit && !values.competentOrder.trim(), w.tooLong(plainDate(limit))],
      ]),
      ...optionalDay('decidedOn', values.decidedOn, c),
      ...optionalDay('until', values.until, c),
    }),
    labels: { decidedOn: w.decidedOn, until: w.newUntil },
    send: async (values, key) => {
      await change(
        '/separation-extensions',
        {
          decisionNo: values.decisionNo.trim(),
          decidedOn: values.decidedOn,
          until: values.until,
          reason: values.reason.trim(),
          competentOrder: orNothing(values.competentOrder),
          performedBy: values.performedBy as 'Commune',
        },
        key,
      )
      form.clean()
      done(`/ca/${file.id}#cach-ly`)
    },
  })
  if (!running) return <Note tone="amber" title={t.notNow} />
  return (
    <FormFrame form={form} action={w.extend} reload={reload}>
      <Note title={w.runsUntil(plainDate(running.until))}>
        <p>{w.lastDay(plainDate(limit))}</p>
      </Note>
      <div className="two">
        <Field bind={form.bind('decisionNo')} label={t.decisionNo} autoComplete="off" maxLength={100} />
        <DateField bind={form.bind('decidedOn')} label={w.decidedOn} />
      </div>
      <DateField bind={form.bind('until')} label={w.newUntil} />
      <TextArea bind={form.bind('reason')} label={t.reason} rows={3} />
      <Field bind={form.bind('competentOrder')} label={w.order15} hint={w.order15Hint} optional autoComplete="off" maxLength={500} />
      <PerformedBy bind={form.bind('performedBy')} />
    </FormFrame>
  )
}

export const SeparationEnd = ({ file, change, reload, done }: StepProps) => {
  const t = stepTexts.useTexts()
  const w = recordTexts.useTexts().separation
  const c = common.useTexts()
  const running = file.separations.find((known) => !known.end)
  const form = useForm({
    initial: { reason: '', decisionNo: '', occurredAt: thisMinute(), performedBy: 'Commune' },
    validate: (values) => ({
      ...missing([['reason', !values.reason.trim(), t.needReason]]),
      ...pastMoment('occurredAt', values.occurredAt, t.needTime, c),
    }),
    send: async (values, key) => {
      await change(
        '/separation-end',
        { reason: values.reason.trim(), decisionNo: orNothing(values.decisionNo), occurredAt: values.occurredAt, performedBy: values.performedBy as 'Commune' },
        key,
      )
      form.clean()
      done(`/ca/${file.id}#cach-ly`)
    },
  })
  if (!running) return <Note tone="amber" title={t.notNow} />
  return (
    <FormFrame form={form} action={w.end} then={w.endThen} reload={reload}>
      <Note title={w.runsUntil(plainDate(running.until))} />
      <TextArea bind={form.bind('reason')} label={t.reason} rows={3} />
      <Field bind={form.bind('decisionNo')} label={t.decisionNo} optional autoComplete="off" maxLength={100} />
      <OccurredAt bind={form.bind('occurredAt')} />
      <PerformedBy bind={form.bind('performedBy')} />
    </FormFrame>
  )
}
