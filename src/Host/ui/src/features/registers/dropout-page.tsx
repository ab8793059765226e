import { useState } from 'react'
import { useParams } from 'react-router'
import { ActDialog } from '@/components/act-dialog'
import { Button } from '@/components/button'
import { Dialog } from '@/components/dialog'
import { optionsOf } from '@/components/field'
import { FormFrame } from '@/components/form'
import { Facts, Section } from '@/components/page'
import { Await, Note } from '@/components/states'
import { StatusBadge } from '@/components/status-badge'
import { useForm } from '@/components/use-form'
import { api } from '@/lib/api/client'
import type { DropoutRisk } from '@/lib/api/types'
import { dateTime, plainDate, today } from '@/lib/dates'
import { word } from '@/lib/i18n/texts'
import { useRecord } from './circumstances'
import { DropoutLevelBadge } from './dropout-level'
import { useDropout, usePeople } from './dropouts'
import { PupilFields, pupilBody, pupilValues, useCheckPupil, type PupilValues } from './pupil-fields'
import { RegistersFrame, schoolRoles } from './registers-frame'
import { SignalFields } from './signal-fields'
import { signalBody, signalErrors, signalValues, type SignalValues } from './signals'
import { texts } from './texts'

export const DropoutPage = () => {
  const { id = '' } = useParams()
  const query = useDropout(id)
  return <Await query={query}>{(pupil) => <Watched watched={pupil} reload={query.refetch} />}</Await>
}

type Act = { what: 'owner' | 'action' | 'outcome' | 'signals' | 'correct' } | { what: 'progress'; number: number }

interface Acting {
  watched: DropoutRisk
  reload: () => Promise<unknown>
  close: () => void
}

