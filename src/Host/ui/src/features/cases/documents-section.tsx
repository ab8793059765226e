import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Check, TextArea } from '@/components/field'
import { Card } from '@/components/page'
import { ProblemNote } from '@/components/problem-note'
import { FoldingSection } from '@/components/section'
import { Await } from '@/components/states'
import type { CaseDocument, CaseView } from '@/lib/api/types'
import { dateTime } from '@/lib/dates'
import { common } from '@/lib/i18n/common'
import { word } from '@/lib/i18n/texts'
import { documentTexts } from './document-texts'
import { paperAddress, savePaper, showPaper, useDocuments, type Printing } from './get-documents'

interface Paper {
  kind: string
  number: number | undefined
  at: string | null | undefined
  what: string | null | undefined
  restricted: boolean
  blank: boolean
}

const numbered = ['Form02', 'Form03', 'NeedsMinutes', 'Form04', 'Form05', 'Form06', 'ReferralLetter']

/** One row for each that the file holds, the newest first; a form it holds none of is printed blank. */
const rowsOf = (items: CaseDocument[]): Paper[] =>
  items.flatMap((item): Paper[] =>
    item.numbers.length > 0
      ? [...item.numbers].reverse().map((made) => ({ kind: item.kind, number: made.number, at: made.at, what: made.what, restricted: item.restricted, blank: false }))
      : [{ kind: item.kind, number: undefined, at: undefined, what: undefined, restricted: item.restricted, blank: numbered.includes(item.kind) }],
  )

/** Papers of the case, each to print, to go on writing in Word, or as PDF. */
export const DocumentsSection = ({ file, knownAt }: { file: CaseView; knownAt?: string | undefined }) => {
  const t = documentTexts.useTexts()
  const [wanted, setWanted] = useState(false)
  const documents = useDocuments(file.id, knownAt, wanted)
  return (
    <FoldingSection id="giay-to" title={t.title}>
      <p className="muted">{t.lead}</p>
      {!wanted ? (
        <div className="row no-print">
          <Button icon="print" onClick={() => setWanted(true)}>
            {t.open}
          </Button>
        </div>
      ) : (
        <Await query={documents} lines={6}>
          {(list) => <Papers key={knownAt ?? ''} file={file} knownAt={knownAt} rows={rowsOf(list.items)} pdf={list.pdf} mayRestricted={list.mayPrintRestricted} />}
        </Await>
      )}
    </FoldingSection>
  )
}

const Papers = ({ file, knownAt, rows, pdf, mayRestricted }: { file: CaseView; knownAt: string | undefined; rows: Paper[]; pdf: boolean; mayRestricted: boolean }) => {
  const t = documentTexts.useTexts()
  const c = common.useTexts()
  const [restricted, setRestricted] = useState(false)
  const [reason, setReason] = useState('')
  const [reasonMissing, setReasonMissing] = useState(false)
  const print = useMutation({
    mutationFn: ({ printing, why }: { printing: Printing; why: string | undefined }) =>
      printing.format === 'html' ? showPaper(printing, why ?? '') : savePaper(printing, why),
  })
  const start = (paper: Paper, format: Printing['format']) => {
    const withRestricted = restricted && paper.restricted
    if (withRestricted && !reason.trim()) {
      setReasonMissing(true)
      document.getElementById('paper-reason')?.focus()
      return
    }
    print.mutate({ printing: { caseId: file.id, kind: paper.kind, number: paper.number, knownAt, format }, why: withRestricted ? reason.trim() : undefined })
  }
  const busyWith = (paper: Paper, format: Printing['format']) => {
    const now = print.isPending ? print.variables.printing : undefined
    return now?.kind === paper.kind && now.number === paper.number && now.format === format
  }
  return (
    <div className="stack no-print">
      {mayRestricted && rows.some((paper) => paper.restricted) && (
        <Card tone="amber">
          <Check bind={{ id: 'paper-restricted', value: restricted, onChange: setRestricted, error: undefined }} label={t.restricted} hint={t.restrictedHint} />
          {restricted && (
            <TextArea
              bind={{
                id: 'paper-reason',
                value: reason,
                onChange: (words) => {
                  setReason(words)
                  setReasonMissing(false)
                },
                error: reasonMissing ? c.required : undefined,
              }}
              label={t.reason}
              rows={2}
              maxLength={1000}
            />
          )}
        </Card>
      )}
      {print.isError && <ProblemNote error={print.error} />}
      <ul className="papers">
        {rows.map((paper) => {
          const name = word(t.kind, paper.kind)
          const full = [name, paper.number !== undefined && t.number(paper.number), paper.what].filter(Boolean).join(', ')
          const printing: Printing = { caseId: file.id, kind: paper.kind, number: paper.number, knownAt, format: 'html' }
          return (
            <li key={paper.kind + (paper.number ?? '')} className="paper">
              <div className="paper-words">
                <strong>{name}</strong>
                <span className="small muted">
                  {[
                    paper.number !== undefined && t.number(paper.number),
                    paper.what,
                    paper.at && dateTime(paper.at),
                    paper.blank && t.blank,
                    paper.restricted && (restricted ? t.withRestricted : t.withoutRestricted),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </div>
              <div className="paper-doors">
                {restricted && paper.restricted ? (
                  <Button busy={busyWith(paper, 'html')} aria-label={t.of(t.view, full)} onClick={() => start(paper, 'html')}>
                    {t.view}
                  </Button>
                ) : (
                  <a className="button button-secondary" href={paperAddress(printing)} target="_blank" rel="noopener" aria-label={t.of(t.view, full)}>
                    {t.view}
                  </a>
                )}
                <Button look="quiet" busy={busyWith(paper, 'docx')} aria-label={t.of('DOCX', full)} onClick={() => start(paper, 'docx')}>
                  DOCX
                </Button>
                {pdf && (
                  <Button look="quiet" busy={busyWith(paper, 'pdf')} aria-label={t.of('PDF', full)} onClick={() => start(paper, 'pdf')}>
                    PDF
                  </Button>
                )}
              </div>
            </li>
          )
        })}
      </ul>
      {!pdf && <p className="small muted">{t.noPdf}</p>}
    </div>
  )
}
