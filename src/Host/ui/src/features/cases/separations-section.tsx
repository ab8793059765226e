import { ButtonLink } from '@/components/button'
import { Card, Facts } from '@/components/page'
import { FoldingSection } from '@/components/section'
import { StatusBadge } from '@/components/status-badge'
import type { CaseView, SeparationRecord } from '@/lib/api/types'
import { dateTime, plainDate } from '@/lib/dates'
import { common } from '@/lib/i18n/common'
import { word } from '@/lib/i18n/texts'
import { useNow } from '@/lib/use-now'
import { recordTexts } from './record-texts'
import { Recorded } from './recorded'
import { daysLeft, lastDay } from './separation'
import { stepPath } from './steps'
import { texts } from './texts'

export const SeparationsSection = ({ file, mayExtend, mayEnd }: { file: CaseView; mayExtend: boolean; mayEnd: boolean }) => {
  const t = recordTexts.useTexts().separation
  const { step } = texts.useTexts()
  return (
    <FoldingSection id="cach-ly" title={t.title} aside={<span className="small muted">{t.form07}</span>}>
      {[...file.separations].reverse().map((separation) => (
        <SeparationCard key={separation.number} separation={separation} />
      ))}
      {(mayExtend || mayEnd) && (
        <div className="row no-print">
          {mayEnd && <ButtonLink to={stepPath(file.id, { kind: 'SeparationEnd' })}>{step.SeparationEnd ?? ''}</ButtonLink>}
          {mayExtend && <ButtonLink to={stepPath(file.id, { kind: 'SeparationExtension' })}>{step.SeparationExtension ?? ''}</ButtonLink>}
        </div>
      )}
    </FoldingSection>
  )
}

export const SeparationCard = ({ separation }: { separation: SeparationRecord }) => {
  const t = recordTexts.useTexts().separation
  const w = texts.useTexts()
  const c = common.useTexts()
  const left = daysLeft(separation.until, useNow())
  return (
    <Card {...(separation.end ? {} : { tone: left < 0 ? ('red' as const) : ('amber' as const) })}>
      <div className="row-between">
        <h3>{t.order(separation.number)}</h3>
        {separation.end ? (
          <StatusBadge sign="tick">{t.ended}</StatusBadge>
        ) : (
          <StatusBadge tone={left < 0 ? 'red' : left < 3 ? 'amber' : 'plain'} sign={left < 0 ? 'octagon' : 'halfClock'}>
            {t.left(left)}
          </StatusBadge>
        )}
      </div>
      <Facts
        facts={[
          { term: t.startsAt, text: dateTime(separation.startsAt) },
          { term: t.until, text: `${plainDate(separation.until)}\n${t.lastDay(plainDate(lastDay(separation.startsAt)))}` },
          { term: t.from, text: separation.separatedFrom.join('\n') },
          { term: t.receivedBy, text: separation.receivedBy },
          { term: t.grounds, text: separation.grounds.map((ground) => word(t.ground, ground)).join('\n') },
          { term: w.decisionNo, text: [separation.decisionNo, plainDate(separation.decidedOn), separation.signer].join(' · ') },
          { term: t.responsible, text: separation.responsible.join('\n') },
          { term: t.recipients, text: separation.recipients.join('\n') },
        ]}
      />
      <p className="prose-lines">{separation.reason}</p>
      {separation.extensions.length > 0 && (
        <ul className="progress-notes">
          {separation.extensions.map((extension) => (
            <li key={extension.number}>
              <strong>
                {t.extension(extension.number)}: {t.until.toLowerCase()} {plainDate(extension.until)}
              </strong>
              <p className="prose-lines">{extension.reason}</p>
              <p className="small muted">
                {[`${w.decisionNo} ${extension.decisionNo}`, plainDate(extension.decidedOn), word(c.performedBy, extension.performedBy), extension.competentOrder].filter(Boolean).join(' · ')}
              </p>
            </li>
          ))}
        </ul>
      )}
      {separation.end && (
        <div>
          <p className="prose-lines">
            <strong>{t.ended}.</strong> {separation.end.reason}
          </p>
          <p className="small muted">
            {[dateTime(separation.end.occurredAt), separation.end.decisionNo && `${w.decisionNo} ${separation.end.decisionNo}`, word(c.performedBy, separation.end.performedBy)].filter(Boolean).join(' · ')}
          </p>
        </div>
      )}
      <Recorded occurredAt={separation.startsAt} recordedAt={separation.recordedAt} by={separation.by} more={word(c.performedBy, separation.performedBy)} />
    </Card>
  )
}
