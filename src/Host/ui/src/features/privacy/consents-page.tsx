import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { Button } from '@/components/button'
import { DataTable } from '@/components/data-table'
import { Await, EmptyState } from '@/components/states'
import { StatusBadge } from '@/components/status-badge'
import { api } from '@/lib/api/client'
import { hasRole, useMe } from '@/lib/session'
import { ActDialog } from '@/components/act-dialog'
import { PrivacyFrame } from './privacy-frame'
import { useConsentFiles, useRecord } from './registers'
import { texts } from './texts'

export const ConsentsPage = () => {
  const t = texts.useTexts()
  const asks = hasRole(useMe().data, 'SocialWorker', 'FocalPerson')
  const record = useRecord()
  const go = useNavigate()
  const query = useConsentFiles()
  const [opening, setOpening] = useState(false)
  return (
    <PrivacyFrame
      register="consents"
      title={t.consent.title}
      lead={t.consent.lead}
      aside={
        asks && (
          <Button look="primary" icon="plus" onClick={() => setOpening(true)}>
            {t.consent.open}
          </Button>
        )
      }
    >
      <Await query={query}>
        {(files) =>
          files.length === 0 ? (
            <EmptyState title={t.consent.none} />
          ) : (
            <DataTable
              caption={t.consent.title}
              rows={files}
              rowKey={(file) => file.id}
              columns={[
                { key: 'case', head: t.caseReference, main: true, cell: (file) => <Link to={`/bao-ve-du-lieu/dong-y/${file.id}`}>{file.caseReference}</Link> },
                { key: 'school', head: t.consent.organisation, cell: (file) => file.organisationName },
                { key: 'answers', head: t.consent.answers, numeric: true, cell: (file) => file.consents },
                {
                  key: 'standing',
                  head: t.standing,
                  cell: (file) =>
                    file.touchedShares > 0 ? (
                      <StatusBadge tone="red" sign="octagon">
                        {t.consent.touched(file.touchedShares)}
                      </StatusBadge>
                    ) : file.waitingDecisions > 0 ? (
                      <StatusBadge tone="amber" sign="halfClock">
                        {t.consent.waiting(file.waitingDecisions)}
                      </StatusBadge>
                    ) : (
                      <StatusBadge sign="tick">{t.consent.fine}</StatusBadge>
                    ),
                },
              ]}
            />
          )
        }
      </Await>
      {opening && (
        <ActDialog
          title={t.consent.open}
          action={t.consent.open}
          close={() => setOpening(false)}
          questions={[
            { name: 'caseReference', label: t.caseReference, hint: t.caseReferenceHint, kind: 'text' },
            { name: 'birthDate', label: t.consent.birthDate, hint: t.consent.birthDateHint, kind: 'day', optional: true },
          ]}
          send={async (answers, key) => {
            const made = await record(api.post('/privacy/consents', { key, body: { caseReference: answers.caseReference ?? '', birthDate: answers.birthDate || undefined } }))
            void go(`/bao-ve-du-lieu/dong-y/${made.id}`)
          }}
        />
      )}
    </PrivacyFrame>
  )
}
