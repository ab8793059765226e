import { Button } from '@/components/button'
import { DataTable } from '@/components/data-table'
import { unreadable } from '@/components/date-time-field'
import { Check, Field } from '@/components/field'
import { FormFrame } from '@/components/form'
import { useForm } from '@/components/use-form'
import { api } from '@/lib/api/client'
import { plainDate } from '@/lib/dates'
import { common } from '@/lib/i18n/common'
import { word } from '@/lib/i18n/texts'
import { IssueFields } from './issue-fields'
import { newestFirst, newIssue, usePlaces, useReadAnew, type Form, type Row } from './library'
import { texts } from './texts'

const kinds = ['Form02', 'Form03', 'Form06'] as const

export const Forms = ({ all }: { all: Form[] }) => {
  const t = texts.useTexts()
  const places = usePlaces().data ?? []
  return (
    <>
      <DataTable
        caption={t.forms}
        rowKey={(one) => one.form + one.version}
        rows={newestFirst(all).sort((one, two) => one.form.localeCompare(two.form))}
        columns={[
          { key: 'form', head: t.forms, main: true, cell: (one) => word(t.form, one.form) },
          { key: 'version', head: t.version, cell: (one) => one.version },
          { key: 'place', head: t.place, cell: (one) => (one.organisationId ? (places.find((place) => place.id === one.organisationId)?.name ?? '–') : t.country) },
          { key: 'from', head: t.from, cell: (one) => <time>{plainDate(one.validFrom)}</time> },
          { key: 'rows', head: t.rows, numeric: true, cell: (one) => one.rows.length },
          { key: 'decisive', head: t.decisive, cell: (one) => one.decisive.join(', ') || '–' },
          { key: 'source', head: t.source, cell: (one) => one.source },
        ]}
      />
      {kinds.map((kind) => {
        const newest = newestFirst(all.filter((one) => one.form === kind && !one.organisationId))[0]
        return (
          newest && (
            <details className="fact-group" key={kind}>
              <summary>{t.issue(word(t.form, kind))}</summary>
              <div className="form-group">
                <IssueForm key={newest.version} from={newest} />
              </div>
            </details>
          )
        )
      })}
    </>
  )
}

const IssueForm = ({ from }: { from: Form }) => {
  const t = texts.useTexts()
  const c = common.useTexts()
  const readAnew = useReadAnew()
  const form = useForm({
    initial: { ...newIssue(), rows: from.rows.map((row) => ({ ...row, decides: from.decisive.includes(row.code) })) },
    validate: (values) => ({
      ...Object.fromEntries(
        values.rows.flatMap((row, i) => Object.entries(row).flatMap(([name, text]): [string, string][] => (typeof text === 'string' && !text.trim() ? [[`rows.${i}.${name}`, c.required]] : []))),
      ),
      ...(values.from && values.from !== unreadable ? {} : { from: c.badDate }),
      ...(values.source.trim() ? {} : { source: c.required }),
      ...(values.reason.trim() ? {} : { reason: c.required }),
    }),
    send: async (values, key) => {
      await api.post('/cases/procedure-library/assessment-forms', {
        body: {
          form: from.form,
          validFrom: values.from,
          rows: values.rows.map(({ decides: _, ...row }): Row => row),
          decisive: values.rows.filter((row) => row.decides && row.table === 'A').map((row) => row.code),
          source: values.source.trim(),
          reason: values.reason.trim(),
          organisationId: values.place || undefined,
        },
        key,
      })
      form.clean()
      await readAnew()
    },
  })
  const rows = form.values.rows
  const field = (i: number, name: keyof Row) => form.bindRow('rows', rows, i, name)
  const next = (table: string) => table + (Math.max(0, ...rows.filter((row) => row.table === table).map((row) => Number(row.code.slice(1)))) + 1)
  return (
    <FormFrame form={form} action={t.issueAction} then={t.issueThen}>
      <IssueFields bind={(name) => form.bind(name)} />
      {(['A', 'B'] as const).map((table) => (
        <fieldset className="form-group" key={table}>
          <legend>{word(t.table, table)}</legend>
          {rows.map(
            (row, i) =>
              row.table === table && (
                <details className="fact-group" key={row.code} open={!row.nameVi}>
                  <summary>
                    {row.code} · {row.nameVi || t.row}
                  </summary>
                  <div className="form-group">
                    <div className="two">
                      <Field bind={field(i, 'nameVi')} label={`${t.name} (${t.vietnamese})`} maxLength={500} />
                      <Field bind={field(i, 'nameEn')} label={`${t.name} (${t.english})`} maxLength={500} />
                    </div>
                    {(['High', 'Medium', 'Low'] as const).map((level) => (
                      <div className="two" key={level}>
                        <Field bind={field(i, `${level.toLowerCase() as 'high' | 'medium' | 'low'}Vi`)} label={`${word(t.level, level)} (${t.vietnamese})`} maxLength={500} />
                        <Field bind={field(i, `${level.toLowerCase() as 'high' | 'medium' | 'low'}En`)} label={`${word(t.level, level)} (${t.english})`} maxLength={500} />
                      </div>
                    ))}
                    {table === 'A' && <Check bind={form.bindRow('rows', rows, i, 'decides')} label={t.decides} hint={t.decisiveHint} />}
                    <div>
                      <Button look="quiet" icon="close" onClick={() => form.set('rows', rows.filter((__, at) => at !== i))}>
                        {c.remove}
                      </Button>
                    </div>
                  </div>
                </details>
              ),
          )}
          <div>
            <Button
              icon="plus"
              onClick={() => form.set('rows', [...rows, { code: next(table), table, nameVi: '', nameEn: '', highVi: '', mediumVi: '', lowVi: '', highEn: '', mediumEn: '', lowEn: '', decides: false }])}
            >
              {t.addRow(table)}
            </Button>
          </div>
        </fieldset>
      ))}
    </FormFrame>
  )
}
