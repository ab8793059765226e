import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { Button } from '@/components/button'
import { Select } from '@/components/field'
import { ProblemNote } from '@/components/problem-note'
import { Note } from '@/components/states'
import { api, newKey } from '@/lib/api/client'
import { notePosition } from '@/lib/api/position'
import type { CaseRow } from '@/lib/api/types'
import { timeOf } from '@/lib/dates'
import { common } from '@/lib/i18n/common'
import { usePeople } from '../list-people'
import { receivers } from '../steps/hand-over-forms'
import { texts as caseTexts } from '../texts'
import { texts } from './texts'

interface Made {
  setId: string
  to: string
  undoUntil: string | null | undefined
  done: number
  refused: { row: CaseRow | undefined; reason: string }[]
  undone: boolean
  /** As they stood in the list then. */
  rows: CaseRow[]
}

/** Gives the chosen cases to one person, says what became of each, and takes the set back when asked in time. */
export const AssignMany = ({ rows, chosen, clear }: { rows: CaseRow[]; chosen: string[]; clear: () => void }) => {
  const t = texts.useTexts()
  const c = common.useTexts()
  const cache = useQueryClient()
  const [to, setTo] = useState('')
  const [wrong, setWrong] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const [made, setMade] = useState<Made | null>(null)
  const picked = rows.filter((row) => chosen.includes(row.id))
  const schools = new Set(picked.map((row) => row.schoolId))
  const people = usePeople(picked[0]?.schoolId ?? undefined).data ?? []

  const run = async (work: () => Promise<void>) => {
    setBusy(true)
    setError(null)
    try {
      await work()
      await cache.invalidateQueries({ queryKey: ['cases'] })
    } catch (failure) {
      setError(failure)
    } finally {
      setBusy(false)
    }
  }
  const tell = (of: CaseRow[], cases: { caseId: string; done: boolean; reason?: string | null }[]) => ({
    done: cases.filter((one) => one.done).length,
    refused: cases.filter((one) => !one.done).map((one) => ({ row: of.find((row) => row.id === one.caseId), reason: one.reason ?? '' })),
  })
  const assign = () =>
    run(async () => {
      const setId = newKey()
      const { data } = await api.post('/cases/assignments', { body: { setId, assigneeId: to, cases: picked.map(({ id, version }) => ({ id, version })) } })
      notePosition(data.position)
      setMade({ setId, to: people.find((person) => person.id === to)?.displayName ?? '', undoUntil: data.undoUntil, ...tell(picked, data.cases), undone: false, rows: picked })
      clear()
    })
  const undo = (set: Made) =>
    run(async () => {
      const { data } = await api.post('/cases/assignments/{set}/undo', { path: { set: set.setId } })
      notePosition(data.position)
      setMade({ ...set, ...tell(set.rows, data.cases), undoUntil: null, undone: true })
    })

  const pick = (value: string) => {
    setTo(value)
    setWrong('')
  }
  const check = () => {
    const problem = picked.length > 200 ? t.tooMany : schools.size > 1 ? t.oneSchool : to ? '' : t.needPerson
    setWrong(problem)
    if (!problem) void assign()
  }
  return (
    <>
      <div aria-live="polite">{made && <Outcome made={made} busy={busy} undo={() => void undo(made)} />}</div>
      {error !== null && <ProblemNote error={error} />}
      {picked.length > 0 && (
        <div className="assign-bar no-print">
          <strong>{t.chosen(picked.length)}</strong>
          <Select
            bind={{ id: 'assign-to', value: to, onChange: (value) => pick(value), error: wrong || undefined }}
            label={t.assignTo}
            options={receivers(people, c.role, null)}
          />
          <Button look="primary" busy={busy} onClick={check}>
            {t.assign(picked.length)}
          </Button>
        </div>
      )}
    </>
  )
}

const Outcome = ({ made, busy, undo }: { made: Made; busy: boolean; undo: () => void }) => {
  const t = texts.useTexts()
  const words = caseTexts.useTexts()
  return (
    <Note tone={made.refused.length > 0 ? 'amber' : 'teal'} title={made.undone ? t.undone(made.done) : t.assigned(made.done, made.to)}>
      {made.refused.length > 0 && (
        <>
          <p>{made.undone ? t.kept(made.refused.length) : t.notAssigned(made.refused.length)}</p>
          <ul>
            {made.refused.map(({ row, reason }, i) => (
              <li key={row?.id ?? i}>
                {row && (
                  <Link to={`/ca/${row.id}`}>
                    {row.childName ?? words.unnamed} · {row.reference}
                  </Link>
                )}{' '}
                {reason}
              </li>
            ))}
          </ul>
        </>
      )}
      {made.undoUntil && (
        <div className="row">
          <Button busy={busy} onClick={undo}>
            {t.undo}
          </Button>
          <span className="small muted">{t.undoUntil(timeOf(made.undoUntil))}</span>
        </div>
      )}
    </Note>
  )
}