const Watched = ({ watched, reload }: { watched: DropoutRisk; reload: () => Promise<unknown> }) => {
  const t = texts.useTexts()
  const l = t.dropouts
  const [act, setAct] = useState<Act>()
  const close = () => setAct(undefined)
  const { pupil, guardian, outcome } = watched
  const gone = outcome?.outcome === 'DroppedOut' || outcome?.outcome === 'Transferred'
  const [latest, ...earlier] = watched.assessments
  return (
    <RegistersFrame register="dropouts" title={pupil?.name ?? t.erased} lead={[pupil?.className, watched.schoolName, watched.schoolYear].filter(Boolean).join(' · ')}>
      {watched.needsAttention && (
        <Note tone="red" title={l.attention}>
          <p>{l.attentionText}</p>
        </Note>
      )}
      <Section
        id="dau-hieu"
        title={l.level}
        aside={
          pupil &&
          !gone && (
            <Button icon="plus" onClick={() => setAct({ what: 'signals' })}>
              {l.record}
            </Button>
          )
        }
      >
        <div className="stack">
          <div className="row">
            <DropoutLevelBadge level={watched.level} />
          </div>
          {latest && (
            <>
              {latest.reasons.length === 0 ? (
                <p className="muted">{l.noReasons}</p>
              ) : (
                <ul className="register-reasons">
                  {latest.reasons.map((reason) => (
                    <li key={reason}>{reason}</li>
                  ))}
                </ul>
              )}
              {!!latest.signals?.household?.length && (
                <ul className="register-groups" aria-label={l.household}>
                  {latest.signals.household.map((one) => (
                    <li key={one}>
                      <StatusBadge>{word(l.difficulties, one)}</StatusBadge>
                    </li>
                  ))}
                </ul>
              )}
              <p className="small muted">
                {t.by(latest.by, dateTime(latest.at))}
                {latest.source === 'Imported' && `, ${l.imported}`}
              </p>
            </>
          )}
          {earlier.length > 0 && (
            <details>
              <summary>{l.earlier}</summary>
              <ul className="register-list">
                {earlier.map((one) => (
                  <li key={one.at} className="register-item register-item-ended">
                    <span className="row">
                      <DropoutLevelBadge level={one.level} /> <span className="small muted">{t.by(one.by, dateTime(one.at))}</span>
                    </span>
                    <span className="small">{one.reasons.join('; ')}</span>
                  </li>
                ))}
              </ul>
            </details>
          )}
        </div>
      </Section>
      <Section
        id="phu-trach"
        title={l.owner}
        aside={
          pupil && (
            <Button {...(watched.ownerId ? { look: 'quiet' as const } : { look: 'primary' as const })} onClick={() => setAct({ what: 'owner' })}>
              {l.setOwner}
            </Button>
          )
        }
      >
        <p className={watched.ownerName ? undefined : 'muted'}>{watched.ownerName ?? l.noOwner}</p>
      </Section>
      <Section
        id="viec"
        title={l.actions}
        aside={
          pupil &&
          !gone && (
            <Button look={watched.ownerId ? 'primary' : 'secondary'} icon="plus" onClick={() => setAct({ what: 'action' })}>
              {l.addAction}
            </Button>
          )
        }
      >
        {watched.actions.length === 0 && <p className="muted">{l.noAction}</p>}
        <ul className="register-list">
          {watched.actions.map((action) => (
            <li key={action.number} className={action.status === 'Planned' || action.status === 'Started' ? 'register-item' : 'register-item register-item-ended'}>
              <div className="row">
                <strong>{word(l.kinds, action.kind)}</strong>
                <StatusBadge
                  tone={action.overdue ? 'red' : action.status === 'Done' ? 'green' : action.status === 'NotDone' ? 'plain' : 'amber'}
                  sign={action.overdue ? 'octagon' : action.status === 'Done' ? 'tick' : action.status === 'NotDone' ? 'bar' : 'halfClock'}
                >
                  {action.overdue ? `${l.overdue}: ${plainDate(action.dueOn)}` : `${word(l.statuses, action.status)}, ${l.dueOn(plainDate(action.dueOn))}`}
                </StatusBadge>
              </div>
              {action.note && <span className="small">{action.note}</span>}
              {action.progress.map((step) => (
                <span className="small" key={step.at}>
                  {word(l.statuses, step.status)}
                  {step.note && `: ${step.note}`} <span className="muted">({t.by(step.by, dateTime(step.at))})</span>
                </span>
              ))}
              {(action.status === 'Planned' || action.status === 'Started') && (
                <div className="row">
                  <Button onClick={() => setAct({ what: 'progress', number: action.number })}>{l.progress}</Button>
                </div>
              )}
            </li>
          ))}
        </ul>
      </Section>
      <Section id="ket-qua" title={l.outcome} aside={!outcome && pupil && <Button onClick={() => setAct({ what: 'outcome' })}>{l.setOutcome}</Button>}>
        {outcome ? (
          <p>
            <strong>{word(l.outcomes, outcome.outcome)}</strong>, {plainDate(outcome.on)}
            {outcome.note && `. ${outcome.note}`}
          </p>
        ) : (
          <p className="muted">–</p>
        )}
      </Section>
      <Section
        id="thong-tin"
        title={t.circumstances.details}
        aside={
          pupil && (
            <Button look="quiet" onClick={() => setAct({ what: 'correct' })}>
              {t.circumstances.correct}
            </Button>
          )
        }
      >
        <Facts
          facts={[
            { term: t.bornOn, text: pupil?.bornOn && plainDate(pupil.bornOn) },
            { term: t.sex, text: pupil?.sex && word(t.sexes, pupil.sex) },
            { term: t.className, text: pupil?.className },
            { term: t.pupilCode, text: pupil?.pupilCode },
            { term: t.guardian, text: guardian && [guardian.name, guardian.relation, guardian.phone, guardian.address].filter(Boolean).join(' · ') },
          ]}
        />
      </Section>
      {act && <Acts act={act} watched={watched} reload={reload} close={close} />}
    </RegistersFrame>
  )
}

