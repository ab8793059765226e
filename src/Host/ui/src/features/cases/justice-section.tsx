import { ButtonLink } from '@/components/button'
import { Card, Facts } from '@/components/page'
import { FoldingSection } from '@/components/section'
import type { CaseView, JusticeEvent } from '@/lib/api/types'
import { word } from '@/lib/i18n/texts'
import { recordTexts } from './record-texts'
import { Recorded } from './recorded'
import { stepPath } from './steps'

export const JusticeSection = ({ file, mayRecord }: { file: CaseView; mayRecord: boolean }) => {
  const t = recordTexts.useTexts().justice
  return (
    <FoldingSection id="tu-phap" title={t.title} aside={mayRecord && <ButtonLink to={stepPath(file.id, { kind: 'JusticeEvent' })}>{t.action}</ButtonLink>}>
      {[...file.justiceEvents].reverse().map((event) => (
        <JusticeCard key={event.number} event={event} />
      ))}
    </FoldingSection>
  )
}

export const JusticeCard = ({ event }: { event: JusticeEvent }) => {
  const t = recordTexts.useTexts().justice
  return (
    <Card>
      <h3>{word(t.kind, event.kind)}</h3>
      <p className="prose-lines">{event.note}</p>
      <Facts
        facts={[
          { term: t.authority, text: [event.authority, event.contact].filter(Boolean).join('\n') },
          { term: t.adult, text: event.adultChosenByChild },
          { term: t.shared, text: event.sharedWith.join('\n') },
          { term: t.repeat, text: event.repeatReason },
        ]}
      />
      <Recorded {...event} />
    </Card>
  )
}
