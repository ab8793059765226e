import { useMutation } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { Button, ButtonLink } from '@/components/button'
import { DataTable, type Column } from '@/components/data-table'
import { Page, Section } from '@/components/page'
import { ProblemNote } from '@/components/problem-note'
import { Loading, NoPermission, Note } from '@/components/states'
import { StatusBadge, type Tone } from '@/components/status-badge'
import { fieldErrors } from '@/lib/api/problem'
import type { ImportResult } from '@/lib/api/types'
import { plainDate } from '@/lib/dates'
import { hasRole, useMe } from '@/lib/session'
import { columns } from './lines'
import { sendFile, useReadAnew } from './organisations'
import { texts } from './texts'
import './organisations.css'

type Row = ImportResult['rows'][number]
type Fault = ImportResult['faults'][number]

const tones: Record<Row['change'], Tone> = { Created: 'green', Changed: 'teal', Ended: 'amber', Unchanged: 'plain' }

/** A cell for people: days as they are written here. */
const shown = (text: string) => (/^\d{4}-\d{2}-\d{2}$/.test(text) ? plainDate(text) : text)

const Faults = ({ result }: { result: ImportResult }) => {
  const t = texts.useTexts()
  const heads: Column<Fault>[] = [
    { key: 'row', head: t.row, main: true, cell: (fault) => t.rowNumber(fault.row) },
    { key: 'column', head: t.column, cell: (fault) => t.columns[fault.column as keyof typeof t.columns]?.name ?? t.wholeRow },
    { key: 'reason', head: t.reason, cell: (fault) => fault.reason },
  ]
  return (
    <Section id="faults" title={t.faults(result.faultCount)}>
      {result.faultCount > result.faults.length && <p className="muted">{t.firstFaults(result.faults.length)}</p>}
      <DataTable caption={t.faults(result.faultCount)} columns={heads} rows={result.faults} rowKey={(fault) => `${fault.row} ${fault.column} ${fault.rule} ${fault.reason}`} />
    </Section>
  )
}

const Changes = ({ result }: { result: ImportResult }) => {
  const t = texts.useTexts()
  const [all, setAll] = useState(false)
  const rows = all ? result.rows : result.rows.slice(0, 100)
  const heads: Column<Row>[] = [
    {
      key: 'name',
      head: t.name,
      main: true,
      cell: (row) => (
        <>
          {row.name} <span className="organisation-what">{row.code}</span>
        </>
      ),
    },
    { key: 'change', head: t.whatHappens, cell: (row) => <StatusBadge tone={tones[row.change]}>{t.changes[row.change]}</StatusBadge> },
    {
      key: 'cells',
      head: t.differs,
      cell: (row) =>
        row.change === 'Created' ? (
          `${t.kinds[row.kind]}, ${t.period(plainDate(row.validFrom), row.validTo ? plainDate(row.validTo) : '')}`
        ) : (
          <ul className="organisation-cells">
            {row.cells.map((cell) => (
              <li key={cell.column}>
                <span className="muted">{t.columns[cell.column as keyof typeof t.columns]?.name}:</span> {cell.before && <del>{shown(cell.before)}</del>}{' '}
                <span aria-hidden="true">→</span> <ins>{cell.after ? shown(cell.after) : t.emptied}</ins>
              </li>
            ))}
          </ul>
        ),
    },
    { key: 'row', head: t.row, numeric: true, cell: (row) => row.row },
  ]
  if (result.rows.length === 0) return null
  return (
    <Section id="changes" title={t.changesTitle(result.rows.length)}>
      <DataTable caption={t.changesTitle(result.rows.length)} columns={heads} rows={rows} rowKey={(row) => String(row.row)} />
      {rows.length < result.rows.length && (
        <div>
          <Button onClick={() => setAll(true)}>{t.showAll(result.rows.length)}</Button>
        </div>
      )}
    </Section>
  )
}

