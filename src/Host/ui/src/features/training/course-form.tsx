import { Button } from '@/components/button'
import { Field, optionsOf, Select, TextArea } from '@/components/field'
import { FormFrame } from '@/components/form'
import { useForm } from '@/components/use-form'
import { api } from '@/lib/api/client'
import { common } from '@/lib/i18n/common'
import { useRecordTraining } from './record-training'
import { texts } from './texts'

export const CourseForm = ({ close }: { close: () => void }) => {
  const t = texts.useTexts()
  const c = common.useTexts()
  const record = useRecordTraining()
  const form = useForm({
    initial: { code: '', nameVi: '', nameEn: '', audience: 'Staff', hours: '', competencies: '', months: '' },
    validate: (values) => {
      const errors: Record<string, string> = {}
      for (const field of ['code', 'nameVi', 'nameEn'] as const) if (!values[field].trim()) errors[field] = c.required
      if (!/^\d+$/.test(values.hours.trim())) errors.hours = t.wrongNumber
      if (values.months.trim() && !/^\d+$/.test(values.months.trim())) errors.months = t.wrongNumber
      return errors
    },
    labels: { code: t.code, nameVi: t.nameVi, nameEn: t.nameEn, hours: t.hours, months: t.validMonths },
    send: async (values, key) => {
      await record(() =>
        api.post('/training/courses', {
          body: {
            code: values.code.trim(),
            nameVi: values.nameVi.trim(),
            nameEn: values.nameEn.trim(),
            audience: values.audience,
            hours: Number(values.hours),
            competencies: values.competencies
              .split('\n')
              .map((line) => line.trim())
              .filter(Boolean),
            certificateValidMonths: values.months.trim() ? Number(values.months) : undefined,
          },
          key,
        }),
      )
      form.clean()
      close()
    },
  })
  return (
    <FormFrame
      form={form}
      action={t.save}
      extra={
        <Button look="quiet" onClick={close}>
          {c.cancel}
        </Button>
      }
    >
      <Field bind={form.bind('code')} label={t.code} autoComplete="off" />
      <Field bind={form.bind('nameVi')} label={t.nameVi} autoComplete="off" />
      <Field bind={form.bind('nameEn')} label={t.nameEn} autoComplete="off" lang="en" />
      <Select bind={form.bind('audience')} label={t.audience} options={optionsOf(t.audiences)} />
      <div className="two">
        <Field bind={form.bind('hours')} label={t.hours} inputMode="numeric" autoComplete="off" />
        <Field bind={form.bind('months')} label={t.validMonths} hint={t.validMonthsHint} inputMode="numeric" optional autoComplete="off" />
      </div>
      <TextArea bind={form.bind('competencies')} label={t.competencies} hint={t.competenciesHint} optional rows={3} />
    </FormFrame>
  )
}
