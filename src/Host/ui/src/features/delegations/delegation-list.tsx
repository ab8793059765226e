import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Dialog } from '@/components/dialog'
import { Card, Facts } from '@/components/page'
import { ProblemNote } from '@/components/problem-note'
import { StatusBadge } from '@/components/status-badge'
import type { Delegation } from '@/lib/api/types'
import { dateTime } from '@/lib/dates'
import { common } from '@/lib/i18n/common'
import { word } from '@/lib/i18n/texts'
import { texts } from './texts'

/** How each standing looks; what has not come is not yet green. */
const looks = { Running: ['green', 'tick'], ToCome: ['teal', 'arrow'], Over: ['plain', 'bar'], Ended: ['plain', 'bar'], Refused: ['amber', 'octagon'] } as const

interface Props {
  rows: Delegation[]
  /** Whose side of it the reader stands on. */
  as: 'absent' | 'standIn' | 'administrator'
  end: (row: Delegation) => Promise<unknown>
}

/** Delegations as cards: who for whom, as what, until when. One that is not over can be ended, or refused by who was asked. */
export const DelegationList = ({ rows, as, end }: Props) => {
  const t = texts.useTexts()
  const c = common.useTexts()
  const [asking, setAsking] = useState<Delegation>()
  const act = useMutation({ mutationFn: end, onSuccess: () => setAsking(undefined) })
  // On the administrator's page the cards stand right under the title.
  const Heading = as === 'administrator' ? 'h2' : 'h3'
  const question = (row: Delegation) => (as === 'standIn' ? t.refuseFor(row.absentName) : t.endFor(row.delegateName))
  return (
    <>
      <ul className="stack">
        {rows.map((row) => {
          const open = row.state === 'Running' || row.state === 'ToCome'
          const [tone, sign] = looks[row.state]
          return (
            <li key={row.id}>
              <Card {...(row.state === 'Running' ? { tone: 'teal' as const } : {})}>
                <div className="row">
                  <Heading>{as === 'absent' ? row.delegateName : as === 'standIn' ? row.absentName : `${row.delegateName} → ${row.absentName}`}</Heading>
                  <StatusBadge tone={tone} sign={sign}>
                    {word(t.state, row.state)}
                  </StatusBadge>
                  {row.restricted && <StatusBadge>{t.withRestricted}</StatusBadge>}
                </div>
                <Facts
                  facts={[
                    as === 'administrator' && { term: t.standIn, text: row.delegateName },
                    as === 'administrator' && { term: t.absent, text: row.absentName },
                    { term: t.role, text: `${word(c.role, row.role)}, ${row.organisationName}` },
                    { term: t.period, text: `${dateTime(row.from)} – ${dateTime(row.until)}` },
                    { term: t.reason, text: row.reason },
                  ]}
                />
                <p className="small muted">
                  {row.grantedBy !== row.absentId && `${t.setBy(row.grantedByName)} · `}
                  {row.endedAt ? `${word(t.state, row.state)}: ${t.endedBy(row.endedByName ?? '', dateTime(row.endedAt))}` : t.setAt(dateTime(row.grantedAt))}
                </p>
                {open && (
                  <div className="row no-print">
                    <Button aria-label={question(row)} onClick={() => setAsking(row)}>
                      {as === 'standIn' ? t.refuse : t.end}
                    </Button>
                  </div>
                )}
              </Card>
            </li>
          )
        })}
      </ul>
      {asking && (
        <Dialog title={question(asking)} onClose={() => setAsking(undefined)}>
          <p>{t.endText}</p>
          {!!act.error && <ProblemNote error={act.error} />}
          <div className="row">
            <Button look="danger" busy={act.isPending} onClick={() => act.mutate(asking)}>
              {as === 'standIn' ? t.refuse : t.end}
            </Button>
            <Button look="quiet" onClick={() => setAsking(undefined)}>
              {c.cancel}
            </Button>
          </div>
        </Dialog>
      )}
    </>
  )
}
