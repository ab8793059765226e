import { dateTime } from '@/lib/dates'
import { word } from '@/lib/i18n/texts'
import { texts } from './texts'

/** What was done, by whom and when, in order. */
export const Deeds = ({ steps }: { steps: { type: string; at: string; by: { name: string }; text: string | null; kind?: string | null }[] }) => {
  const t = texts.useTexts()
  return (
    <ol className="deeds">
      {steps.map((step) => (
        <li className="deed" key={`${step.type}-${step.at}`}>
          <strong>{step.kind ? `${word(t.steps, step.type)}: ${word(t.stepKinds, step.kind)}` : word(t.steps, step.type)}</strong>
          <span className="small muted">{t.by(step.by.name, dateTime(step.at))}</span>
          {step.text && <span className="said">{step.text}</span>}
        </li>
      ))}
    </ol>
  )
}
