import { Field, optionsOf, RadioCards, TextArea } from '@/components/field'
import { FormFrame } from '@/components/form'
import { useForm } from '@/components/use-form'
import { thisMinute } from '@/lib/dates'
import { common } from '@/lib/i18n/common'
import { stepTexts } from '../step-texts'
import { texts } from '../texts'
import { OccurredAt, PerformedBy } from './common-fields'
import { lines, missing, orNothing, pastMoment } from './rules'
import type { StepProps } from './step-props'

export const Emergency = ({ change, reload, done }: StepProps) => {
  const t = stepTexts.useTexts()
  const w = texts.useTexts()
  const c = common.useTexts()
  const form = useForm({
    initial: { decision: '', decisionNo: '', measures: '', shelterAddress: '', reason: '', occurredAt: thisMinute(), performedBy: 'Commune' },
    validate: (values) => ({
      ...missing([
        ['decision', !values.decision, c.chooseOne],
        ['measures', values.decision === 'Taken' && lines(values.measures).length === 0, t.emergency.needMeasures],
        ['reason', values.decision === 'NotNeeded' && !values.reason.trim(), t.needReason],
      ]),
      ...pastMoment('occurredAt', values.occurredAt, t.needTime, c),
    }),
    send: async (values, key) => {
      const taken = values.decision === 'Taken'
      await change(
        '/emergency-measures',
        {
          decision: values.decision,
          occurredAt: values.occurredAt,
          decisionNo: orNothing(values.decisionNo),
          measures: taken ? lines(values.measures) : undefined,
          shelterAddress: taken ? orNothing(values.shelterAddress) : undefined,
          reason: orNothing(values.reason),
          performedBy: values.performedBy,
        },
        key,
      )
      form.clean()
      done()
    },
  })
  return (
    <FormFrame form={form} action={t.emergency.action} then={t.emergency.then} reload={reload}>
      <RadioCards bind={form.bind('decision')} label={t.emergency.decision} options={optionsOf(w.emergency)} />
      {form.values.decision === 'Taken' && <TextArea bind={form.bind('measures')} label={t.emergency.measures} hint={t.onePerLine} />}
      {form.values.decision === 'Taken' && <Field bind={form.bind('shelterAddress')} label={t.emergency.shelter} hint={t.emergency.shelterHint} optional autoComplete="off" />}
      <TextArea bind={form.bind('reason')} label={t.reason} optional={form.values.decision !== 'NotNeeded'} rows={2} />
      <Field bind={form.bind('decisionNo')} label={t.decisionNo} optional autoComplete="off" />
      <OccurredAt bind={form.bind('occurredAt')} />
      <PerformedBy bind={form.bind('performedBy')} />
    </FormFrame>
  )
}
