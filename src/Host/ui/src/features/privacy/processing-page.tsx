import { useState } from 'react'
import { Button } from '@/components/button'
import { DataTable } from '@/components/data-table'
import { Dialog } from '@/components/dialog'
import { Facts } from '@/components/page'
import { Await, EmptyState } from '@/components/states'
import { StatusBadge } from '@/components/status-badge'
import { api } from '@/lib/api/client'
import type { ProcessingRow } from '@/lib/api/types'
import { plainDate } from '@/lib/dates'
import { word } from '@/lib/i18n/texts'
import { hasRole, useMe } from '@/lib/session'
import { ActDialog } from '@/components/act-dialog'
import { PrivacyFrame } from './privacy-frame'
import { useProcessing, useProcessingDocument, useRecord } from './registers'
import { texts } from './texts'

export const ProcessingPage = () => {
  const t = texts.useTexts()
  const writes = hasRole(useMe().data, 'DataProtectionOfficer', 'Principal')
  const query = useProcessing()
  const [open, setOpen] = useState<{ act: 'write' | 'versions'; row: ProcessingRow }>()
  return (
    <PrivacyFrame register="processing" title={t.processing.title} lead={t.processing.lead}>
      <Await query={query}>
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState title={t.processing.none} />
          ) : (
            <DataTable
              caption={t.processing.title}
              rows={rows}
              rowKey={(row) => `${row.organisationId} ${row.kind}`}
              columns={[
                { key: 'document', head: t.kind, main: true, cell: (row) => word(t.documents, row.kind) },
                { key: 'school', head: t.consent.organisation, cell: (row) => row.organisationName },
                { key: 'standing', head: t.standing, cell: (row) => <Standing row={row} /> },
                {
                  key: 'act',
                  head: t.next,
                  cell: (row) => (
                    <span className="stack-tight start">
                      {writes && <Button onClick={() => setOpen({ act: 'write', row })}>{t.processing.write}</Button>}
                      {row.version > 0 && (
                        <Button look="quiet" onClick={() => setOpen({ act: 'versions', row })}>
                          {t.processing.versions}
                        </Button>
                      )}
                    </span>
                  ),
                },
              ]}
            />
          )
        }
      </Await>
      {open?.act === 'write' && <Write row={open.row} reload={query.refetch} close={() => setOpen(undefined)} />}
      {open?.act === 'versions' && <Versions row={open.row} close={() => setOpen(undefined)} />}
    </PrivacyFrame>
  )
}

const Standing = ({ row }: { row: ProcessingRow }) => {
  const t = texts.useTexts()
  const words = !row.writtenOn ? t.processing.missing : row.sendBy ? t.processing.sendBy(plainDate(row.sendBy)) : t.processing.reviewBy(plainDate(row.reviewBy))
  return (
    <span className="stack-tight start">
      {row.overdue ? (
        <StatusBadge sign="octagon" tone="red">
          {words}
        </StatusBadge>
      ) : (
        <StatusBadge sign="halfClock">{words}</StatusBadge>
      )}
      {row.sentOn && <span className="small muted">{t.processing.sent(plainDate(row.sentOn))}</span>}
    </span>
  )
}

const Write = ({ row, reload, close }: { row: ProcessingRow; reload: () => Promise<unknown>; close: () => void }) => {
  const t = texts.useTexts()
  const query = useProcessingDocument(row.organisationId, row.kind)
  const record = useRecord()
  return (
    <Await query={query}>
      {(document) => {
        const last = document.versions[0]
        return (
          <ActDialog
            title={`${word(t.documents, row.kind)}: ${row.organisationName}`}
            action={t.processing.write}
            close={close}
            reload={reload}
            questions={[
              { name: 'controller', label: t.processing.controller, hint: t.processing.controllerHint, kind: 'text', initial: last?.controller ?? row.organisationName },
              { name: 'processor', label: t.processing.processor, hint: t.processing.processorHint, kind: 'text', initial: last?.processor ?? '' },
              { name: 'officer', label: t.processing.officer, hint: t.processing.officerHint, kind: 'text', initial: last?.officer ?? '' },
              { name: 'content', label: t.processing.content, kind: 'area', initial: last?.content ?? '' },
              { name: 'processingSince', label: t.processing.since, kind: 'day', initial: last?.processingSince ?? '' },
              ...(row.kind === 'ImpactAssessment' ? [{ name: 'sentOn', label: t.processing.sentOn, kind: 'day' as const, optional: true, initial: last?.sentOn ?? '' }] : []),
            ]}
            send={({ controller = '', processor = '', officer = '', content = '', processingSince = '', sentOn }) =>
              record(
                api.put('/privacy/processing/{id}/{kind}', {
                  path: { id: row.organisationId, kind: row.kind },
                  version: document.version,
                  body: { controller, processor, officer, content, processingSince, sentOn: sentOn || undefined },
                }),
              )
            }
          />
        )
      }}
    </Await>
  )
}

const Versions = ({ row, close }: { row: ProcessingRow; close: () => void }) => {
  const t = texts.useTexts()
  const query = useProcessingDocument(row.organisationId, row.kind)
  return (
    <Dialog title={`${word(t.documents, row.kind)}: ${row.organisationName}`} onClose={close}>
      <Await query={query}>
        {(document) => (
          <div className="stack">
            {document.versions.map((one) => (
              <section key={one.version} className="deed">
                <Facts
                  facts={[
                    { term: t.processing.writtenOn, text: t.by(one.by.name, plainDate(one.writtenOn)) },
                    { term: t.processing.controller, text: one.controller },
                    { term: t.processing.processor, text: one.processor },
                    { term: t.processing.officer, text: one.officer },
                    { term: t.processing.since, text: plainDate(one.processingSince) },
                    { term: t.processing.sentOn, text: one.sentOn && plainDate(one.sentOn) },
                  ]}
                />
                <p className="said">{one.content}</p>
              </section>
            ))}
          </div>
        )}
      </Await>
    </Dialog>
  )
}
