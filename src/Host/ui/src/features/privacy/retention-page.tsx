import { useState } from 'react'
import { Button } from '@/components/button'
import { DataTable } from '@/components/data-table'
import { Field, optionsOf } from '@/components/field'
import { Facts } from '@/components/page'
import { Segments } from '@/components/segments'
import { Await, EmptyState } from '@/components/states'
import { StatusBadge } from '@/components/status-badge'
import { Dialog } from '@/components/dialog'
import { LoadMore } from '@/components/load-more'
import { api } from '@/lib/api/client'
import type { RetainedCase } from '@/lib/api/types'
import { dateOf, dateTime, plainDate } from '@/lib/dates'
import { common } from '@/lib/i18n/common'
import { word } from '@/lib/i18n/texts'
import { hasRole, useMe } from '@/lib/session'
import { ActDialog } from '@/components/act-dialog'
import { PrivacyFrame } from './privacy-frame'
import { useErasures, useRecord, useRetention } from './registers'
import { texts } from './texts'

type Act = 'hold' | 'lift' | 'propose' | 'decide' | 'certificate'

export const RetentionPage = () => {
  const t = texts.useTexts()
  const c = common.useTexts()
  const officer = hasRole(useMe().data, 'DataProtectionOfficer')
  const [view, setView] = useState('due')
  const [reference, setReference] = useState('')
  const [open, setOpen] = useState<{ act: Act; row: RetainedCase }>()
  const wanted = reference.trim()
  const query = useRetention(view === 'due' && !wanted, wanted)
  return (
    <PrivacyFrame register="retention" title={t.retention.title} lead={t.retention.lead}>
      <div className="stack">
        <Segments
          label={t.standing}
          value={view}
          onChange={setView}
          segments={[
            { value: 'due', label: t.retention.due },
            { value: 'all', label: t.retention.all },
          ]}
        />
        <search className="filters">
          <Field bind={{ id: 'retention-reference', value: reference, onChange: setReference }} label={t.retention.find} hint={t.retention.findHint} autoComplete="off" />
        </search>
      </div>
      <Await query={query}>
        {(data) => {
          const rows = data.pages.flatMap((page) => page.items)
          return rows.length === 0 ? (
            <EmptyState title={wanted ? t.retention.notFound : view === 'due' ? t.retention.noneDue : t.retention.none} />
          ) : (
            <div className="stack">
              <DataTable
                caption={t.retention.title}
                rows={rows}
                rowKey={(row) => row.id}
                columns={[
                  {
                    key: 'case',
                    head: t.caseReference,
                    main: true,
                    cell: (row) => (
                      <>
                        <strong className="figures whole">{row.reference}</strong>
                        <span className="small muted">{row.tracks.map((track) => word(c.track, track)).join(', ')}</span>
                      </>
                    ),
                  },
                  { key: 'school', head: t.consent.organisation, cell: (row) => row.schoolName ?? '–' },
                  { key: 'until', head: t.retention.until, cell: (row) => <span className="whole">{row.retainedUntil ? plainDate(row.retainedUntil) : word(c.state, row.state)}</span> },
                  { key: 'standing', head: t.standing, cell: (row) => <Standing row={row} /> },
                  {
                    key: 'act',
                    head: t.next,
                    cell: (row) => (
                      <span className="stack-tight start">
                        {row.proposed && row.mayDecide && (
                          <Button look="primary" onClick={() => setOpen({ act: 'decide', row })}>
                            {t.retention.decide}
                          </Button>
                        )}
                        {officer && row.endedAt && !row.proposed && !row.held && row.erased !== 'Everybody' && (
                          <Button onClick={() => setOpen({ act: 'propose', row })}>{t.retention.propose}</Button>
                        )}
                        {row.erased !== 'Everybody' && (
                          <Button look="quiet" onClick={() => setOpen({ act: row.held ? 'lift' : 'hold', row })}>
                            {row.held ? t.retention.lift : t.retention.hold}
                          </Button>
                        )}
                        {row.erased && (
                          <Button look="quiet" onClick={() => setOpen({ act: 'certificate', row })}>
                            {t.retention.certificate}
                          </Button>
                        )}
                      </span>
                    ),
                  },
                ]}
              />
              <LoadMore query={query} />
            </div>
          )
        }}
      </Await>
      {open?.act === 'certificate' && <Certificate row={open.row} close={() => setOpen(undefined)} />}
      {open && open.act !== 'certificate' && <RetentionAct act={open.act} row={open.row} reload={query.refetch} close={() => setOpen(undefined)} />}
    </PrivacyFrame>
  )
}

