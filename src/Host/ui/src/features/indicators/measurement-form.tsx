import { Button } from '@/components/button'
import { Field, TextArea } from '@/components/field'
import { FormFrame } from '@/components/form'
import { useForm } from '@/components/use-form'
import { common } from '@/lib/i18n/common'
import { useLanguage } from '@/lib/i18n/language'
import { useEnterMeasurement } from './record-measurement'
import { readNumber } from './standing'
import { texts } from './texts'

/** "12,5" and "12.5" are the same number here; thousands are written without separators. */
const decimal = (text: string): string | null => {
  const cleaned = text.trim().replace(',', '.')
  return /^\d+(\.\d+)?$/.test(cleaned) ? cleaned : null
}

export const MeasurementForm = ({ indicatorCode, organisationId, unit, close }: { indicatorCode: string; organisationId: string; unit: string | undefined; close: () => void }) => {
  const t = texts.useTexts()
  const c = common.useTexts()
  const language = useLanguage()
  const enter = useEnterMeasurement()
  const form = useForm({
    initial: { period: '', numerator: '', denominator: '', evidence: '' },
    validate: (values) => {
      const errors: Record<string, string> = {}
      if (!/^\d{4}(-\d{4})?$/.test(values.period.trim())) errors.period = t.wrongPeriod
      if (decimal(values.numerator) === null) errors.numerator = t.wrongNumber
      if (decimal(values.denominator) === null) errors.denominator = t.wrongNumber
      return errors
    },
    labels: { period: t.periodLabel, numerator: t.numerator, denominator: t.denominator },
    send: async (values, key) => {
      await enter(
        {
          indicatorCode,
          organisationId,
          period: values.period.trim(),
          numerator: decimal(values.numerator) ?? '',
          denominator: decimal(values.denominator) ?? '',
          evidence: values.evidence.trim() || undefined,
        },
        key,
      )
      form.clean()
      close()
    },
  })
  const [numerator, denominator] = [decimal(form.values.numerator), decimal(form.values.denominator)]
  const percent = unit === '%' && numerator !== null && denominator !== null
  return (
    <FormFrame
      form={form}
      action={t.enterAction}
      then={t.enterThen}
      extra={
        <Button look="quiet" onClick={close}>
          {c.cancel}
        </Button>
      }
    >
      <Field bind={form.bind('period')} label={t.periodLabel} hint={t.periodHint} autoComplete="off" />
      <div className="two">
        <Field bind={form.bind('numerator')} label={t.numerator} inputMode="decimal" autoComplete="off" />
        <Field bind={form.bind('denominator')} label={t.denominator} inputMode="decimal" autoComplete="off" />
      </div>
      {percent && (
        <p role="status">{Number(denominator) === 0 ? t.zero : t.preview(readNumber(((Number(numerator) / Number(denominator)) * 100).toFixed(2), '%', language, t))}</p>
      )}
      <TextArea bind={form.bind('evidence')} label={t.evidence} optional rows={2} />
    </FormFrame>
  )
}
