import { useRef, useState, type ReactNode } from 'react'
import { dateOf, instantOf, parseDate, parseTime, plainDate, timeOf, today } from '@/lib/dates'
import { common } from '@/lib/i18n/common'
import { Button } from './button'
import { FieldError, type FieldBinding } from './field'
import { Icon } from './icon'

/** Stands for "something is written that is not a day or a time": a form refuses it. */
export const unreadable = 'unreadable'

const DatePart = ({ id, label, text, onText, invalid, describedBy }: { id: string; label?: string; text: string; onText: (text: string) => void; invalid: boolean; describedBy: string | undefined }) => {
  const t = common.useTexts()
  const native = useRef<HTMLInputElement>(null)
  return (
    <div className="date-part">
      <input
        className="input"
        id={id}
        aria-label={label}
        inputMode="numeric"
        autoComplete="off"
        placeholder={t.datePlaceholder}
        value={text}
        onChange={(event) => onText(event.target.value)}
        aria-invalid={invalid || undefined}
        aria-describedby={describedBy}
      />
      <input
        ref={native}
        className="date-picker-native"
        type="date"
        tabIndex={-1}
        aria-hidden="true"
        value={parseDate(text) ?? ''}
        onChange={(event) => event.target.value && onText(plainDate(event.target.value))}
      />
      <button type="button" className="date-picker" aria-label={t.pickDate} onClick={() => native.current?.showPicker?.()}>
        <Icon name="calendar" size={20} />
      </button>
    </div>
  )
}

/** A moment in Viet Nam time, written dd/MM/yyyy and HH:mm. Its value is an instant in UTC, '' or `unreadable`. */
export const DateTimeField = ({ bind, label, hint, optional = false }: { bind: FieldBinding; label: ReactNode; hint?: ReactNode; optional?: boolean }) => {
  const t = common.useTexts()
  const known = bind.value !== '' && bind.value !== unreadable
  const [text, setText] = useState({ date: known ? dateOf(bind.value) : '', time: known ? timeOf(bind.value) : '' })

  const change = (next: typeof text) => {
    setText(next)
    const [date, time] = [parseDate(next.date), parseTime(next.time)]
    if (!next.date.trim() && !next.time.trim()) bind.onChange('')
    else bind.onChange(date && time ? instantOf(date, time) : unreadable)
  }
  const describedBy = [hint ? `${bind.id}-hint` : '', bind.error ? `${bind.id}-error` : ''].filter(Boolean).join(' ') || undefined

  return (
    <fieldset className="field">
      <legend className="field-label">
        {label} {optional && <span className="muted small">({t.optional})</span>}
      </legend>
      {hint && (
        <p className="field-hint" id={`${bind.id}-hint`}>
          {hint}
        </p>
      )}
      <div className="date-time">
        <DatePart id={bind.id} label={t.date} text={text.date} onText={(date) => change({ ...text, date })} invalid={!!bind.error} describedBy={describedBy} />
        <div className="time-part">
          <input
            className="input"
            aria-label={t.time}
            inputMode="numeric"
            autoComplete="off"
            placeholder={t.timePlaceholder}
            value={text.time}
            onChange={(event) => change({ ...text, time: event.target.value })}
            onBlur={() => {
              const time = parseTime(text.time)
              if (time && time !== text.time) change({ ...text, time })
            }}
            aria-invalid={bind.error ? true : undefined}
          />
        </div>
        {!text.date && !text.time && (
          <Button look="quiet" onClick={() => change({ date: plainDate(today()), time: timeOf(new Date()) })}>
            {t.now}
          </Button>
        )}
      </div>
      <FieldError id={bind.id} error={bind.error} />
    </fieldset>
  )
}

/** A day, written dd/MM/yyyy. Its value is YYYY-MM-DD, '' or `unreadable`. */
export const DateField = ({ bind, label, hint, optional = false }: { bind: FieldBinding; label: ReactNode; hint?: ReactNode; optional?: boolean }) => {
  const t = common.useTexts()
  const [text, setText] = useState(bind.value && bind.value !== unreadable ? plainDate(bind.value) : '')
  const describedBy = [hint ? `${bind.id}-hint` : '', bind.error ? `${bind.id}-error` : ''].filter(Boolean).join(' ') || undefined
  return (
    <div className="field">
      <label className="field-label" htmlFor={bind.id}>
        {label} {optional && <span className="muted small">({t.optional})</span>}
      </label>
      {hint && (
        <p className="field-hint" id={`${bind.id}-hint`}>
          {hint}
        </p>
      )}
      <div className="date-time">
        <DatePart
          id={bind.id}
          text={text}
          onText={(next) => {
            setText(next)
            bind.onChange(next.trim() ? (parseDate(next) ?? unreadable) : '')
          }}
          invalid={!!bind.error}
          describedBy={describedBy}
        />
      </div>
      <FieldError id={bind.id} error={bind.error} />
    </div>
  )
}
