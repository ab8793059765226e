import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { Button } from '@/components/button'
import { DateField, DateTimeField } from '@/components/date-time-field'
import { Dialog } from '@/components/dialog'
import { ErrorSummary } from '@/components/error-summary'
import { Check, CheckCards, Field, optionsOf, RadioCards, Select, TextArea } from '@/components/field'
import { Icon } from '@/components/icon'
import { Facts } from '@/components/page'
import { ProblemNote } from '@/components/problem-note'
import { Note } from '@/components/states'
import { useForm } from '@/components/use-form'
import { fieldErrors } from '@/lib/api/problem'
import type { ReportReceipt, StatementKind } from '@/lib/api/types'
import { dateTime } from '@/lib/dates'
import { common } from '@/lib/i18n/common'
import { form01 } from '@/lib/i18n/form01'
import { Conflict, Queued } from '@/lib/outbox/device'
import type { Entry, Owner } from '@/lib/outbox/entry'
import { hasRole, useMe } from '@/lib/session'
import { useSchools } from './list-schools'
import { checkDraft, emptyDraft, firstStepWith, onlyOf, reportSteps, statementKinds, toBody, type ReportDraft, type ReportStep } from './report-draft'
import { sendReport } from './send-report'
import { texts } from './texts'

/** Loaded only for those who work with cases: everybody else reports without it. */
const KnownCases = lazy(() => import('./known-cases'))

interface Props {
  /** Who reports, for the device to keep it by. */
  owner: Owner
  signedIn: boolean
  staff: boolean
  /** What a report that was refused said. */
  initial?: ReportDraft | undefined
  onSent: (receipt: ReportReceipt) => void
  /** There is no connection: it is kept and will be sent. */
  onQueued: (entry: Entry) => void
}

