import { DateField } from '@/components/date-time-field'
import { Field, Select, TextArea, type FieldBinding } from '@/components/field'
import { usePlaces } from './library'
import { texts } from './texts'

type Name = 'place' | 'from' | 'source' | 'reason'

/** Where, from when, on what ground: the same for limits, forms and wording. */
export const IssueFields = ({ bind, sourced = true }: { bind: (name: Name) => FieldBinding; sourced?: boolean }) => {
  const t = texts.useTexts()
  const places = usePlaces().data ?? []
  return (
    <>
      <div className="two">
        <Select bind={bind('place')} label={t.place} empty={t.country} options={places.map((place) => ({ value: place.id, label: place.name }))} />
        <DateField bind={bind('from')} label={t.from} />
      </div>
      {sourced && <Field bind={bind('source')} label={t.source} hint={t.sourceHint} autoComplete="off" maxLength={500} />}
      <TextArea bind={bind('reason')} label={t.reason} rows={2} />
    </>
  )
}
