import type { InputHTMLAttributes, ReactNode, SelectHTMLAttributes, TextareaHTMLAttributes } from 'react'
import { common } from '@/lib/i18n/common'
import { Sign } from './signs'
import './field.css'

/** What a form hands to each of its fields. */
export interface FieldBinding<T = string> {
  id: string
  value: T
  onChange: (value: T) => void
  error?: string | undefined
}

interface Words {
  label: ReactNode
  hint?: ReactNode
  optional?: boolean
}

const describedBy = (id: string, hint: unknown, error: unknown) =>
  [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ') || undefined

export const FieldError = ({ id, error }: { id: string; error: string | undefined }) =>
  error ? (
    <p className="field-error" id={`${id}-error`}>
      <Sign name="octagon" size={12} />
      <span>{error}</span>
    </p>
  ) : null

const Frame = ({ id, label, hint, optional, error, children }: Words & { id: string; error: string | undefined; children: ReactNode }) => {
  const t = common.useTexts()
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label} {optional && <span className="muted small">({t.optional})</span>}
      </label>
      {hint && (
        <p className="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {children}
      <FieldError id={id} error={error} />
    </div>
  )
}

type Native<E> = Omit<E, 'id' | 'value' | 'onChange' | 'className'>

export const Field = ({
  bind,
  label,
  hint,
  optional = false,
  ...native
}: Words & { bind: FieldBinding } & Native<InputHTMLAttributes<HTMLInputElement>>) => (
  <Frame id={bind.id} label={label} hint={hint} optional={optional} error={bind.error}>
    <input
      {...native}
      className="input"
      id={bind.id}
      value={bind.value}
      onChange={(event) => bind.onChange(event.target.value)}
      aria-invalid={bind.error ? true : undefined}
      aria-describedby={describedBy(bind.id, hint, bind.error)}
    />
  </Frame>
)

export const TextArea = ({
  bind,
  label,
  hint,
  optional = false,
  ...native
}: Words & { bind: FieldBinding } & Native<TextareaHTMLAttributes<HTMLTextAreaElement>>) => (
  <Frame id={bind.id} label={label} hint={hint} optional={optional} error={bind.error}>
    <textarea
      rows={4}
      {...native}
      className="input"
      id={bind.id}
      value={bind.value}
      onChange={(event) => bind.onChange(event.target.value)}
      aria-invalid={bind.error ? true : undefined}
      aria-describedby={describedBy(bind.id, hint, bind.error)}
    />
  </Frame>
)

export interface Option {
  value: string
  label: string
  hint?: string
}

export const optionsOf = (words: Readonly<Record<string, string>>): Option[] =>
  Object.entries(words).map(([value, label]) => ({ value, label }))

export const Select = ({
  bind,
  label,
  hint,
  optional = false,
  options,
  empty,
  ...native
}: Words & { bind: FieldBinding; options: Option[]; empty?: string } & Native<SelectHTMLAttributes<HTMLSelectElement>>) => (
  <Frame id={bind.id} label={label} hint={hint} optional={optional} error={bind.error}>
    <select
      {...native}
      className="input"
      id={bind.id}
      value={bind.value}
      onChange={(event) => bind.onChange(event.target.value)}
      aria-invalid={bind.error ? true : undefined}
      aria-describedby={describedBy(bind.id, hint, bind.error)}
    >
      {(empty !== undefined || bind.value === '') && <option value="">{empty ?? '–'}</option>}
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  </Frame>
)

interface GroupWords extends Words {
  /** The question already stands above as a heading: keep it for screen readers only. */
  labelHidden?: boolean
}

const Group = ({
  id,
  label,
  hint,
  optional,
  error,
  layout,
  role,
  labelHidden,
  children,
}: GroupWords & { id: string; error: string | undefined; layout: string; role?: string; children: ReactNode }) => {
  const t = common.useTexts()
  return (
    <fieldset className="field" role={role} aria-describedby={describedBy(id, hint, error)} aria-invalid={role && error ? true : undefined}>
      <legend className={labelHidden ? 'visually-hidden' : 'field-label'}>
        {label} {optional && <span className="muted small">({t.optional})</span>}
      </legend>
      {hint && (
        <p className="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <div className={`choices ${layout}`}>{children}</div>
      <FieldError id={id} error={error} />
    </fieldset>
  )
}

export const RadioCards = ({
  bind,
  label,
  hint,
  optional = false,
  labelHidden = false,
  options,
  side = false,
}: GroupWords & { bind: FieldBinding; options: Option[]; side?: boolean }) => (
  <Group
    id={bind.id}
    label={label}
    hint={hint}
    optional={optional}
    labelHidden={labelHidden}
    error={bind.error}
    layout={side ? 'choices-side' : ''}
    role="radiogroup"
  >
    {options.map((option, i) => (
      <label className="choice" key={option.value}>
        <input
          type="radio"
          id={i === 0 ? bind.id : undefined}
          name={bind.id}
          value={option.value}
          checked={bind.value === option.value}
          onChange={() => bind.onChange(option.value)}
        />
        <span className="choice-words">
          <strong>{option.label}</strong>
          {option.hint && <span className="small muted">{option.hint}</span>}
        </span>
      </label>
    ))}
  </Group>
)

export const CheckCards = ({
  bind,
  label,
  hint,
  optional = false,
  options,
  side = false,
}: GroupWords & { bind: FieldBinding<string[]>; options: Option[]; side?: boolean }) => (
  <Group id={bind.id} label={label} hint={hint} optional={optional} error={bind.error} layout={side ? 'choices-pairs choices-side' : ''}>
    {options.map((option, i) => (
      <label className="choice" key={option.value}>
        <input
          type="checkbox"
          id={i === 0 ? bind.id : undefined}
          checked={bind.value.includes(option.value)}
          onChange={(event) =>
            bind.onChange(event.target.checked ? [...bind.value, option.value] : bind.value.filter((value) => value !== option.value))
          }
        />
        <span className="choice-words">
          <strong>{option.label}</strong>
          {option.hint && <span className="small muted">{option.hint}</span>}
        </span>
      </label>
    ))}
  </Group>
)

export const Check = ({ bind, label, hint }: Words & { bind: FieldBinding<boolean> }) => (
  <div className="field">
    <label className="choice" htmlFor={bind.id}>
      <input
        type="checkbox"
        id={bind.id}
        checked={bind.value}
        onChange={(event) => bind.onChange(event.target.checked)}
        aria-describedby={describedBy(bind.id, undefined, bind.error)}
      />
      <span className="choice-words">
        <strong>{label}</strong>
        {hint && <span className="small muted">{hint}</span>}
      </span>
    </label>
    <FieldError id={bind.id} error={bind.error} />
  </div>
)
