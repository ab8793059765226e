import { RadioCards, Select, TextArea } from '@/components/field'
import { FormFrame } from '@/components/form'
import { Await, Note } from '@/components/states'
import { useForm } from '@/components/use-form'
import type { Person } from '@/lib/api/types'
import { common } from '@/lib/i18n/common'
import { word } from '@/lib/i18n/texts'
import { usePeople } from '../list-people'
import { texts } from '../texts'
import { missing, orNothing } from './rules'
import type { StepProps } from './step-props'

/** Those who work with the cases of a school, apart from whoever has this one. */
export const receivers = (people: Person[], words: Record<string, string>, except: string | null | undefined) =>
  people
    .filter((person) => person.id !== except && person.roles.some((role) => ['SocialWorker', 'Counsellor', 'FocalPerson', 'Principal'].includes(role)))
    .map((person) => ({ value: person.id, label: `${person.displayName} (${person.roles.map((role) => word(words, role)).join(', ')})` }))

export const HandOver = (props: StepProps) => <Await query={usePeople(props.file.school?.id)}>{(people) => <HandOverForm {...props} people={people} />}</Await>

const HandOverForm = ({ file, change, reload, done, people }: StepProps & { people: Person[] }) => {
  const t = texts.useTexts().handOver
  const c = common.useTexts()
  const form = useForm({
    initial: { toId: '', note: '' },
    validate: (values) => missing([['toId', !values.toId, c.required]]),
    send: async (values, key) => {
      await change('/hand-over', { toId: values.toId, note: orNothing(values.note) ?? null }, key)
      form.clean()
      done()
    },
  })
  return (
    <FormFrame form={form} action={t.action} then={t.then} reload={reload}>
      <Select bind={form.bind('toId')} label={t.to} options={receivers(people, c.role, file.assignee?.id)} />
      <TextArea bind={form.bind('note')} label={t.note} hint={t.noteHint} optional maxLength={5000} />
    </FormFrame>
  )
}

export const HandOverAnswer = ({ file, change, reload, done }: StepProps) => {
  const t = texts.useTexts().handOver
  const waiting = file.handOvers.find((it) => it.state === 'Proposed')
  const form = useForm({
    initial: { answer: '', reason: '' },
    validate: (values) => missing([
      ['answer', !values.answer, t.needAnswer],
      ['reason', values.answer === 'no' && !values.reason.trim(), t.needReason],
    ]),
    send: async (values, key) => {
      await change('/hand-over/answer', { accept: values.answer === 'yes', reason: values.answer === 'no' ? values.reason.trim() : null }, key)
      form.clean()
      done()
    },
  })
  return (
    <FormFrame form={form} action={t.send} reload={reload}>
      {waiting && (
        <Note tone="teal" title={t.of(waiting.from.name, waiting.to.name)}>
          {waiting.note && <p className="prose-lines">{waiting.note}</p>}
        </Note>
      )}
      <RadioCards
        bind={form.bind('answer')}
        label={t.question}
        options={[
          { value: 'yes', label: t.accept, hint: t.acceptHint },
          { value: 'no', label: t.decline, hint: t.declineHint },
        ]}
      />
      {form.values.answer === 'no' && <TextArea bind={form.bind('reason')} label={t.reason} rows={3} maxLength={2000} />}
    </FormFrame>
  )
}

export const HandOverWithdrawal = ({ file, change, reload, done }: StepProps) => {
  const t = texts.useTexts().handOver
  const waiting = file.handOvers.find((it) => it.state === 'Proposed')
  const form = useForm({
    initial: {},
    send: async (_, key) => {
      await change('/hand-over/withdrawal', undefined as never, key)
      form.clean()
      done()
    },
  })
  return (
    <FormFrame form={form} action={t.withdraw} reload={reload}>
      {waiting && <p>{t.withdrawText(waiting.to.name, waiting.from.name)}</p>}
    </FormFrame>
  )
}
