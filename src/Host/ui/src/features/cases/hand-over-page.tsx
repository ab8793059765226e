import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { Button, ButtonLink } from '@/components/button'
import { CheckCards, Select, TextArea } from '@/components/field'
import { FormFrame } from '@/components/form'
import { Page } from '@/components/page'
import { ProblemNote } from '@/components/problem-note'
import { Await, EmptyState, Note } from '@/components/states'
import { useForm } from '@/components/use-form'
import { api, newKey } from '@/lib/api/client'
import { notePosition } from '@/lib/api/position'
import type { CaseRow, Person } from '@/lib/api/types'
import { common } from '@/lib/i18n/common'
import { word } from '@/lib/i18n/texts'
import { useMe } from '@/lib/session'
import { useCases } from './list-cases'
import { usePeople } from './list-people'
import { receivers } from './steps/hand-over-forms'
import { texts } from './texts'

const ended = ['Closed', 'Unfounded', 'NoFurtherAction']

/** All open cases of mine in one go: each is its own proposal, which the other accepts or declines by itself. */
export const HandOverPage = () => {
  const t = texts.useTexts()
  const me = useMe().data
  const query = useCases({ words: '', state: '', risk: '', assignee: me?.id ?? '' })
  return (
    <Page title={t.handOver.allTitle} lead={t.handOver.allLead} narrow>
      <Await query={query} lines={6}>
        {(data) => {
          const rows = data.pages.flatMap((page) => page.items).filter((row) => !ended.includes(row.state))
          const school = rows.find((row) => row.schoolId)?.schoolId
          if (!school || !me?.id)
            return (
              <EmptyState icon="folder" title={t.handOver.noneTitle}>
                <p className="muted">{t.handOver.none}</p>
              </EmptyState>
            )
          return (
            <>
              {query.hasNextPage && (
                <Note tone="amber" title={t.handOver.more}>
                  <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                    {t.handOver.loadMore}
                  </Button>
                </Note>
              )}
              <Set key={rows.length} rows={rows.filter((row) => row.schoolId === school)} school={school} me={me.id} />
            </>
          )
        }}
      </Await>
    </Page>
  )
}

const Set = ({ rows, school, me }: { rows: CaseRow[]; school: string; me: string }) => {
  const people = usePeople(school)
  return <Await query={people}>{(all) => <SetForm rows={rows} people={all} me={me} />}</Await>
}

interface Outcome {
  row: CaseRow
  error?: unknown
}

const SetForm = ({ rows, people, me }: { rows: CaseRow[]; people: Person[]; me: string }) => {
  const t = texts.useTexts()
  const c = common.useTexts()
  const cache = useQueryClient()
  const [done, setDone] = useState<Outcome[]>([])
  const [finished, setFinished] = useState(false)
  const form = useForm({
    initial: { toId: '', note: '', cases: rows.map((row) => row.id) },
    validate: (values): Record<string, string> => ({ ...(values.toId ? {} : { toId: c.required }), ...(values.cases.length > 0 ? {} : { cases: t.handOver.needCase }) }),
    send: async (values) => {
      const setId = newKey()
      const outcomes: Outcome[] = []
      for (const row of rows.filter((row) => values.cases.includes(row.id))) {
        try {
          const { data } = await api.post('/cases/{id}/hand-over', { path: { id: row.id }, version: row.version, key: newKey(), body: { toId: values.toId, note: values.note.trim() || null, setId } })
          notePosition(data.position)
          outcomes.push({ row })
        } catch (error) {
          outcomes.push({ row, error })
        }
        setDone([...outcomes])
      }
      form.clean()
      setFinished(true)
      await cache.invalidateQueries({ queryKey: ['cases'], refetchType: 'none' })
    },
  })
  const failed = done.filter((it) => it.error)
  if (finished)
    return (
      <>
        <Note tone={failed.length > 0 ? 'amber' : 'teal'} title={t.handOver.sent(done.length - failed.length)}>
          <p>{t.handOver.then}</p>
        </Note>
        {failed.map(({ row, error }) => (
          <div key={row.id} className="stack-tight">
            <Link to={`/ca/${row.id}`}>
              {row.childName ?? t.unnamed} · {row.reference}
            </Link>
            <ProblemNote error={error} />
          </div>
        ))}
        <div className="row">
          <ButtonLink to="/ca?xem=mine">{t.list.mine}</ButtonLink>
        </div>
      </>
    )
  return (
    <FormFrame form={form} action={t.handOver.allAction(form.values.cases.length)} then={t.handOver.then}>
      <Select bind={form.bind('toId')} label={t.handOver.to} options={receivers(people, c.role, me)} />
      <TextArea bind={form.bind('note')} label={t.handOver.note} hint={t.handOver.allNoteHint} optional maxLength={5000} />
      <CheckCards
        bind={form.bind('cases')}
        label={t.handOver.which}
        options={rows.map((row) => ({
          value: row.id,
          label: row.childName ?? t.unnamed,
          hint: [row.reference, word(c.state, row.state), row.nextDeadline ? word(c.deadline, row.nextDeadline.code) : ''].filter(Boolean).join(' · '),
        }))}
      />
      {form.busy && (
        <p role="status" className="muted">
          {t.handOver.progress(done.length, form.values.cases.length)}
        </p>
      )}
    </FormFrame>
  )
}
