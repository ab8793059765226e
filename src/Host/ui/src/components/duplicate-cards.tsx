import { Link } from 'react-router'
import type { Duplicate } from '@/lib/api/types'
import { dateTime, plainDate } from '@/lib/dates'
import { duplicateTexts } from '@/lib/i18n/duplicates'
import { word } from '@/lib/i18n/texts'
import { Card } from './page'
import { StatusBadge } from './status-badge'

const looks = { SameChild: ['amber', 'triangle'], Possible: ['amber', 'diamond'], Namesake: ['plain', 'ring'] } as const

const DuplicateCard = ({ duplicate }: { duplicate: Duplicate }) => {
  const t = duplicateTexts.useTexts()
  const [tone, sign] = looks[duplicate.likeness]
  return (
    <Card>
      <div className="row-between">
        <Link to={`/ca/${duplicate.caseId}`}>{duplicate.childName}</Link>
        <StatusBadge tone={tone} sign={sign}>
          {word(t.likeness, duplicate.likeness)}
        </StatusBadge>
      </div>
      <p className="small">{[word(t.name, duplicate.name), word(t.birthDate, duplicate.birthDate), word(t.class, duplicate.class)].join(' · ')}</p>
      <p className="small muted">
        {[
          duplicate.childBornOn && plainDate(duplicate.childBornOn),
          duplicate.className,
          duplicate.reference,
          dateTime(duplicate.openedAt),
          duplicate.assigneeName,
          duplicate.ended && t.ended,
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
    </Card>
  )
}

/** Cases that may be about the same child, likely ones first; namesakes apart, folded away. */
export const DuplicateCards = ({ duplicates }: { duplicates: Duplicate[] }) => {
  const t = duplicateTexts.useTexts()
  const namesakes = duplicates.filter((one) => one.likeness === 'Namesake')
  return (
    <div className="stack-tight">
      {duplicates
        .filter((one) => one.likeness !== 'Namesake')
        .map((one) => (
          <DuplicateCard key={one.caseId} duplicate={one} />
        ))}
      {namesakes.length > 0 && (
        <details className="fact-group">
          <summary>{t.namesakes(namesakes.length)}</summary>
          <div className="form-group">
            {namesakes.map((one) => (
              <DuplicateCard key={one.caseId} duplicate={one} />
            ))}
          </div>
        </details>
      )}
    </div>
  )
}
