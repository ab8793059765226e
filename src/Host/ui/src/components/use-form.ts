import { useId, useRef, useState, type FormEvent } from 'react'
import { newKey } from '@/lib/api/client'
import { fieldErrors, isProblem, problemType } from '@/lib/api/problem'
import { Conflict, Queued } from '@/lib/outbox/device'
import { useFormDraft } from '@/lib/outbox/form-place'
import { useUnsavedGuard } from '@/lib/use-unsaved-guard'
import type { FieldBinding } from './field'
import type { SummaryLine } from './error-summary'

type Errors = Record<string, string>

interface Setup<V> {
  initial: V
  /** Field name → what is wrong. Names may be paths: "actions.0.dueOn". */
  validate?: (values: V) => Errors
  /** The words for a field in the summary, where its own message does not say which field it is. */
  labels?: Record<string, string>
  /**
   * Sends. The key stays the same for every retry of the same content, so nothing is recorded twice.
   * May answer with what is wrong at which field.
   */
  send: (values: V, key: string) => Promise<void | Errors>
}

/** The state of one form: values, what is wrong with them, and what became of sending them. */
export const useForm = <V extends object>({ initial, validate, labels = {}, send }: Setup<V>) => {
  const scope = useId().replace(/[^a-zA-Z0-9]/g, '')
  const [values, setValues] = useState(initial)
  const [errors, setErrors] = useState<Errors>({})
  const [failure, setFailure] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const [attempt, setAttempt] = useState(0)
  const [dirty, setDirty] = useState(false)
  const intention = useRef<{ content: string; key: string } | null>(null)
  const draft = useFormDraft(values, dirty && !busy, (kept: V) => {
    setDirty(true)
    setValues({ ...initial, ...kept })
  })
  const blocker = useUnsavedGuard(dirty && !busy && !draft.keeps)

  const idOf = (name: string) => `${scope}-${name.replace(/[^a-zA-Z0-9]/g, '-')}`

  const set = <K extends keyof V>(name: K, value: V[K]) => {
    setDirty(true)
    setValues((before) => ({ ...before, [name]: value }))
    setErrors((before) =>
      Object.fromEntries(Object.entries(before).filter(([field]) => field !== name && !field.startsWith(`${String(name)}.`))),
    )
  }

  const bind = <K extends keyof V & string>(name: K): FieldBinding<V[K]> => ({
    id: idOf(name),
    value: values[name],
    onChange: (value) => set(name, value),
    error: errors[name],
  })

  /** A field of one row of a list. */
  const bindRow = <K extends keyof V & string, R extends object, F extends keyof R & string>(list: K, rows: R[], index: number, field: F): FieldBinding<R[F]> => {
    const path = `${list}.${index}.${field}`
    return {
      id: idOf(path),
      value: (rows[index] as R)[field],
      onChange: (value) => set(list, rows.map((row, i) => (i === index ? { ...row, [field]: value } : row)) as V[K]),
      error: errors[path],
    }
  }

  const submit = async (event?: FormEvent) => {
    event?.preventDefault()
    if (busy) return
    setFailure(null)
    const found = validate?.(values) ?? {}
    setErrors(found)
    setAttempt((n) => n + 1)
    if (Object.keys(found).length > 0) return
    const content = JSON.stringify(values)
    if (intention.current?.content !== content) intention.current = { content, key: newKey() }
    setBusy(true)
    draft.place?.sends(values)
    try {
      await draft.keep()
      const refused = await send(values, intention.current.key)
      intention.current = null
      if (refused) {
        setErrors(refused)
        setAttempt((n) => n + 1)
      } else {
        setDirty(false)
        await draft.drop()
      }
    } catch (error) {
      if (draft.place && (error instanceof Queued || error instanceof Conflict)) {
        // What was typed is kept with what was to be sent.
        intention.current = null
        setDirty(false)
        await draft.drop()
        draft.place.left(error.entry)
        return
      }
      // A refusal is final for its key: the next try is a new intention. A lost connection is not.
      if (isProblem(error)) intention.current = null
      setErrors(fieldErrors(error))
      setFailure(error)
      setAttempt((n) => n + 1)
    } finally {
      setBusy(false)
    }
  }

  const lines: SummaryLine[] = Object.entries(errors).map(([name, message]) => ({
    id: idOf(name),
    message: labels[name] ? `${labels[name].endsWith('?') ? labels[name] : `${labels[name]}:`} ${message}` : message,
  }))

  return {
    values,
    set,
    setValues: (next: V) => {
      setDirty(true)
      setValues(next)
    },
    bind,
    bindRow,
    idOf,
    errors,
    setErrors,
    lines,
    attempt,
    busy,
    failure,
    /** Somebody else wrote first: the page shows both, and the writer decides. */
    changedMeanwhile: isProblem(failure, problemType.changed),
    submit,
    blocker,
    draft,
    dirty,
    clean: () => setDirty(false),
    clearFailure: () => setFailure(null),
  }
}

export type Form<V extends object> = ReturnType<typeof useForm<V>>
