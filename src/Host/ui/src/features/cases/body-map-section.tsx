import { useState } from 'react'
import { ButtonLink } from '@/components/button'
import { DataTable } from '@/components/data-table'
import { Select } from '@/components/field'
import { Card } from '@/components/page'
import { FoldingSection } from '@/components/section'
import { StatusBadge } from '@/components/status-badge'
import type { BodyMark, CaseView } from '@/lib/api/types'
import { dateTime, plainDate } from '@/lib/dates'
import { word } from '@/lib/i18n/texts'
import { BodyFigure } from './body-figure'
import { regionAt } from './body-regions'
import { daysOf, sightOn, sightsOf, type Sight } from './marks'
import { recordTexts } from './record-texts'
import { stepPath } from './steps'

const isHealed = (mark: BodyMark) => sightsOf(mark).at(-1)?.course === 'Healed'

/** Two figures with numbered marks, and beside them what each was and how it changed. */
export const BodyMapSection = ({ file, mayNote, mayLook }: { file: CaseView; mayNote: boolean; mayLook: boolean }) => {
  const t = recordTexts.useTexts().body
  return (
    <FoldingSection
      id="so-do"
      title={t.title}
      aside={
        mayNote && (
          <ButtonLink icon="plus" to={stepPath(file.id, { kind: 'BodyMark' })}>
            {t.note}
          </ButtonLink>
        )
      }
    >
      <div className="body-and-list">
        <div className="body-map">
          <BodyFigure side="Front" marks={file.bodyMarks} healed={isHealed} />
          <BodyFigure side="Back" marks={file.bodyMarks} healed={isHealed} />
        </div>
        <Card>
          <ol className="body-marks">
            {file.bodyMarks.map((mark) => (
              <Mark key={mark.number} mark={mark} caseId={file.id} mayLook={mayLook} />
            ))}
          </ol>
        </Card>
      </div>
      <Comparison marks={file.bodyMarks.filter((mark) => !mark.mistaken)} />
    </FoldingSection>
  )
}

export const usePlaceOf = () => {
  const t = recordTexts.useTexts().body
  return (mark: Pick<BodyMark, 'side' | 'x' | 'y'>) => word(t.region, regionAt(mark.side, mark.x, mark.y).code)
}

const Mark = ({ mark, caseId, mayLook }: { mark: BodyMark; caseId: string; mayLook: boolean }) => {
  const t = recordTexts.useTexts().body
  const placeOf = usePlaceOf()
  const name = `${word(t.kind, mark.kind)}, ${placeOf(mark).toLowerCase()}`
  return (
    <li>
      <span className={`body-number${mark.mistaken ? ' body-number-mistaken' : isHealed(mark) ? ' body-number-healed' : ''}`}>{mark.number}</span>
      <div className="stack-tight">
        <div className="row-between">
          <h3>{mark.mistaken ? <del>{name}</del> : name}</h3>
          {mark.mistaken ? (
            <StatusBadge sign="bar">{t.courses.Mistaken}</StatusBadge>
          ) : (
            isHealed(mark) && (
              <StatusBadge tone="green" sign="tick">
                {t.courses.Healed}
              </StatusBadge>
            )
          )}
        </div>
        <p className="prose-lines">{mark.mistaken ? <del>{mark.description}</del> : mark.description}</p>
        <p className="small muted">
          {[mark.sizeMm && t.mm(mark.sizeMm), `${t.firstSeen} ${dateTime(mark.occurredAt)}`, mark.by.name].filter(Boolean).join(' · ')}
        </p>
        {mark.looks.length > 0 && (
          <ul className="sights">
            {mark.looks.map((look) => (
              <li key={look.recordedAt} className="small">
                {dateTime(look.occurredAt)} · <strong>{word(t.courses, look.course)}</strong>
                {look.sizeMm && ` · ${t.mm(look.sizeMm)}`}
                {look.description && `: ${look.description}`} <span className="muted">({look.by.name})</span>
              </li>
            ))}
          </ul>
        )}
        {mayLook && !mark.mistaken && (
          <div className="no-print">
            <ButtonLink look="quiet" to={stepPath(caseId, { kind: 'BodyMarkLook', number: mark.number })}>
              {t.look} <span className="visually-hidden">{t.mark(mark.number)}</span>
            </ButtonLink>
          </div>
        )}
      </div>
    </li>
  )
}

/** How each mark stood on one day and on another. */
const Comparison = ({ marks }: { marks: BodyMark[] }) => {
  const t = recordTexts.useTexts().body
  const placeOf = usePlaceOf()
  const days = daysOf(marks)
  const [chosen, setChosen] = useState<{ one?: string; two?: string }>({})
  if (days.length < 2) return null
  const one = chosen.one ?? days[0] ?? ''
  const two = chosen.two ?? days.at(-1) ?? ''
  const options = days.map((day) => ({ value: day, label: plainDate(day) }))
  const say = (sight: Sight | undefined) =>
    sight ? [sight.course ? word(t.courses, sight.course) : t.firstSeen, sight.sizeMm && t.mm(sight.sizeMm), sight.description].filter(Boolean).join(' · ') : t.notSeenYet
  return (
    <details className="more">
      <summary>{t.compare}</summary>
      <div className="stack">
        <div className="two">
          <Select bind={{ id: 'marks-one', value: one, onChange: (day) => setChosen({ ...chosen, one: day }) }} label={t.day} options={options} />
          <Select bind={{ id: 'marks-two', value: two, onChange: (day) => setChosen({ ...chosen, two: day }) }} label={t.otherDay} options={options} />
        </div>
        <DataTable
          caption={t.compare}
          rows={marks}
          rowKey={(mark) => String(mark.number)}
          columns={[
            { key: 'mark', head: t.marks, main: true, cell: (mark) => `${mark.number}. ${word(t.kind, mark.kind)}, ${placeOf(mark).toLowerCase()}` },
            { key: 'one', head: plainDate(one), cell: (mark) => say(sightOn(mark, one)) },
            { key: 'two', head: plainDate(two), cell: (mark) => say(sightOn(mark, two)) },
          ]}
        />
      </div>
    </details>
  )
}
