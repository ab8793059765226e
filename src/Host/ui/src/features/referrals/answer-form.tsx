import { useState } from 'react'
import { Button } from '@/components/button'
import { DateTimeField, unreadable } from '@/components/date-time-field'
import { Check, Field, TextArea } from '@/components/field'
import { FormFrame } from '@/components/form'
import { useForm } from '@/components/use-form'
import type { Referral } from '@/lib/api/types'
import { thisMinute } from '@/lib/dates'
import { common } from '@/lib/i18n/common'
import { useAnswerReferral, type Answers } from './answer-referral'
import { texts } from './texts'

export type AnswerStep = keyof Answers

const filled = (text: string) => text.trim() || undefined

/** One question at a time, for a person who opened this once from a phone. */
export const AnswerForm = ({ step, referral, reload, close }: { step: AnswerStep; referral: Referral; reload: () => Promise<number | undefined>; close: () => void }) => {
  const t = texts.useTexts()
  const c = common.useTexts()
  const answer = useAnswerReferral(referral.id)
  const [seen, setSeen] = useState(referral.version)
  const dated = step === 'progress' || step === 'completion'
  const form = useForm({
    initial: { text: '', appointmentAt: '', contactPerson: '', started: referral.state === 'Accepted', occurredAt: thisMinute() },
    validate: (values) => {
      const errors: Record<string, string> = {}
      const need = { decline: t.needReason, cancellation: t.needReason, progress: t.needNote, completion: t.needOutcome, acknowledgement: '', acceptance: '' }[step]
      if (need && !values.text.trim()) errors.text = need
      if (values.appointmentAt === unreadable) errors.appointmentAt = c.badDateTime
      if (dated && !values.occurredAt) errors.occurredAt = t.needTime
      if (dated && values.occurredAt === unreadable) errors.occurredAt = c.badDateTime
      return errors
    },
    send: async (values, key) => {
      const bodies: Answers = {
        acknowledgement: {},
        acceptance: { appointmentAt: values.appointmentAt || undefined, contactPerson: filled(values.contactPerson), note: filled(values.text) },
        decline: { reason: values.text.trim() },
        progress: { note: values.text.trim(), occurredAt: values.occurredAt, started: values.started },
        completion: { outcome: values.text.trim(), occurredAt: values.occurredAt },
        cancellation: { reason: values.text.trim() },
      }
      await answer(step, bodies[step], seen, key)
      form.clean()
      close()
    },
  })
  const label = { acknowledgement: '', acceptance: t.note, decline: t.reason, progress: t.progressNote, completion: t.outcomeLabel, cancellation: t.reason }[step]
  return (
    <section className="answer">
      <h2>{t.steps[step]}</h2>
      <FormFrame
        form={form}
        action={t.steps[step]}
        then={t.hints[step]}
        reload={async () => {
          setSeen((await reload()) ?? seen)
        }}
        extra={
          <Button look="quiet" onClick={close}>
            {c.cancel}
          </Button>
        }
      >
        {step === 'acceptance' && (
          <>
            <DateTimeField bind={form.bind('appointmentAt')} label={t.appointmentAt} optional />
            <Field bind={form.bind('contactPerson')} label={t.contactPerson} optional autoComplete="off" />
          </>
        )}
        {label && <TextArea bind={form.bind('text')} label={label} optional={step === 'acceptance'} rows={3} />}
        {step === 'progress' && referral.state === 'Accepted' && <Check bind={form.bind('started')} label={t.started} />}
        {dated && <DateTimeField bind={form.bind('occurredAt')} label={t.occurredAt} />}
      </FormFrame>
    </section>
  )
}
