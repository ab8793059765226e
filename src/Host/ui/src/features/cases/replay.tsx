import { Button } from '@/components/button'
import { Segments } from '@/components/segments'
import type { CaseView, HistoryEntry } from '@/lib/api/types'
import { exactTime } from '@/lib/dates'
import { Compare } from './compare'
import { isShown, marksOf, renamed, type By, type Moment } from './moment'
import { MomentForm } from './moment-form'
import { ReplayStrip } from './replay-strip'
import { replayTexts } from './replay-texts'
import { RightsThen } from './rights-then'
import './replay.css'

/** Says on every screenful that this is not the present, and leads back to it. */
export const ReplayBanner = ({ moment, back }: { moment: Moment; back: () => void }) => {
  const t = replayTexts.useTexts()
  return (
    <div className="replay-banner" role="region" aria-labelledby="replay-title">
      <p id="replay-title">{t.banner[moment.by](moment.by === 'version' ? moment.value : exactTime(moment.value))}</p>
      <Button look="primary" onClick={back}>
        {t.back}
      </Button>
    </div>
  )
}

interface Props {
  file: CaseView | undefined
  caseId: string
  entries: HistoryEntry[]
  moment: Moment
  other: Moment | undefined
  go: (moment: Moment, other?: Moment) => void
}

/** One date control over a strip of marks, one mark an event. Everything below shows the case at that moment. */
export const Replay = ({ file, caseId, entries, moment, other, go }: Props) => {
  const t = replayTexts.useTexts()
  const marks = marksOf(entries, moment.by)
  const later = entries.filter((entry) => !isShown(entry, moment)).length
  const goTo = (value: string) => go({ by: moment.by, value }, other)
  return (
    <section className="replay" aria-labelledby="replay-heading">
      <div className="stack-tight">
        <h2 id="replay-heading">{t.title}</h2>
        <p className="small muted">{t.readOnly}</p>
      </div>
      <div className="stack-tight no-print">
        <Segments
          label={t.byLabel}
          value={moment.by}
          onChange={(by) => go(renamed(entries, moment, by as By), other && renamed(entries, other, by as By))}
          segments={(['knownAt', 'asOf', 'version'] as const).map((by) => ({ value: by, label: t.by[by] }))}
        />
        <p className="small muted">{t.byHint[moment.by]}</p>
      </div>
      {marks.length > 0 && <ReplayStrip marks={marks} moment={moment} go={goTo} />}
      <MomentForm key={`${moment.by}${moment.value}`} moment={moment} last={entries.length} label={t.moment} action={t.go} go={goTo} />
      <p className="small">
        {later > 0 ? <a href="#lich-su">{t.unknownCount(later)}</a> : t.allKnown}
        <span className="muted"> · {t.legend}</span>
      </p>
      {file && <RightsThen file={file} />}
      <Compare caseId={caseId} last={entries.length} marks={marks} moment={moment} other={other} compare={(against) => go(moment, against)} />
    </section>
  )
}
