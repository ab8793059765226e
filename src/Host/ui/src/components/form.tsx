import { useState, type ReactNode } from 'react'
import { isProblem, problemType } from '@/lib/api/problem'
import { common } from '@/lib/i18n/common'
import { Button } from './button'
import { Dialog } from './dialog'
import { ErrorSummary } from './error-summary'
import { ProblemNote } from './problem-note'
import { Note } from './states'
import { dateTime } from '@/lib/dates'
import type { Draft } from '@/lib/outbox/indexed-db-store'
import type { useUnsavedGuard } from '@/lib/use-unsaved-guard'
import './field.css'

interface FormLike {
  lines: { id: string; message: string }[]
  attempt: number
  busy: boolean
  failure: unknown
  changedMeanwhile: boolean
  submit: (event?: React.FormEvent) => Promise<void>
  clearFailure: () => void
  blocker: ReturnType<typeof useUnsavedGuard>
  draft: { offer: Draft | undefined; take: (draft: Draft) => void; drop: () => Promise<void> }
}

interface Props {
  form: FormLike
  /** The verb on the button. */
  action: string
  /** What happens after pressing it. */
  then?: string
  /** Loads the newest version after somebody else changed it. */
  reload?: () => Promise<unknown>
  extra?: ReactNode
  children: ReactNode
}

/** The frame of every form: summary on top, fields, one primary action with what follows from it. */
export const FormFrame = ({ form, action, then, reload, extra, children }: Props) => {
  const t = common.useTexts()
  const [loaded, setLoaded] = useState(false)
  const { offer } = form.draft
  if (offer)
    return (
      <Note tone="teal" title={t.draftTitle(dateTime(offer.savedAt))}>
        <p>{t.draftText}</p>
        <div className="row">
          <Button look="primary" onClick={() => form.draft.take(offer)}>
            {t.draftTake}
          </Button>
          <Button onClick={() => void form.draft.drop()}>{t.draftDrop}</Button>
        </div>
      </Note>
    )
  const onlyFields = isProblem(form.failure, problemType.invalid) && form.lines.length > 0
  return (
    <form className="form" onSubmit={(event) => void form.submit(event)} noValidate>
      <ErrorSummary lines={form.lines} attempt={form.attempt} />
      {form.changedMeanwhile && reload ? (
        <Note tone="amber" title={t.changedTitle} alert>
          <p>{t.changedText}</p>
          <div className="row">
            <Button
              onClick={() => {
                setLoaded(true)
                void reload().then(form.clearFailure)
              }}
            >
              {t.changedLoad}
            </Button>
          </div>
        </Note>
      ) : (
        !!form.failure && !onlyFields && <ProblemNote error={form.failure} />
      )}
      {loaded && !form.changedMeanwhile && <Note tone="teal">{t.changedLoaded}</Note>}
      {children}
      <div className="form-actions">
        <Button type="submit" look="primary" busy={form.busy}>
          {form.busy ? t.sending : action}
        </Button>
        {extra}
        {then && <p className="then">{then}</p>}
      </div>
      {form.blocker.state === 'blocked' && (
        <Dialog title={t.leaveTitle} onClose={() => form.blocker.reset?.()}>
          <p>{t.leaveText}</p>
          <div className="row">
            <Button look="primary" onClick={() => form.blocker.reset?.()}>
              {t.stay}
            </Button>
            <Button look="danger" onClick={() => form.blocker.proceed?.()}>
              {t.leave}
            </Button>
          </div>
        </Dialog>
      )}
    </form>
  )
}
