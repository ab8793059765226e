import { isProblem } from '@/lib/api/problem'
import { problemTexts, readSource, useProblemMessage } from '@/lib/i18n/problem-texts'
import { Note } from './states'

/** A refusal in full: what, on which ground, what is allowed instead. */
export const ProblemNote = ({ error }: { error: unknown }) => {
  const t = problemTexts.useTexts()
  const message = useProblemMessage()
  const document = isProblem(error) ? error.document : undefined
  return (
    <Note tone="red" title={message(error)} alert>
      {document?.source && <p className="small">{t.source(readSource(document.source, t.ownRule))}</p>}
      {document?.allowed && document.allowed.length > 0 && (
        <>
          <p>{t.allowed}</p>
          <ul>
            {document.allowed.map((way) => (
              <li key={way}>{way}</li>
            ))}
          </ul>
        </>
      )}
      {document?.errors && (
        <ul>
          {Object.entries(document.errors).map(([field, reasons]) => (
            <li key={field}>{reasons.join(' ')}</li>
          ))}
        </ul>
      )}
      {document && document.status >= 500 && document.traceId && <p className="small">{t.trace(document.traceId)}</p>}
    </Note>
  )
}