/** Picks a file, shows what it would do, and does it. */
export const ImportPage = () => {
  const t = texts.useTexts()
  const me = useMe().data
  const readAnew = useReadAnew()
  const picker = useRef<HTMLInputElement>(null)
  const [file, setFile] = useState<File>()
  const run = useMutation({ mutationFn: ({ file, dryRun }: { file: Blob; dryRun: boolean }) => sendFile(file, dryRun), onSuccess: (done) => (done.dryRun ? undefined : readAnew()) })
  if (!hasRole(me, 'Administrator')) return <NoPermission />
  const result = run.data
  const changes = result ? result.created + result.changed + result.ended : 0
  const wholeFile = fieldErrors(run.error).file
  return (
    <Page
      title={t.importFile}
      lead={t.importLead}
      above={
        <div>
          <ButtonLink to="/quan-tri/to-chuc" look="quiet" icon="back">
            {t.title}
          </ButtonLink>
        </div>
      }
    >
      <div className="row">
        <input
          ref={picker}
          className="visually-hidden"
          id="organisations-file"
          type="file"
          accept=".csv,text/csv"
          tabIndex={-1}
          aria-label={t.pick}
          onChange={(event) => {
            const picked = event.target.files?.[0]
            event.target.value = '' // or the same file, corrected, could not be picked again
            if (!picked) return
            setFile(picked)
            run.mutate({ file: picked, dryRun: true })
          }}
        />
        <Button look={result && !result.dryRun ? 'secondary' : file ? 'secondary' : 'primary'} onClick={() => picker.current?.click()}>
          {file ? t.pickAnother : t.pick}
        </Button>
        {file && <span className="muted">{file.name}</span>}
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
        <div className="stack-wide">
          {!result.dryRun ? (
            <Note tone="green" title={t.imported} alert>
              <p>{t.importedText(result.created, result.changed, result.ended)}</p>
            </Note>
          ) : result.faultCount > 0 ? (
            <Note tone="red" title={t.notYet} alert>
              <p>{t.notYetText(result.faultCount)}</p>
            </Note>
          ) : changes === 0 ? (
            <Note tone="teal" title={t.nothingNew} alert>
              <p>{t.nothingNewText(result.unchanged)}</p>
            </Note>
          ) : (
            <Note tone="teal" title={t.ready} alert>
              <p>{t.readyText(result.created, result.changed, result.ended, result.unchanged)}</p>
              <div className="row">
                <Button look="primary" onClick={() => file && run.mutate({ file, dryRun: false })}>
                  {t.confirm}
                </Button>
              </div>
              <p className="small">{t.confirmThen}</p>
            </Note>
          )}
          {result.faultCount > 0 && <Faults result={result} />}
          <Changes result={result} />
        </div>
      )}
      {!result && !run.isPending && (
        <>
          <Section id="files" title={t.filesTitle}>
            <ul className="organisation-files">
              <li>
                <a href="/api/v1/access/organisations/import/template" download>
                  {t.template}
                </a>{' '}
                <span className="muted small">{t.templateText}</span>
              </li>
              <li>
                <a href="/api/v1/access/organisations/export" download>
                  {t.exported}
                </a>{' '}
                <span className="muted small">{t.exportedText}</span>
              </li>
              <li>
                <a href="/api/v1/access/organisations/import/provinces-2025" download>
                  {t.provinces}
                </a>{' '}
                <span className="muted small">{t.provincesText}</span>
              </li>
            </ul>
          </Section>
          <Section id="columns" title={t.columnsTitle}>
            <DataTable
              caption={t.columnsTitle}
              columns={[
                { key: 'name', head: t.column, main: true, cell: (column) => t.columns[column].name },
                { key: 'what', head: t.meaning, cell: (column) => t.columns[column].meaning },
              ]}
              rows={[...columns]}
              rowKey={(column) => column}
            />
          </Section>
        </>
      )}
    </Page>
  )
}
