import { useState } from 'react'
import { Button } from '@/components/button'
import { reached, type Mark, type Moment } from './moment'
import { Difference } from './difference'
import { MomentForm } from './moment-form'
import { replayTexts } from './replay-texts'

interface Props {
  caseId: string
  /** Number of the newest version. */
  last: number
  marks: Mark[]
  moment: Moment
  other: Moment | undefined
  compare: (other: Moment | undefined) => void
}

/** Chooses the second moment, then says in words what is different. */
export const Compare = ({ caseId, last, marks, moment, other, compare }: Props) => {
  const t = replayTexts.useTexts()
  const [choosing, setChoosing] = useState(false)
  const at = reached(marks, moment)
  const previous = marks[at - 2]
  const newest = marks.at(-1)
  const against = (value: string) => {
    setChoosing(false)
    compare({ by: moment.by, value })
  }
  return (
    <div className="compare">
      <div className="stack-tight">
        <h3>{t.compare}</h3>
        <p className="small muted">{t.compareHint}</p>
      </div>
      <div className="row no-print">
        <Button onClick={() => previous && against(previous.value)} disabled={!previous}>
          {t.withPrevious}
        </Button>
        <Button onClick={() => newest && against(newest.value)} disabled={!newest || at >= marks.length}>
          {t.withNow}
        </Button>
        <Button onClick={() => setChoosing(!choosing)} aria-expanded={choosing}>
          {t.withOther}
        </Button>
        {other && (
          <Button look="quiet" onClick={() => compare(undefined)}>
            {t.stop}
          </Button>
        )}
      </div>
      {choosing && <MomentForm moment={other ?? moment} last={last} label={t.other} action={t.otherGo} go={against} />}
      {other && <Difference caseId={caseId} one={moment} two={other} />}
    </div>
  )
}
