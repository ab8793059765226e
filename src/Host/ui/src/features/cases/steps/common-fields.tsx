import { DateTimeField } from '@/components/date-time-field'
import { optionsOf, Select, type FieldBinding } from '@/components/field'
import { common } from '@/lib/i18n/common'
import { stepTexts } from '../step-texts'

export const OccurredAt = ({ bind }: { bind: FieldBinding }) => {
  const t = stepTexts.useTexts()
  return <DateTimeField bind={bind} label={t.occurredAt} hint={t.occurredHint} />
}

export const PerformedBy = ({ bind }: { bind: FieldBinding }) => {
  const t = stepTexts.useTexts()
  const c = common.useTexts()
  return <Select bind={bind} label={t.performedBy} hint={t.performedHint} options={optionsOf(c.performedBy)} />
}
