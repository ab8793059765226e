import { useState } from 'react'
import { Button } from '@/components/button'
import { DataTable } from '@/components/data-table'
import { unreadable } from '@/components/date-time-field'
import { TextArea } from '@/components/field'
import { FormFrame } from '@/components/form'
import { Note } from '@/components/states'
import { useForm } from '@/components/use-form'
import { api } from '@/lib/api/client'
import { plainDate } from '@/lib/dates'
import { common } from '@/lib/i18n/common'
import { fold } from '@/lib/search-text'
import { IssueFields } from './issue-fields'
import { newestFirst, newIssue, usePlaces, useReadAnew, type Library } from './library'
import { texts } from './texts'

const mostShown = 8

export const Words = ({ library }: { library: Library }) => {
  const t = texts.useTexts()
  const places = usePlaces().data ?? []
  return (
    <>
      {library.paperWords.length === 0 ? (
        <p className="muted">{t.nothingIssued}</p>
      ) : (
        <DataTable
          caption={t.issued}
          rowKey={(one) => one.version}
          rows={newestFirst(library.paperWords)}
          columns={[
            { key: 'version', head: t.version, main: true, cell: (one) => one.version },
            { key: 'place', head: t.place, cell: (one) => (one.organisationId ? (places.find((place) => place.id === one.organisationId)?.name ?? '–') : t.country) },
            { key: 'from', head: t.from, cell: (one) => <time>{plainDate(one.validFrom)}</time> },
            { key: 'words', head: t.words, cell: (one) => t.lines(one.words.length) },
            { key: 'source', head: t.source, cell: (one) => one.source },
          ]}
        />
      )}
      <details className="fact-group">
        <summary>{t.issueWords}</summary>
        <div className="form-group">
          <IssueWords key={library.paperWords.length} lines={library.lines} />
        </div>
      </details>
    </>
  )
}

const IssueWords = ({ lines }: { lines: Library['lines'] }) => {
  const t = texts.useTexts()
  const c = common.useTexts()
  const readAnew = useReadAnew()
  const [asked, setAsked] = useState('')
  const form = useForm({
    initial: { ...newIssue(), words: [] as { key: string; text: string }[] },
    validate: (values) => ({
      ...(values.words.length > 0 ? {} : { words: t.noWords }),
      ...Object.fromEntries(values.words.flatMap((line, i): [string, string][] => (line.text.trim() ? [] : [[`words.${i}.text`, c.required]]))),
      ...(values.from && values.from !== unreadable ? {} : { from: c.badDate }),
      ...(values.source.trim() ? {} : { source: c.required }),
      ...(values.reason.trim() ? {} : { reason: c.required }),
    }),
    send: async (values, key) => {
      await api.post('/cases/procedure-library/paper-words', {
        body: {
          validFrom: values.from,
          words: values.words.map((line) => ({ key: line.key, text: line.text.trim() })),
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
  const chosen = form.values.words
  const wanted = fold(asked.trim())
  const found = wanted.length < 2 ? [] : lines.filter((line) => fold(line.vi).includes(wanted) && chosen.every((one) => one.key !== line.key))
  return (
    <FormFrame form={form} action={t.issueWords} then={t.issueThen}>
      <div className="field">
        <label className="field-label" htmlFor="find-wording">
          {t.find}
        </label>
        <p className="field-hint" id="find-wording-hint">
          {t.findHint}
        </p>
        <input id="find-wording" className="input" type="search" aria-describedby="find-wording-hint" autoComplete="off" value={asked} onChange={(event) => setAsked(event.target.value)} />
      </div>
      {found.slice(0, mostShown).map((line) => (
        <div className="row-between" key={line.key}>
          <span>{line.vi}</span>
          <Button aria-label={`${t.pick}: ${line.vi}`} onClick={() => form.set('words', [...chosen, { key: line.key, text: line.vi }])}>
            {t.pick}
          </Button>
        </div>
      ))}
      {found.length > mostShown && <p className="small muted">{t.more(found.length - mostShown)}</p>}
      {form.errors.words && <Note tone="red" title={form.errors.words} />}
      {chosen.map((line, i) => (
        <fieldset className="form-group" key={line.key}>
          <legend className="small muted">
            {t.original}: {lines.find((one) => one.key === line.key)?.vi}
          </legend>
          <TextArea bind={form.bindRow('words', chosen, i, 'text')} label={t.replaceBy} rows={2} />
          <div>
            <Button look="quiet" icon="close" onClick={() => form.set('words', chosen.filter((__, at) => at !== i))}>
              {c.remove}
            </Button>
          </div>
        </fieldset>
      ))}
      <IssueFields bind={(name) => form.bind(name)} />
    </FormFrame>
  )
}
