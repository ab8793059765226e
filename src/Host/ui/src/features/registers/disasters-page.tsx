import { useState } from 'react'
import { Link } from 'react-router'
import { ActDialog } from '@/components/act-dialog'
import { Button } from '@/components/button'
import { DataTable } from '@/components/data-table'
import { Await, EmptyState } from '@/components/states'
import { api } from '@/lib/api/client'
import { plainDate, today } from '@/lib/dates'
import { hasRole, useMe } from '@/lib/session'
import { useCodes, useDisasters, useRecord } from './circumstances'
import { RegistersFrame, schoolRoles } from './registers-frame'
import { texts } from './texts'

export const DisastersPage = () => {
  const t = texts.useTexts()
  const l = t.disasters
  const works = hasRole(useMe().data, ...schoolRoles)
  const codes = useCodes()
  const record = useRecord()
  const query = useDisasters()
  const [act, setAct] = useState<'declare' | { end: string; version: number; name: string }>()
  return (
    <RegistersFrame
      register="disasters"
      title={l.title}
      lead={l.lead}
      aside={
        <Button look="primary" icon="plus" onClick={() => setAct('declare')}>
          {l.declare}
        </Button>
      }
    >
      <Await query={query}>
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState icon="globe" title={l.none} />
          ) : (
            <DataTable
              caption={l.title}
              rows={rows}
              rowKey={(row) => row.id}
              columns={[
                { key: 'name', head: l.name, main: true, cell: (row) => (works ? <Link to={`/so/hoan-canh?dot=${row.id}`}>{row.name}</Link> : row.name) },
                { key: 'kind', head: l.kind, cell: (row) => codes.disasterName(row.kind) },
                { key: 'area', head: l.area, cell: (row) => row.area ?? '–' },
                { key: 'of', head: l.of, cell: (row) => row.organisationName },
                { key: 'days', head: l.days, cell: (row) => `${plainDate(row.from)} – ${row.endsOn ? plainDate(row.endsOn) : l.ongoing}` },
                {
                  key: 'act',
                  head: '',
                  cell: (row) => row.own && !row.endsOn && <Button onClick={() => setAct({ end: row.id, version: row.version, name: row.name })}>{l.end}</Button>,
                },
              ]}
            />
          )
        }
      </Await>
      {act === 'declare' && (
        <ActDialog
          title={l.declareTitle}
          action={l.declare}
          close={() => setAct(undefined)}
          questions={[
            { name: 'kind', label: l.kind, kind: 'choice', options: codes.disasterOptions },
            { name: 'name', label: l.name, hint: l.nameHint, kind: 'text' },
            { name: 'area', label: l.area, kind: 'text', optional: true },
            { name: 'from', label: t.from, kind: 'day', initial: today() },
            { name: 'endsOn', label: t.ends, kind: 'day', optional: true },
          ]}
          send={(answers, key) =>
            record(
              api.post('/cases/disasters', {
                key,
                body: { kind: answers.kind ?? '', name: answers.name ?? '', from: answers.from ?? '', area: answers.area || undefined, endsOn: answers.endsOn || undefined },
              }),
            )
          }
        />
      )}
      {typeof act === 'object' && (
        <ActDialog
          title={act.name}
          action={l.end}
          close={() => setAct(undefined)}
          reload={query.refetch}
          questions={[{ name: 'endsOn', label: t.ends, kind: 'day', initial: today() }]}
          send={(answers, key) => record(api.post('/cases/disasters/{id}/end', { path: { id: act.end }, key, version: act.version, body: { endsOn: answers.endsOn ?? '' } }))}
        />
      )}
    </RegistersFrame>
  )
}
