import { useEffect, useRef, type MouseEvent } from 'react'
import { common } from '@/lib/i18n/common'
import './field.css'

export interface SummaryLine {
  id: string
  message: string
}

/** All that is wrong with a form, at its top, each a link to its field. Takes the focus when it appears. */
export const ErrorSummary = ({ lines, attempt }: { lines: SummaryLine[]; attempt: number }) => {
  const t = common.useTexts()
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (attempt > 0 && box.current) box.current.focus()
  }, [attempt])
  if (lines.length === 0) return null
  const go = (event: MouseEvent, id: string) => {
    const field = document.getElementById(id)
    if (!field) return
    event.preventDefault()
    field.scrollIntoView({ block: 'center' })
    field.focus()
  }
  return (
    <div className="summary" role="alert" tabIndex={-1} ref={box}>
      <h2>{t.summaryTitle(lines.length)}</h2>
      <ul>
        {lines.map((line) => (
          <li key={line.id}>
            <a href={`#${line.id}`} onClick={(event) => go(event, line.id)}>
              {line.message}
            </a>
          </li>
        ))}
      </ul>
    </div>
  )
}
