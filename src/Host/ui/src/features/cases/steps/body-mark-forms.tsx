import { DateTimeField } from '@/components/date-time-field'
import { Field, FieldError, optionsOf, RadioCards, TextArea } from '@/components/field'
import { FormFrame } from '@/components/form'
import { Note } from '@/components/states'
import { useForm } from '@/components/use-form'
import { thisMinute } from '@/lib/dates'
import { common } from '@/lib/i18n/common'
import { word } from '@/lib/i18n/texts'
import { BodyFigure } from '../body-figure'
import { usePlaceOf } from '../body-map-section'
import { regionAt, regionKey, regions, type Side } from '../body-regions'
import { recordTexts } from '../record-texts'
import { stepTexts } from '../step-texts'
import { missing, pastMoment } from './rules'
import type { StepProps } from './step-props'

interface Spot {
  side: Side
  x: number
  y: number
}

const badSize = (text: string) => !!text.trim() && !(/^\d{1,4}$/.test(text.trim()) && Number(text) >= 1 && Number(text) <= 2000)
const sizeOf = (text: string) => (text.trim() ? Number(text) : undefined)

/** A mark seen on the child: its place by pointing or from the list. */
export const BodyMark = ({ file, change, reload, done }: StepProps) => {
  const t = stepTexts.useTexts()
  const w = recordTexts.useTexts().body
  const c = common.useTexts()
  const form = useForm({
    initial: { spot: null as Spot | null, kind: '', sizeMm: '', description: '', occurredAt: thisMinute() },
    validate: (values) => ({
      ...missing([
        ['spot', !values.spot, w.needPlace],
        ['kind', !values.kind, c.chooseOne],
        ['sizeMm', badSize(values.sizeMm), w.badSize],
        ['description', !values.description.trim(), w.needDescription],
      ]),
      ...pastMoment('occurredAt', values.occurredAt, t.needTime, c),
    }),
    labels: { kind: w.what },
    send: async (values, key) => {
      if (!values.spot) return
      await change(
        '/body-marks',
        { ...values.spot, kind: values.kind as 'Bruise', sizeMm: sizeOf(values.sizeMm), description: values.description.trim(), occurredAt: values.occurredAt },
        key,
      )
      form.clean()
      done(`/ca/${file.id}#so-do`)
    },
  })
  const { spot } = form.values
  const id = form.idOf('spot')
  const chosen = spot ? regionKey(regionAt(spot.side, spot.x, spot.y)) : ''
  return (
    <FormFrame form={form} action={w.note} reload={reload}>
      <p className="muted">{w.lead}</p>
      <div className="field">
        <label className="field-label" htmlFor={id}>
          {w.place}
        </label>
        <p className="field-hint" id={`${id}-hint`}>
          {w.tap} {w.placeHint}
        </p>
        <div className="body-map">
          {(['Front', 'Back'] as const).map((side) => (
            <BodyFigure
              key={side}
              side={side}
              marks={file.bodyMarks}
              chosen={spot?.side === side ? spot : undefined}
              onPoint={(x, y) => form.set('spot', { side, x, y })}
            />
          ))}
        </div>
        <select
          className="input"
          id={id}
          value={chosen}
          aria-describedby={`${id}-hint${form.errors.spot ? ` ${id}-error` : ''}`}
          aria-invalid={form.errors.spot ? true : undefined}
          onChange={(event) => {
            const region = regions.find((known) => regionKey(known) === event.target.value)
            form.set('spot', region ? { side: region.side, x: region.x, y: region.y } : null)
          }}
        >
          <option value="">–</option>
          {(['Front', 'Back'] as const).map((side) => (
            <optgroup key={side} label={side === 'Front' ? w.front : w.back}>
              {regions
                .filter((region) => region.side === side)
                .map((region) => (
                  <option key={region.code} value={regionKey(region)}>
                    {word(w.region, region.code)}
                  </option>
                ))}
            </optgroup>
          ))}
        </select>
        <FieldError id={id} error={form.errors.spot} />
      </div>
      <RadioCards bind={form.bind('kind')} label={w.what} side options={optionsOf(w.kind)} />
      <Field bind={form.bind('sizeMm')} label={w.size} optional inputMode="numeric" autoComplete="off" />
      <TextArea bind={form.bind('description')} label={w.description} hint={w.descriptionHint} rows={3} maxLength={2_000} />
      <DateTimeField bind={form.bind('occurredAt')} label={w.seenAt} hint={t.occurredHint} />
    </FormFrame>
  )
}

/** The same mark, seen again. */
export const BodyMarkLook = ({ file, change, search, reload, done }: StepProps) => {
  const t = stepTexts.useTexts()
  const w = recordTexts.useTexts().body
  const c = common.useTexts()
  const placeOf = usePlaceOf()
  const mark = file.bodyMarks.find((known) => known.number === Number(search.get('so')) && !known.mistaken)
  const form = useForm({
    initial: { course: '', sizeMm: '', description: '', occurredAt: thisMinute() },
    validate: (values) => ({
      ...missing([
        ['course', !values.course, c.chooseOne],
        ['sizeMm', badSize(values.sizeMm), w.badSize],
        ['description', values.course === 'Mistaken' && !values.description.trim(), w.needWhy],
      ]),
      ...pastMoment('occurredAt', values.occurredAt, t.needTime, c),
    }),
    labels: { course: w.course },
    send: async (values, key) => {
      if (!mark) return
      await change(
        '/body-marks/{number}/looks',
        { course: values.course as 'Healed', sizeMm: sizeOf(values.sizeMm), description: values.description.trim() || undefined, occurredAt: values.occurredAt },
        key,
        { number: mark.number },
      )
      form.clean()
      done(`/ca/${file.id}#so-do`)
    },
  })
  if (!mark) return <Note tone="amber" title={w.notThere} />
  const { course } = form.values
  return (
    <FormFrame form={form} action={w.noteLook} then={w.lookThen} reload={reload}>
      <Note title={`${w.mark(mark.number)}: ${word(w.kind, mark.kind)}, ${placeOf(mark).toLowerCase()}`}>
        <p className="prose-lines">{mark.description}</p>
      </Note>
      <RadioCards
        bind={form.bind('course')}
        label={w.course}
        side
        options={optionsOf(w.courses).map((option) => (option.value === 'Mistaken' ? { ...option, hint: w.mistakenHint } : option))}
      />
      {course !== 'Mistaken' && <Field bind={form.bind('sizeMm')} label={w.size} optional inputMode="numeric" autoComplete="off" />}
      <TextArea bind={form.bind('description')} label={w.description} optional={course !== 'Mistaken'} rows={3} maxLength={2_000} />
      <DateTimeField bind={form.bind('occurredAt')} label={w.seenAt} hint={t.occurredHint} />
    </FormFrame>
  )
}