export const ReportForm = ({ owner, signedIn, staff, initial, onSent, onQueued }: Props) => {
  const t = texts.useTexts()
  const c = common.useTexts()
  const f = form01.useTexts()
  const schools = useSchools().data ?? []
  const worksWithCases = hasRole(useMe().data, 'SocialWorker', 'Counsellor', 'FocalPerson', 'Principal')
  const [step, setStep] = useState<ReportStep>('what')
  const [waiting, setWaiting] = useState(false)
  const [openKinds, setOpenKinds] = useState<StatementKind[]>([])
  const heading = useRef<HTMLHeadingElement>(null)
  const leaving = useRef<AbortController | null>(null)
  useEffect(() => () => leaving.current?.abort(), [])

  const words = { ...t, badDate: c.badDate, badDateTime: c.badDateTime, future: c.future }
  const form = useForm({
    initial: initial ?? emptyDraft(signedIn, new Date()),
    validate: (draft) => checkDraft(draft, words, new Date()),
    send: async (draft, key) => {
      leaving.current = new AbortController()
      try {
        const receipt = await sendReport(owner, toBody(draft, staff), draft, key, setWaiting, leaving.current.signal)
        form.clean()
        onSent(receipt)
      } catch (error) {
        setWaiting(false)
        if (error instanceof Queued || error instanceof Conflict) {
          form.clean()
          onQueued(error.entry)
          return
        }
        const wrong = firstStepWith(fieldErrors(error))
        if (wrong) setStep(wrong)
        throw error
      }
    },
  })
  const { values: draft, bind } = form
  const at = reportSteps.indexOf(step)

  const go = (to: ReportStep) => {
    setStep(to)
    scrollTo(0, 0)
    requestAnimationFrame(() => heading.current?.focus({ preventScroll: true }))
  }
  const next = () => {
    const wrong = onlyOf(step, checkDraft(draft, words, new Date()))
    form.setErrors(wrong)
    const following = reportSteps[at + 1]
    if (Object.keys(wrong).length === 0 && following) go(following)
    else requestAnimationFrame(() => document.querySelector<HTMLElement>('.summary')?.focus())
  }
  const statement = (kind: StatementKind) => ({
    id: form.idOf(`statements.${kind}`),
    value: draft.statements[kind],
    onChange: (value: string) => form.set('statements', { ...draft.statements, [kind]: value }),
  })

  return (
    <form
      className="form report"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (step === 'send') void form.submit()
        else next()
      }}
    >
      <div className="report-progress">
        <ol aria-hidden="true">
          {reportSteps.map((name, i) => (
            <li key={name} className={i <= at ? 'done' : undefined} />
          ))}
        </ol>
        <p className="small muted">{t.step(at + 1, reportSteps.length)}</p>
        <h2 tabIndex={-1} ref={heading}>
          {t.steps[step]}
        </h2>
      </div>
      <ErrorSummary lines={form.lines} attempt={form.attempt} />

      {step === 'what' && (
        <>
          <TextArea bind={bind('whatHappened')} label={t.what} hint={t.whatHint} rows={5} />
          <fieldset className="form-group">
            <legend className="field-label report-legend">
              {t.apart} <span className="muted small">({c.optional})</span>
            </legend>
            <p className="field-hint">{t.apartHint}</p>
            <div className="report-kinds">
              {statementKinds.map((kind) =>
                openKinds.includes(kind) ? (
                  <TextArea key={kind} bind={statement(kind)} label={t.addStatement[kind]} rows={2} autoFocus />
                ) : (
                  <Button key={kind} icon="plus" onClick={() => setOpenKinds([...openKinds, kind])}>
                    {t.addStatement[kind]}
                  </Button>
                ),
              )}
            </div>
          </fieldset>
          <DateTimeField bind={bind('knownAt')} label={t.knownAt} />
          <DateTimeField bind={bind('occurredAt')} label={t.occurredAt} optional />
          <Field bind={bind('place')} label={t.place} optional />
        </>
      )}

      {step === 'who' && (
        <>
          <p className="muted">{t.whoHint}</p>
          <Select bind={bind('schoolId')} label={t.school} options={schools.map((school) => ({ value: school.id, label: school.name }))} empty={t.schoolNone} />
          <Field bind={bind('fullName')} label={f.fullName} optional autoComplete="off" />
          <div className="two">
            <Field bind={bind('className')} label={t.className} optional autoComplete="off" />
            <Field bind={bind('estimatedAge')} label={f.estimatedAge} optional inputMode="numeric" autoComplete="off" />
          </div>
          {worksWithCases && (
            <Suspense>
              <KnownCases name={draft.fullName} bornOn={draft.dateOfBirth} className={draft.className} />
            </Suspense>
          )}
          <RadioCards bind={bind('sex')} label={f.sexLabel} optional side options={optionsOf(f.sex)} />
          <Field bind={bind('relation')} label={t.relation} hint={t.relationHint} optional autoComplete="off" />
        </>
      )}

      {step === 'danger' && (
        <>
          <RadioCards
            bind={bind('danger')}
            label={t.steps.danger}
            labelHidden
            options={[
              { value: 'yes', label: t.dangerYes },
              { value: 'no', label: t.dangerNo },
              { value: 'unknown', label: t.dangerUnknown },
            ]}
          />
          {draft.danger === 'yes' && (
            <div className="danger" role="alert">
              <h3>{t.dangerTitle}</h3>
              <div className="danger-calls">
                {([['111', t.danger111], ['113', t.danger113], ['115', t.danger115]] as const).map(([number, label]) => (
                  <a key={number} href={`tel:${number}`}>
                    <Icon name="phone" size={20} />
                    <span>{label}</span>
                  </a>
                ))}
              </div>
              <p>{t.dangerTell}</p>
              <Field bind={bind('toldInPerson')} label={t.told} optional autoComplete="off" />
            </div>
          )}
          <CheckCards bind={bind('incidentTypes')} label={t.kinds} optional side options={optionsOf(f.incident)} />
          <Check bind={bind('online')} label={t.online} />
        </>
      )}

      {step === 'send' && (
        <>
          {staff && (
            <fieldset className="form-group">
              <legend>{t.staff}</legend>
              <RadioCards bind={bind('channel')} label={t.channel} side options={optionsOf(f.channel)} />
              <Select bind={bind('concernKind')} label={f.concernLabel} optional empty="–" options={optionsOf(f.concern)} />
              <details className="more">
                <summary>{t.form01}</summary>
                <div className="form-group">
                  <DateField bind={bind('dateOfBirth')} label={f.dateOfBirth} optional />
                  <TextArea bind={bind('presentState')} label={f.presentState} optional rows={2} />
                  <TextArea bind={bind('consequences')} label={f.consequences} optional rows={2} />
                  <TextArea bind={bind('family')} label={f.family} optional rows={2} />
                  <Field bind={bind('caregiver')} label={f.caregiver} optional autoComplete="off" />
                  <TextArea bind={bind('support')} label={f.support} optional rows={2} />
                  <TextArea bind={bind('witnesses')} label={f.witnesses} optional rows={2} />
                  {(['father', 'mother'] as const).map((parent) => (
                    <fieldset className="form-group repeat" key={parent}>
                      <legend className="field-label">{f[parent]}</legend>
                      <Field bind={bind(`${parent}Name`)} label={f.parentName} optional autoComplete="off" />
                      <div className="two">
                        <Field bind={bind(`${parent}Age`)} label={f.parentAge} optional inputMode="numeric" autoComplete="off" />
                        <Field bind={bind(`${parent}Occupation`)} label={f.occupation} optional autoComplete="off" />
                      </div>
                    </fieldset>
                  ))}
                </div>
              </details>
            </fieldset>
          )}
          <fieldset className="form-group">
            <legend>{staff ? t.staffInformant : t.contactTitle}</legend>
            {!staff && <p className="field-hint">{signedIn ? t.contactHintSignedIn : t.contactHint}</p>}
            <div className="two">
              <Field bind={bind('name')} label={t.name} optional autoComplete={staff ? 'off' : 'name'} />
              <Field bind={bind('phone')} label={t.phone} optional type="tel" autoComplete={staff ? 'off' : 'tel'} />
            </div>
            {signedIn && <Check bind={bind('otherThanUsual')} label={staff ? t.keepMeOut : t.nameMe} hint={staff ? t.keepMeOutHint : t.nameMeHint} />}
          </fieldset>
          <section className="report-review" aria-label={t.review}>
            <h3>{t.review}</h3>
            <Facts
              facts={[
                { term: f.whatHappened, text: draft.whatHappened },
                ...statementKinds.map((kind) => ({ term: t.addStatement[kind] ?? kind, text: draft.statements[kind] })),
                { term: f.knownAt, text: dateTime(draft.knownAt) },
                draft.occurredAt !== '' && { term: f.occurredAt, text: dateTime(draft.occurredAt) },
                { term: f.school, text: schools.find((school) => school.id === draft.schoolId)?.name },
                { term: f.fullName, text: [draft.fullName, draft.className].filter(Boolean).join(', ') },
                draft.danger === 'yes' && { term: f.danger, text: c.yes },
              ]}
            />
          </section>
          {waiting && (
            <Note tone="amber" title={t.waitingTitle} alert>
              <p>{t.waitingText}</p>
              <div className="row">
                <Button onClick={() => leaving.current?.abort()}>{c.cancel}</Button>
              </div>
            </Note>
          )}
          {!!form.failure && !waiting && <ProblemNote error={form.failure} />}
        </>
      )}

      <div className="form-actions report-actions">
        <Button type="submit" look="primary" busy={form.busy}>
          {step === 'send' ? (form.busy ? c.sending : t.send) : c.next}
        </Button>
        {at > 0 && !form.busy && (
          <Button look="quiet" icon="back" onClick={() => go(reportSteps[at - 1] ?? 'what')}>
            {c.back}
          </Button>
        )}
        <p className="then">{step === 'send' ? t.sendThen : t.privacy}</p>
      </div>
      {form.blocker.state === 'blocked' && (
        <Dialog title={c.leaveTitle} onClose={() => form.blocker.reset?.()}>
          <p>{c.leaveText}</p>
          <div className="row">
            <Button look="primary" onClick={() => form.blocker.reset?.()}>
              {c.stay}
            </Button>
            <Button look="danger" onClick={() => form.blocker.proceed?.()}>
              {c.leave}
            </Button>
          </div>
        </Dialog>
      )}
    </form>
  )
}
