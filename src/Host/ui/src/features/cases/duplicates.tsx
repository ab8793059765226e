import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { ButtonLink } from '@/components/button'
import { DuplicateCards } from '@/components/duplicate-cards'
import { Card } from '@/components/page'
import { FoldingSection } from '@/components/section'
import { Note } from '@/components/states'
import { api } from '@/lib/api/client'
import type { CaseView, NextStep } from '@/lib/api/types'
import { dateTime } from '@/lib/dates'
import { duplicateTexts } from '@/lib/i18n/duplicates'
import { word } from '@/lib/i18n/texts'
import { mergeTexts } from './merge-texts'
import { stepPath } from './steps'
import { texts } from './texts'

export const useDuplicates = (id: string, enabled = true) =>
  useQuery({ queryKey: ['cases', 'duplicates', id], queryFn: async () => (await api.get('/cases/{id}/duplicates', { path: { id } })).data.items, enabled })

/** On the page of a case as long as it may still be merged: who else may be this child. */
export const DuplicatesNote = ({ file, steps }: { file: CaseView; steps: NextStep[] }) => {
  const t = mergeTexts.useTexts()
  const d = duplicateTexts.useTexts()
  const merge = steps.find((step) => step.kind === 'Merge')
  const found = useDuplicates(file.id, !!merge).data ?? []
  const likely = found.filter((one) => one.likeness !== 'Namesake' && !one.ended)
  if (!merge || likely.length === 0) return null
  return (
    <Note tone="amber" title={d.found(likely.length)}>
      <p className="small">{d.foundThen}</p>
      <details className="fact-group no-print">
        <summary>{t.title}</summary>
        <div className="form-group">
          <DuplicateCards duplicates={found} />
          <div className="row">
            <ButtonLink to={stepPath(file.id, merge)}>{t.action}</ButtonLink>
          </div>
        </div>
      </details>
    </Note>
  )
}

/** Where the case rests, or that somebody proposes it. */
export const MergeNote = ({ file, steps }: { file: CaseView; steps: NextStep[] }) => {
  const t = mergeTexts.useTexts()
  const w = texts.useTexts()
  const merge = file.merges.at(-1)
  const offered = steps.filter((step) => step.kind === 'MergeUndoing')
  if (merge?.status !== 'Proposed' && merge?.status !== 'Confirmed') return null
  return (
    <Note tone="amber" title={merge.status === 'Confirmed' ? t.merged(merge.intoReference) : t.waits(merge.intoReference)}>
      {merge.status === 'Confirmed' && <p>{t.mergedThen}</p>}
      <p className="prose-lines">{merge.reason}</p>
      <p className="small muted">
        {merge.answeredBy ? t.by(merge.by.name, merge.answeredBy.name) : merge.by.name} · {dateTime(merge.answeredAt ?? merge.at)}
      </p>
      {merge.gainedSight.length > 0 && (
        <p className="small muted">
          {t.gained}: {merge.gainedSight.join(', ')}
        </p>
      )}
      <div className="row no-print">
        <ButtonLink to={`/ca/${merge.intoId}`} {...(merge.status === 'Confirmed' ? { look: 'primary' as const } : {})}>
          {t.open(merge.intoReference)}
        </ButtonLink>
        {offered.map((step) => (
          <ButtonLink key={step.kind} to={stepPath(file.id, step)}>
            {word(w.step, step.kind)}
          </ButtonLink>
        ))}
      </div>
    </Note>
  )
}

/** The files that rest in this one; each is read where it is. */
export const useMerges = (id: string) => useQuery({ queryKey: ['cases', 'merges', id], queryFn: async () => (await api.get('/cases/{id}/merges', { path: { id } })).data.items })

export const MergesSection = ({ merges }: { merges: NonNullable<ReturnType<typeof useMerges>['data']> }) => {
  const t = mergeTexts.useTexts()
  const w = texts.useTexts()
  return (
    <FoldingSection id="da-gop" title={t.resting}>
      {merges.map((one) => (
        <Card key={one.caseId}>
          <div className="row-between">
            <Link to={`/ca/${one.caseId}`}>{one.childName ?? w.unnamed}</Link>
            <span className="figures">{one.reference}</span>
          </div>
          <p className="prose-lines">{one.reason}</p>
          <p className="small muted">
            {t.by(one.proposedBy.name, one.confirmedBy?.name ?? '')} · {dateTime(one.mergedAt)}
          </p>
        </Card>
      ))}
    </FoldingSection>
  )
}
