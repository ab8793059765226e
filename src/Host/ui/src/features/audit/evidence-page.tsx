import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { CheckCards, Field, RadioCards, Select, TextArea, optionsOf } from '@/components/field'
import { FormFrame } from '@/components/form'
import { Await, Note } from '@/components/states'
import { useForm } from '@/components/use-form'
import { api } from '@/lib/api/client'
import type { HistoryEntry } from '@/lib/api/types'
import { exactTime } from '@/lib/dates'
import { useEventTitle } from '@/lib/event-words'
import { useMe } from '@/lib/session'
import { AuditFrame } from './audit-frame'
import { CasePicker } from './case-picker'
import { exportEvidence, type Exported } from './export-evidence'
import { texts } from './texts'

/** Chooses a case and what of it leaves the house; says how to verify what was downloaded. */
export const EvidencePage = () => {
  const t = texts.useTexts().evidence
  const [search, setSearch] = useSearchParams()
  const caseId = search.get('case') ?? ''
  return (
    <AuditFrame title={t.title} lead={t.lead}>
      <div className="form">
        <CasePicker id="evidence-case" value={caseId} onChange={(chosen) => setSearch(chosen ? { case: chosen } : {})} />
        {!caseId && <p className="muted">{t.pickCase}</p>}
      </div>
      {caseId && <Export key={caseId} caseId={caseId} />}
      <HowToVerify />
    </AuditFrame>
  )
}

const useEntries = (caseId: string) =>
  useQuery({
    queryKey: ['audit', 'entries', caseId],
    queryFn: async () => {
      const entries: HistoryEntry[] = []
      for (let after: string | null | undefined = '0'; after; ) {
        const page: { items: HistoryEntry[]; next: string | null } = (await api.get('/cases/{id}/history', { path: { id: caseId }, query: { after: Number(after), limit: 500 } })).data
        entries.push(...page.items)
        after = page.next
      }
      return entries
    },
    refetchOnWindowFocus: false,
  })

const Export = ({ caseId }: { caseId: string }) => {
  const query = useEntries(caseId)
  return (
    <Await query={query} lines={6}>
      {(entries) => <ExportForm caseId={caseId} entries={entries} />}
    </Await>
  )
}

const ExportForm = ({ caseId, entries }: { caseId: string; entries: HistoryEntry[] }) => {
  const t = texts.useTexts().evidence
  const purposes = texts.useTexts().reads.purpose
  const titleOf = useEventTitle()
  const me = useMe().data
  const [exported, setExported] = useState<Exported | null>(null)
  const form = useForm({
    initial: { content: 'with', withheld: [] as string[], purpose: 'Audit', reason: '', older: '' },
    labels: { older: t.older },
    validate: ({ older }): Record<string, string> => (older === '' || /^[1-9]\d*$/.test(older) ? {} : { older: t.olderBad }),
    send: async ({ content, withheld, purpose, reason, older }) => {
      setExported(null)
      const asked = {
        caseId,
        personalData: content === 'with',
        withheld: content === 'with' ? withheld : [],
        purpose,
        reason,
        olderSizes: older ? [Number(older)] : [],
      }
      setExported(await exportEvidence(asked, me?.csrfToken ?? ''))
    },
  })
  return (
    <div className="stack">
      <FormFrame form={form} action={t.export} then={t.then}>
        <RadioCards
          bind={form.bind('content')}
          label={t.content}
          options={[
            { value: 'with', label: t.contentWith, hint: t.contentWithHint },
            { value: 'without', label: t.contentWithout, hint: t.contentWithoutHint },
          ]}
        />
        {form.values.content === 'with' && (
          <details className="more">
            <summary>
              {t.withhold} <span className="small muted">{form.values.withheld.length > 0 && `(${t.withheld(form.values.withheld.length, entries.length)})`}</span>
            </summary>
            <CheckCards
              bind={form.bind('withheld')}
              label={t.withhold}
              hint={t.withholdHint}
              options={entries.map((entry) => ({ value: entry.eventId, label: titleOf(entry.type), hint: exactTime(entry.recordedAt) }))}
            />
          </details>
        )}
        <Select bind={form.bind('purpose')} label={t.purpose} options={optionsOf(purposes).filter((option) => option.value !== 'OwnReport')} />
        <TextArea bind={form.bind('reason')} label={t.reason} hint={t.reasonHint} rows={2} maxLength={1000} optional />
        <Field bind={form.bind('older')} label={t.older} hint={t.olderHint} inputMode="numeric" autoComplete="off" optional />
      </FormFrame>
      <div aria-live="polite">
        {exported && (
          <Note tone="green" title={t.done(exported.name)}>
            <p className="small">{t.digest}:</p>
            <code className="small">{exported.digest}</code>
          </Note>
        )}
      </div>
    </div>
  )
}

const HowToVerify = () => {
  const t = texts.useTexts().evidence
  return (
    <section className="section" aria-labelledby="how-title">
      <h2 id="how-title">{t.howTitle}</h2>
      <p>{t.howText}</p>
      <dl className="commands">
        <div>
          <dt>{t.howDotnet}</dt>
          <dd>
            <code>dotnet run --project src/Host -- verify evidence.zip</code>
          </dd>
        </div>
        <div>
          <dt>{t.howNode}</dt>
          <dd>
            <code>node src/BuildingBlocks/ProtectionPlatform.LedgerVerifier/verify.mjs verify evidence.zip</code>
          </dd>
        </div>
      </dl>
    </section>
  )
}
