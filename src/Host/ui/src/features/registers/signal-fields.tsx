import { CheckCards, Field, optionsOf, Select } from '@/components/field'
import type { Form } from '@/components/use-form'
import type { SignalValues } from './signals'
import { texts } from './texts'

export const SignalFields = ({ form }: { form: Pick<Form<SignalValues>, 'bind'> }) => {
  const t = texts.useTexts().dropouts
  const count = { inputMode: 'numeric' as const, autoComplete: 'off', maxLength: 3 }
  const mark = { inputMode: 'decimal' as const, autoComplete: 'off', maxLength: 4 }
  return (
    <fieldset className="part">
      <legend>{t.signals}</legend>
      <Field bind={form.bind('unexcusedDays')} label={t.unexcusedDays} optional {...count} />
      <div className="two">
        <Field bind={form.bind('absentDays')} label={t.absentDays} optional {...count} />
        <Field bind={form.bind('schoolDays')} label={t.schoolDays} optional {...count} />
      </div>
      <div className="two">
        <Field bind={form.bind('average')} label={t.average} hint={t.averageHint} optional {...mark} />
        <Field bind={form.bind('averageBefore')} label={t.averageBefore} hint={t.averageHint} optional {...mark} />
      </div>
      <div className="two">
        <Field bind={form.bind('failingSubjects')} label={t.failing} optional {...count} />
        <Select bind={form.bind('conduct')} label={t.conduct} optional options={optionsOf(t.conducts)} />
      </div>
      <CheckCards bind={form.bind('household')} label={t.household} optional side options={optionsOf(t.difficulties)} />
    </fieldset>
  )
}