const Acts = ({ act, ...acting }: { act: Act } & Acting) => {
  const t = texts.useTexts()
  const l = t.dropouts
  const record = useRecord()
  const { watched, reload, close } = acting
  const at = { path: { id: watched.id }, version: watched.version }
  switch (act.what) {
    case 'signals':
      return <Signals {...acting} />
    case 'correct':
      return <Correct {...acting} />
    case 'owner':
      return <Owner {...acting} />
    case 'action':
      return (
        <ActDialog
          title={l.addAction}
          action={l.addAction}
          reload={reload}
          close={close}
          questions={[
            { name: 'kind', label: l.actionKind, kind: 'choice', options: optionsOf(l.kinds) },
            { name: 'dueOn', label: l.due, kind: 'day' },
            { name: 'note', label: t.note, kind: 'area', optional: true },
          ]}
          send={(answers, key) =>
            record(api.post('/cases/dropout-risks/{id}/actions', { ...at, key, body: { kind: answers.kind ?? '', dueOn: answers.dueOn ?? '', note: answers.note || undefined } }))
          }
        />
      )
    case 'progress': {
      const { Started, Done, NotDone } = l.statuses
      return (
        <ActDialog
          title={l.progress}
          action={l.progress}
          reload={reload}
          close={close}
          questions={[
            { name: 'status', label: l.status, kind: 'choice', options: optionsOf({ Started, Done, NotDone }) },
            { name: 'note', label: t.note, hint: l.notDoneReason, kind: 'area', optional: true },
          ]}
          send={(answers, key) =>
            record(
              api.post('/cases/dropout-risks/{id}/actions/{number}/progress', {
                path: { id: watched.id, number: act.number },
                version: watched.version,
                key,
                body: { status: answers.status ?? '', note: answers.note || undefined },
              }),
            )
          }
        />
      )
    }
    case 'outcome':
      return (
        <ActDialog
          title={l.setOutcome}
          action={l.setOutcome}
          reload={reload}
          close={close}
          questions={[
            { name: 'outcome', label: l.outcome, kind: 'choice', options: optionsOf(l.outcomes) },
            { name: 'on', label: l.outcomeOn, kind: 'day', initial: today() },
            { name: 'note', label: t.note, kind: 'area', optional: true },
          ]}
          send={(answers, key) =>
            record(api.post('/cases/dropout-risks/{id}/outcome', { ...at, key, body: { outcome: answers.outcome ?? '', on: answers.on ?? '', note: answers.note || undefined } }))
          }
        />
      )
  }
}

const Owner = ({ watched, reload, close }: Acting) => {
  const l = texts.useTexts().dropouts
  const record = useRecord()
  const people = (usePeople(watched.schoolId).data ?? []).filter((person) => person.roles.some((role) => schoolRoles.includes(role)))
  return (
    <ActDialog
      title={l.setOwner}
      action={l.setOwner}
      reload={reload}
      close={close}
      questions={[{ name: 'ownerId', label: l.owner, kind: 'choice', options: people.map((person) => ({ value: person.id, label: person.displayName })), initial: watched.ownerId ?? '' }]}
      send={(answers, key) => record(api.post('/cases/dropout-risks/{id}/owner', { path: { id: watched.id }, version: watched.version, key, body: { ownerId: answers.ownerId ?? '' } }))}
    />
  )
}

const Signals = ({ watched, reload, close }: Acting) => {
  const l = texts.useTexts().dropouts
  const record = useRecord()
  const form = useForm<SignalValues>({
    initial: signalValues(watched.assessments[0]?.signals),
    labels: { average: l.average, averageBefore: l.averageBefore, unexcusedDays: l.unexcusedDays, absentDays: l.absentDays, schoolDays: l.schoolDays, failingSubjects: l.failing },
    validate: (values) => signalErrors(values, l),
    send: async (values, key) => {
      await record(api.post('/cases/dropout-risks/{id}/signals', { path: { id: watched.id }, version: watched.version, key, body: signalBody(values) }))
      form.clean()
      close()
    },
  })
  return (
    <Dialog title={l.record} onClose={close}>
      <p>{l.recordText}</p>
      <div className="register-form">
        <FormFrame form={form} action={l.record} reload={reload}>
          <SignalFields form={form} />
        </FormFrame>
      </div>
    </Dialog>
  )
}

const Correct = ({ watched, reload, close }: Acting) => {
  const t = texts.useTexts()
  const record = useRecord()
  const check = useCheckPupil()
  const form = useForm<PupilValues>({
    initial: pupilValues(watched.pupil, watched.guardian),
    labels: { name: t.name, bornOn: t.bornOn },
    validate: check,
    send: async (values, key) => {
      await record(api.post('/cases/dropout-risks/{id}/pupil', { path: { id: watched.id }, version: watched.version, key, body: pupilBody(values) }))
      form.clean()
      close()
    },
  })
  return (
    <Dialog title={t.circumstances.correct} onClose={close}>
      <div className="register-form">
        <FormFrame form={form} action={t.circumstances.correct} reload={reload}>
          <PupilFields form={form} known />
        </FormFrame>
      </div>
    </Dialog>
  )
}