const Standing = ({ row }: { row: RetainedCase }) => {
  const t = texts.useTexts()
  return (
    <span className="stack-tight start">
      {row.held && (
        <StatusBadge sign="octagon" tone="amber">
          {t.retention.held}
        </StatusBadge>
      )}
      {row.proposed && (
        <StatusBadge sign="halfClock" tone="amber">
          {row.agreed ? t.retention.erasing : t.retention.proposed(word(t.scopes, row.proposed))}
        </StatusBadge>
      )}
      {row.erased && (
        <>
          <StatusBadge sign="bar">{t.retention.erased(word(t.scopes, row.erased))}</StatusBadge>
          <span className="small muted">{dateOf(row.erasedAt ?? '')}</span>
        </>
      )}
      {row.due && !row.proposed && (
        <StatusBadge sign="diamond" tone="red">
          {t.retention.isDue}
        </StatusBadge>
      )}
      {!row.held && !row.proposed && !row.erased && !row.due && <StatusBadge sign="ring">{row.endedAt ? t.retention.kept : t.retention.open}</StatusBadge>}
    </span>
  )
}

const RetentionAct = ({ act, row, reload, close }: { act: Exclude<Act, 'certificate'>; row: RetainedCase; reload: () => Promise<unknown>; close: () => void }) => {
  const t = texts.useTexts()
  const record = useRecord()
  const at = { path: { id: row.id }, version: row.version }
  const frame = { close, reload, title: `${t.retention[act]}: ${row.reference}`, action: t.retention[act] }
  const reason = { name: 'reason', label: t.reason, hint: t.retention.reasonHint, kind: 'area' as const }
  switch (act) {
    case 'hold':
      return (
        <ActDialog
          {...frame}
          text={<p>{t.retention.holdText}</p>}
          questions={[reason]}
          send={({ reason = '' }, key) => record(api.post('/cases/{id}/legal-hold', { ...at, key, body: { reason } }))}
        />
      )
    case 'lift':
      return (
        <ActDialog
          {...frame}
          text={<p>{t.retention.liftText}</p>}
          questions={[reason]}
          send={({ reason = '' }, key) => record(api.post('/cases/{id}/legal-hold/lifting', { ...at, key, body: { reason } }))}
        />
      )
    case 'propose':
      return (
        <ActDialog
          {...frame}
          text={<p>{t.retention.proposeText}</p>}
          questions={[
            { name: 'scope', label: t.retention.scope, kind: 'choice', options: optionsOf(t.scopes), initial: row.due ? 'Everybody' : 'Informant' },
            { name: 'ground', label: t.retention.ground, kind: 'choice', options: optionsOf(t.erasureGrounds) },
            reason,
          ]}
          send={({ scope = '', ground = '', reason = '' }, key) => record(api.post('/cases/{id}/erasure', { ...at, key, body: { scope, ground, reason } }))}
        />
      )
    case 'decide':
      return (
        <ActDialog
          {...frame}
          text={<p>{t.retention.decideText(word(t.scopes, row.proposed), dateTime(row.proposedAt ?? ''))}</p>}
          questions={[{ name: 'agree', label: t.retention.decision, kind: 'choice', options: optionsOf(t.erasureDecisions) }, reason]}
          send={({ agree = '', reason = '' }, key) => record(api.post('/cases/{id}/erasure/confirmation', { ...at, key, body: { agree: agree === 'agree', reason } }))}
        />
      )
  }
}

const Certificate = ({ row, close }: { row: RetainedCase; close: () => void }) => {
  const t = texts.useTexts()
  const query = useErasures(row.id)
  return (
    <Dialog title={`${t.retention.certificate}: ${row.reference}`} onClose={close}>
      <Await query={query}>
        {(answer) => (
          <div className="stack">
            <p>{t.retention.certificateText}</p>
            {answer.erasures
              .filter((erasure) => erasure.certificate)
              .map((erasure) => (
                <Facts
                  key={erasure.proposedAt}
                  facts={[
                    { term: t.retention.scope, text: word(t.scopes, erasure.scope) },
                    { term: t.retention.ground, text: word(t.erasureGrounds, erasure.ground) },
                    { term: t.retention.rule, text: word(t.retentionRules, erasure.retentionRule) },
                    { term: t.retention.proposedBy, text: t.by(erasure.proposedBy.name, dateTime(erasure.proposedAt)) },
                    { term: t.retention.agreedBy, text: t.by(erasure.decidedBy?.name ?? '', dateTime(erasure.decidedAt ?? '')) },
                    { term: t.retention.erasedAt, text: dateTime(erasure.certificate?.erasedAt ?? '') },
                    { term: t.retention.events, text: t.retention.counts(erasure.certificate?.eventsWithErasedData ?? 0, erasure.certificate?.events ?? 0) },
                    { term: t.retention.proof, text: erasure.certificate?.eventId },
                  ]}
                />
              ))}
          </div>
        )}
      </Await>
    </Dialog>
  )
}
