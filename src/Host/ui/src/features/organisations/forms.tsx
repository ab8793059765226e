import { DateField, unreadable } from '@/components/date-time-field'
import { Field, optionsOf, Select } from '@/components/field'
import { FormFrame } from '@/components/form'
import { useForm } from '@/components/use-form'
import type { ImportResult, OrganisationDetail } from '@/lib/api/types'
import { today } from '@/lib/dates'
import { common } from '@/lib/i18n/common'
import { csvOf, dayBefore, type Line } from './lines'
import { sendFile, useOrganisationsOn, useReadAnew } from './organisations'
import { texts } from './texts'

/** Where a form has the field for a column. */
type Fields = Partial<Record<string, string>>

/** What the trial found wrong, at the form's fields; what belongs to none of them stands at the first. */
const faultsAt = (trial: ImportResult, fields: Fields, otherwise: string) =>
  Object.fromEntries(trial.faults.toReversed().map((fault) => [fields[fault.column] ?? otherwise, fault.reason]))

/** Tries the lines and, when nothing is wrong, writes them: the same two steps and checks as a file. */
const useSend = () => {
  const readAnew = useReadAnew()
  return async (lines: Line[], fields: Fields, otherwise: string) => {
    const file = csvOf(lines)
    const trial = await sendFile(file, true)
    if (trial.faultCount > 0) return faultsAt(trial, fields, otherwise)
    await sendFile(file, false)
    await readAnew()
  }
}

const useParents = (except?: string) =>
  (useOrganisationsOn('').data ?? []).filter((one) => one.code !== except).map((one) => ({ value: one.code, label: `${one.name} (${one.code})` }))

const useMissing = () => {
  const c = common.useTexts()
  const t = texts.useTexts()
  return <V extends Record<string, string>>(values: V, ...needed: (keyof V & string)[]) =>
    Object.fromEntries(needed.filter((name) => !values[name]?.trim() || values[name] === unreadable).map((name) => [name, values[name] === unreadable ? t.dayUnreadable : c.required]))
}

/** A new organisation. */
export const CreateForm = ({ done }: { done: () => void }) => {
  const t = texts.useTexts()
  const send = useSend()
  const missing = useMissing()
  const parents = useParents()
  const form = useForm({
    initial: { kind: '', code: '', name: '', parent: '', from: today(), phone: '', email: '' },
    labels: { kind: t.kind, code: t.code, name: t.name, parent: t.parent, from: t.from, phone: t.phone, email: t.email },
    validate: (values) => missing(values, 'kind', 'code', 'name', 'from'),
    send: async ({ from, ...values }) => {
      const faults = await send([{ ...values, validFrom: from }], { valid_from: 'from', code: 'code', kind: 'kind', name: 'name', parent: 'parent', phone: 'phone', email: 'email' }, 'code')
      if (faults) return faults
      form.clean()
      done()
    },
  })
  return (
    <FormFrame form={form} action={t.add} then={t.addThen}>
      <Select bind={form.bind('kind')} label={t.kind} options={optionsOf(t.kinds)} />
      <Field bind={form.bind('name')} label={t.name} maxLength={200} autoComplete="off" />
      <Field bind={form.bind('code')} label={t.code} hint={t.codeHint} maxLength={40} autoComplete="off" autoCapitalize="characters" spellCheck={false} />
      <Select bind={form.bind('parent')} label={t.parent} optional empty={t.noParent} options={parents} />
      <DateField bind={form.bind('from')} label={t.from} />
      <Field bind={form.bind('phone')} label={t.phone} hint={t.contactHint} optional inputMode="tel" autoComplete="off" maxLength={30} />
      <Field bind={form.bind('email')} label={t.email} optional type="email" autoComplete="off" maxLength={254} />
    </FormFrame>
  )
}

/** Another name or parent from a day. The newest period ends the day before and stays as it was; from its own first day on it is a correction. */
export const ChangeForm = ({ one, done }: { one: OrganisationDetail; done: () => void }) => {
  const t = texts.useTexts()
  const send = useSend()
  const missing = useMissing()
  const parents = useParents(one.code)
  const newest = one.periods[0]!
  const known = { code: one.code, kind: one.kind, name: newest.name, parent: newest.parent?.code, validFrom: newest.validFrom, phone: newest.phone, email: newest.email }
  const form = useForm({
    initial: { name: newest.name, parent: newest.parent?.code ?? '', from: today(), phone: newest.phone ?? '', email: newest.email ?? '' },
    labels: { name: t.name, parent: t.parent, from: t.changeFrom, phone: t.phone, email: t.email },
    validate: (values) => ({
      ...missing(values, 'name', 'from'),
      ...(values.from && values.from !== unreadable && values.from < newest.validFrom ? { from: t.tooEarly } : {}),
    }),
    send: async ({ from, ...values }) => {
      const line = { ...known, ...values, validFrom: from }
      const lines = from === newest.validFrom ? [line] : [{ ...known, validTo: dayBefore(from) }, line]
      const faults = await send(lines, { name: 'name', parent: 'parent', phone: 'phone', email: 'email' }, 'from')
      if (faults) return faults
      form.clean()
      done()
    },
  })
  return (
    <FormFrame form={form} action={t.save} then={t.changeThen}>
      <DateField bind={form.bind('from')} label={t.changeFrom} hint={t.changeHint} />
      <Field bind={form.bind('name')} label={t.name} maxLength={200} autoComplete="off" />
      <Select bind={form.bind('parent')} label={t.parent} optional empty={t.noParent} options={parents} />
      <Field bind={form.bind('phone')} label={t.phone} hint={t.contactHint} optional inputMode="tel" autoComplete="off" maxLength={30} />
      <Field bind={form.bind('email')} label={t.email} optional type="email" autoComplete="off" maxLength={254} />
    </FormFrame>
  )
}

/** The last day and who comes after. */
export const EndForm = ({ one, done }: { one: OrganisationDetail; done: () => void }) => {
  const t = texts.useTexts()
  const send = useSend()
  const missing = useMissing()
  const successors = useParents(one.code)
  const newest = one.periods[0]!
  const form = useForm({
    initial: { to: '', successor: '' },
    labels: { to: t.lastDay, successor: t.successor },
    validate: (values) => missing(values, 'to'),
    send: async ({ to, successor }) => {
      const line = { code: one.code, kind: one.kind, name: newest.name, parent: newest.parent?.code, validFrom: newest.validFrom, validTo: to, phone: newest.phone, email: newest.email }
      const faults = await send([{ ...line, successors: successor ? [successor] : [] }], { successors: 'successor' }, 'to')
      if (faults) return faults
      form.clean()
      done()
    },
  })
  return (
    <FormFrame form={form} action={t.end} then={t.endThen}>
      <DateField bind={form.bind('to')} label={t.lastDay} hint={t.lastDayHint} />
      <Select bind={form.bind('successor')} label={t.successor} hint={t.successorHint} optional={one.kind === 'Provider'} empty="–" options={successors} />
    </FormFrame>
  )
}
