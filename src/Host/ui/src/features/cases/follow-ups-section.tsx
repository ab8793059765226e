import { ButtonLink } from '@/components/button'
import { Card, Facts } from '@/components/page'
import { FoldingSection } from '@/components/section'
import { StatusBadge } from '@/components/status-badge'
import type { CaseView } from '@/lib/api/types'
import { recordTexts } from './record-texts'
import { Recorded } from './recorded'
import { stepPath } from './steps'

export const FollowUpsSection = ({ file, mayNote }: { file: CaseView; mayNote: boolean }) => {
  const t = recordTexts.useTexts().followUp
  return (
    <FoldingSection id="theo-doi" title={t.title} aside={mayNote && <ButtonLink to={stepPath(file.id, { kind: 'FollowUp' })}>{t.action}</ButtonLink>}>
      {[...file.followUps].reverse().map((look) => (
        <Card key={look.number} {...(look.safe ? {} : { tone: 'red' as const })}>
          <div>
            <StatusBadge tone={look.safe ? 'green' : 'red'} sign={look.safe ? 'tick' : 'octagon'}>
              {look.safe ? t.isSafe : t.notSafe}
            </StatusBadge>
          </div>
          <p className="prose-lines">{look.note}</p>
          <Facts
            facts={[
              { term: t.child, text: look.childOpinion },
              { term: t.contact, text: look.contactWith },
            ]}
          />
          <Recorded {...look} />
        </Card>
      ))}
    </FoldingSection>
  )
}
