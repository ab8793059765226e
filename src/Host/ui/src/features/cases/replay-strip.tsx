import { Button } from '@/components/button'
import type { HistoryEntry } from '@/lib/api/types'
import { exactTime } from '@/lib/dates'
import { byName, common } from '@/lib/i18n/common'
import { useEntryName } from './entry-name'
import { reached, type Mark, type Moment } from './moment'
import { replayTexts } from './replay-texts'

type Kind = 'people' | 'clock' | 'late'

const kindOf = (entry: HistoryEntry): Kind => (entry.late ? 'late' : entry.type.startsWith('deadline_') ? 'clock' : 'people')

const shapes: Record<Kind, (x: number) => string> = {
  people: (x) => `M${x} 4V28`,
  clock: (x) => `M${x} 17V28`,
  late: (x) => `M${x} 4V28`,
}

/** One mark an event, however many there are: three paths, not a thousand elements. */
const Marks = ({ marks, known }: { marks: Mark[]; known: number }) => {
  const at = (i: number) => (marks.length === 1 ? 500 : (i / (marks.length - 1)) * 1000)
  const path = (kind: Kind, then: boolean) =>
    marks
      .flatMap((mark, i) => (i < known === then ? mark.entries.filter((entry) => kindOf(entry) === kind).map((_, j) => shapes[kind](at(i) + j * 2)) : []))
      .join('')
  return (
    <svg className="marks" viewBox="0 0 1000 32" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      {[true, false].flatMap((then) =>
        (['clock', 'people', 'late'] as const).map((kind) => <path key={`${kind}${then}`} className={`mark-${kind}${then ? '' : ' mark-unknown'}`} d={path(kind, then)} />),
      )}
      <path className="mark-dot" d={marks.flatMap((mark, i) => (mark.entries.some((entry) => entry.late) ? [`M${at(i)} 3v.01`] : [])).join('')} />
    </svg>
  )
}

/** The strip: arrows, Home and End, a finger or a mouse go from event to event. */
export const ReplayStrip = ({ marks, moment, go }: { marks: Mark[]; moment: Moment; go: (value: string) => void }) => {
  const t = replayTexts.useTexts()
  const c = common.useTexts()
  const nameOf = useEntryName()
  const known = reached(marks, moment)
  const here = marks[known - 1]
  const step = (index: number) => {
    const mark = marks[Math.max(0, Math.min(marks.length - 1, index))]
    if (mark) go(mark.value)
  }
  // Clocks start and stop by themselves with what people do: where somebody did something, that is what the mark is.
  const done = here?.entries.filter((entry) => kindOf(entry) !== 'clock') ?? []
  const words = here ? [...new Set((done.length > 0 ? done : here.entries).map((entry) => nameOf(entry)))].join(', ') : ''
  return (
    <div className="replay-strip no-print">
      <div className="replay-slider">
        <Marks marks={marks} known={known} />
        <input
          type="range"
          min={0}
          max={Math.max(0, marks.length - 1)}
          step={1}
          value={Math.max(0, known - 1)}
          aria-label={t.slider}
          aria-valuetext={here ? `${t.mark(known, marks.length)}: ${words}` : t.before}
          onChange={(event) => step(Number(event.target.value))}
        />
      </div>
      <Button icon="back" onClick={() => step(known - 2)} disabled={known <= 1}>
        {t.earlier}
      </Button>
      <p className="replay-here" aria-live="polite">
        <span className="small">{here ? t.mark(known, marks.length) : t.before}</span>
        {here && <strong>{words}</strong>}
        {here && (
          <span className="small figures">
            {exactTime(here.entries[0]!.recordedAt)} · {byName(here.entries[0]!.actor, c)}
          </span>
        )}
      </p>
      <Button icon="next" onClick={() => step(known)} disabled={known >= marks.length}>
        {t.later}
      </Button>
    </div>
  )
}
