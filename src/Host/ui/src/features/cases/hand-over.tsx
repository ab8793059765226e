import { ButtonLink } from '@/components/button'
import { Card } from '@/components/page'
import { Note } from '@/components/states'
import { StatusBadge } from '@/components/status-badge'
import type { CaseView, NextStep } from '@/lib/api/types'
import { dateTime } from '@/lib/dates'
import { byName, common } from '@/lib/i18n/common'
import { word } from '@/lib/i18n/texts'
import { stepPath } from './steps'
import { texts } from './texts'

const looks = { Proposed: ['amber', 'diamond'], Accepted: ['green', 'tick'], Declined: ['red', 'octagon'], Withdrawn: ['plain', 'bar'], Lapsed: ['plain', 'bar'] } as const

/** A hand-over that waits: who gives, who is asked, and what the reader may do about it. */
export const HandOverNote = ({ file, steps }: { file: CaseView; steps: NextStep[] }) => {
  const t = texts.useTexts()
  const waiting = file.handOvers.find((it) => it.state === 'Proposed')
  const answers = steps.filter((step) => step.kind === 'HandOverAnswer' || step.kind === 'HandOverWithdrawal')
  return (
    waiting && (
      <Note tone="amber" title={t.handOver.waits(waiting.from.name, waiting.to.name)}>
        {waiting.note && <p className="prose-lines">{waiting.note}</p>}
        <p className="small">{t.handOver.untilThen(waiting.from.name)}</p>
        {answers.length > 0 && (
          <div className="row no-print">
            {answers.map((step) => (
              <ButtonLink key={step.kind} to={stepPath(file.id, step)} {...(step.kind === 'HandOverAnswer' ? { look: 'primary' as const } : {})}>
                {word(t.step, step.kind)}
              </ButtonLink>
            ))}
          </div>
        )}
      </Note>
    )
  )
}

/** Every hand-over there was, the last one first. */
export const HandOverCards = ({ file }: { file: CaseView }) => {
  const t = texts.useTexts()
  const c = common.useTexts()
  return [...file.handOvers].reverse().map((it) => {
    const [tone, sign] = looks[it.state]
    return (
      <Card key={it.id}>
        <div className="row">
          <h3>{t.handOver.of(it.from.name, it.to.name)}</h3>
          <StatusBadge tone={tone} sign={sign}>
            {word(t.handOver.state, it.state)}
          </StatusBadge>
        </div>
        {it.note && <p className="prose-lines">{it.note}</p>}
        {it.reason && (
          <p className="prose-lines">
            <strong>{t.handOver.declinedFor}</strong> {it.reason}
          </p>
        )}
        <p className="small muted">
          {t.handOver.proposed} {dateTime(it.at)} · {byName(it.by, c)}
          {it.answeredAt && ` · ${word(t.handOver.state, it.state)} ${dateTime(it.answeredAt)}`}
        </p>
      </Card>
    )
  })
}
