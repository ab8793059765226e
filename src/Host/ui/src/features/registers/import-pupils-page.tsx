import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { Button, ButtonLink } from '@/components/button'
import { DataTable } from '@/components/data-table'
import { Select } from '@/components/field'
import { Section } from '@/components/page'
import { ProblemNote } from '@/components/problem-note'
import { Loading, NoPermission, Note } from '@/components/states'
import { StatusBadge } from '@/components/status-badge'
import { api } from '@/lib/api/client'
import { notePosition } from '@/lib/api/position'
import { fieldErrors } from '@/lib/api/problem'
import { word } from '@/lib/i18n/texts'
import { hasRole, useMe } from '@/lib/session'
import { DropoutLevelBadge } from './dropout-level'
import { schoolYears } from './dropouts'
import { RegistersFrame, schoolRoles } from './registers-frame'
import { texts } from './texts'

const csv = 'text/csv'
const workbook = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

const send = async (file: File, schoolYear: string, dryRun: boolean) =>
  (await api.post('/cases/dropout-risks/import', { query: { dryRun, schoolYear }, body: new Blob([file], { type: file.name.toLowerCase().endsWith('.xlsx') ? workbook : csv }) })).data

/** Picks a file, shows what it would do, and does it. */
export const ImportPupilsPage = () => {
  const t = texts.useTexts().importing
  const l = texts.useTexts().dropouts
  const me = useMe().data
  const cache = useQueryClient()
  const picker = useRef<HTMLInputElement>(null)
  const years = schoolYears()
  const [year, setYear] = useState(years[0] ?? '')
  const [file, setFile] = useState<File>()
  const run = useMutation({
    mutationFn: ({ file, year, dryRun }: { file: File; year: string; dryRun: boolean }) => send(file, year, dryRun),
    onSuccess: async (done) => {
      if (done.dryRun) return
      notePosition(done.position)
      await cache.invalidateQueries({ queryKey: ['registers'] })
    },
  })
  if (!hasRole(me, ...schoolRoles)) return <NoPermission />
  const result = run.data
  const wholeFile = fieldErrors(run.error).file
  return (
    <RegistersFrame register="dropouts" title={t.title} lead={t.lead}>
      <div className="stack">
        <Select
          bind={{
            id: 'import-year',
            value: year,
            onChange: (value) => {
              setYear(value)
              if (file) run.mutate({ file, year: value, dryRun: true })
            },
          }}
          label={l.schoolYear}
          options={years.map((one) => ({ value: one, label: one }))}
        />
        <div className="row">
          <input
            ref={picker}
            className="visually-hidden"
            id="pupils-file"
            type="file"
            accept={`.csv,.xlsx,${csv},${workbook}`}
            tabIndex={-1}
            aria-label={t.pick}
            onChange={(event) => {
              const picked = event.target.files?.[0]
              event.target.value = '' // or the same file, corrected, could not be picked again
              if (!picked) return
              setFile(picked)
              run.mutate({ file: picked, year, dryRun: true })
            }}
          />
          <Button look={file ? 'secondary' : 'primary'} onClick={() => picker.current?.click()}>
            {file ? t.pickAnother : t.pick}
          </Button>
          {file && <span className="muted">{file.name}</span>}
        </div>
      </div>
      {run.isPending && <Loading />}
      {wholeFile ? (
        <Note tone="red" title={t.unreadable} alert>
          <p>{wholeFile}</p>
        </Note>
      ) : (
        !!run.error && <ProblemNote error={run.error} />
      )}
      {result && !run.isPending && (
        <>
          {!result.dryRun ? (
            <Note tone="green" title={t.done} alert>
              <p>{t.counts(result.created, result.changed, result.unchanged, result.notWatched)}</p>
              <div className="row">
                <ButtonLink to="/so/bo-hoc?xem=attention">{t.see}</ButtonLink>
              </div>
            </Note>
          ) : result.faultCount > 0 ? (
            <Note tone="red" title={t.faulty} alert>
              <p>{t.faultyText(result.faultCount)}</p>
            </Note>
          ) : result.created + result.changed === 0 ? (
            <Note tone="teal" title={t.nothing} alert>
              <p>{t.counts(result.created, result.changed, result.unchanged, result.notWatched)}</p>
            </Note>
          ) : (
            <Note tone="teal" title={t.ready} alert>
              <p>{t.counts(result.created, result.changed, result.unchanged, result.notWatched)}</p>
              <p>{t.flagged(result.flagged)}</p>
              <div className="row">
                <Button look="primary" onClick={() => file && run.mutate({ file, year, dryRun: false })}>
                  {t.confirm}
                </Button>
              </div>
            </Note>
          )}
          {result.hints.length > 0 && (
            <Note tone="amber" title={t.hints}>
              <ul className="register-reasons">
                {result.hints.map((hint) => (
                  <li key={hint.row}>
                    {t.rowNumber(hint.row)}: {hint.reason}
                  </li>
                ))}
              </ul>
            </Note>
          )}
          {result.faultCount > 0 && (
            <Section id="loi" title={t.faults}>
              <DataTable
                caption={t.faults}
                rows={result.faults}
                rowKey={(fault) => `${fault.row} ${fault.column} ${fault.rule}`}
                columns={[
                  { key: 'row', head: t.row, main: true, cell: (fault) => t.rowNumber(fault.row) },
                  { key: 'column', head: t.column, cell: (fault) => word(t.columns, fault.column) || t.wholeRow },
                  { key: 'reason', head: t.reason, cell: (fault) => fault.reason },
                ]}
              />
            </Section>
          )}
          {result.rows.length > 0 && (
            <Section id="thay-doi" title={t.changes}>
              <DataTable
                caption={t.changes}
                rows={result.rows}
                rowKey={(row) => String(row.row)}
                columns={[
                  {
                    key: 'name',
                    head: t.pupil,
                    main: true,
                    cell: (row) => (
                      <span className="stack-tight start">
                        <span>{row.name}</span>
                        <span className="small muted">{[row.className, t.rowNumber(row.row)].filter(Boolean).join(' · ')}</span>
                      </span>
                    ),
                  },
                  { key: 'change', head: t.change, cell: (row) => <StatusBadge>{word(t.lineChanges, row.change)}</StatusBadge> },
                  { key: 'level', head: l.level, cell: (row) => <DropoutLevelBadge level={row.level} /> },
                ]}
              />
            </Section>
          )}
        </>
      )}
      {!result && !run.isPending && (
        <Section id="tep-mau" title={t.templates}>
          <p>{t.templatesText}</p>
          <ul className="register-reasons">
            <li>
              <a href="/api/v1/cases/dropout-risks/import/template?workbook=true" download>
                {t.templateXlsx}
              </a>
            </li>
            <li>
              <a href="/api/v1/cases/dropout-risks/import/template" download>
                {t.templateCsv}
              </a>
            </li>
          </ul>
        </Section>
      )}
    </RegistersFrame>
  )
}
