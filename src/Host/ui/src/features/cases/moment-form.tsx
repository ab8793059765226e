import { useId, useState } from 'react'
import { Button } from '@/components/button'
import { DateTimeField, unreadable } from '@/components/date-time-field'
import { Field } from '@/components/field'
import type { Moment } from './moment'
import { replayTexts } from './replay-texts'

/** The plain way to name a moment, beside the strip. */
export const MomentForm = ({ moment, last, label, action, go }: { moment: Moment; last: number; label: string; action: string; go: (value: string) => void }) => {
  const t = replayTexts.useTexts()
  const [value, setValue] = useState(moment.value)
  const id = useId()
  const numbered = moment.by === 'version'
  const fits = numbered ? Number(value) >= 1 && Number(value) <= last : !!value && value !== unreadable
  return (
    <form
      className="row replay-moment no-print"
      onSubmit={(event) => {
        event.preventDefault()
        if (fits) go(value)
      }}
    >
      {numbered ? (
        <Field bind={{ id, value, onChange: setValue }} label={t.versionField(last)} type="number" min={1} max={last} inputMode="numeric" />
      ) : (
        <DateTimeField bind={{ id, value, onChange: setValue }} label={label} />
      )}
      <Button type="submit" disabled={!fits}>
        {action}
      </Button>
    </form>
  )
}
