import { useId, useState, useSyncExternalStore } from 'react'
import { Button } from '@/components/button'
import { FoldingSection } from '@/components/section'
import { Note } from '@/components/states'
import { fetchCheckpoint, fetchConsistency } from './get-ledger'
import { texts } from './texts'
import { parseCheckpoint, type Checkpoint } from './verify/note'
import { canVerify, verifyGrowth, type Step } from './verify/verify'

const place = 'audit.kept-checkpoint'
const listeners = new Set<() => void>()

/** The checkpoint this browser keeps: a later ledger must have grown from it. It names nobody. */
export const keptCheckpoint = (): string | null => {
  try {
    return localStorage.getItem(place)
  } catch {
    return null // storage may be refused; then nothing is kept
  }
}

const keep = (note: string | null) => {
  try {
    if (note === null) localStorage.removeItem(place)
    else localStorage.setItem(place, note)
  } catch {
    // see keptCheckpoint()
  }
  listeners.forEach((tell) => tell())
}

const useKept = () =>
  useSyncExternalStore((tell) => {
    listeners.add(tell)
    return () => listeners.delete(tell)
  }, keptCheckpoint)

const read = (note: string | null): Checkpoint | null => {
  try {
    return note === null ? null : parseCheckpoint(note)
  } catch {
    return null
  }
}

export const KeptCheckpoint = () => {
  const t = texts.useTexts().kept
  const kept = read(useKept())
  const id = useId()
  const [bad, setBad] = useState(false)
  const [step, setStep] = useState<Step | null>(null)
  const [busy, setBusy] = useState(false)

  const take = (note: string) => {
    const readable = read(note) !== null
    setBad(!readable)
    setStep(null)
    if (readable) keep(note)
  }
  const check = async () => {
    if (!kept) return
    setBusy(true)
    try {
      setStep(await verifyGrowth(kept.note, parseCheckpoint(await fetchCheckpoint()), fetchConsistency))
    } finally {
      setBusy(false)
    }
  }
  return (
    <FoldingSection id="diem-chot" title={t.title}>
      <p className="muted">{t.text}</p>
      <p>{kept ? t.holds(String(kept.size), kept.origin) : t.none}</p>
      <div className="row no-print">
        {kept && (
          <Button onClick={() => void check()} busy={busy} disabled={!canVerify()} icon="shield">
            {t.check}
          </Button>
        )}
        <span className="file-choice">
          <input
            id={id}
            type="file"
            accept=".txt,text/plain"
            onChange={(event) => {
              const file = event.target.files?.[0]
              event.target.value = ''
              void file?.text().then(take)
            }}
          />
          <label htmlFor={id} className="button button-secondary">
            {t.choose}
          </label>
        </span>
        <Button onClick={() => void fetchCheckpoint().then(take)}>{t.takeNow}</Button>
        {kept && (
          <Button
            look="quiet"
            onClick={() => {
              setStep(null)
              keep(null)
            }}
          >
            {t.drop}
          </Button>
        )}
      </div>
      <div aria-live="polite">
        {bad && <Note tone="red" title={t.bad} />}
        {step && (
          <Note tone={step.ok ? 'green' : 'red'} title={step.ok ? t.grew : t.forked}>
            <p className="small figures">{step.told}</p>
          </Note>
        )}
      </div>
    </FoldingSection>
  )
}
