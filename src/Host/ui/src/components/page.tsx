import { useEffect, type ReactNode } from 'react'
import { common } from '@/lib/i18n/common'
import './page.css'

/** A page's head and body. The head takes the focus after a change of page, so that a screen reader starts there. */
export const Page = ({ title, lead, aside, above, narrow = false, children }: { title: string; lead?: ReactNode; aside?: ReactNode; above?: ReactNode; narrow?: boolean; children: ReactNode }) => {
  const t = common.useTexts()
  useEffect(() => {
    document.title = `${title} · ${t.appName}`
  }, [title, t])
  return (
    <div className={narrow ? 'page page-narrow' : 'page'}>
      {above}
      <header className="page-head">
        <div className="stack-tight">
          <h1 tabIndex={-1} id="page-title">
            {title}
          </h1>
          {lead && <p className="page-lead">{lead}</p>}
        </div>
        {aside && <div className="row no-print">{aside}</div>}
      </header>
      {children}
    </div>
  )
}

export const Section = ({ id, title, aside, children }: { id?: string; title: ReactNode; aside?: ReactNode; children: ReactNode }) => (
  <section className="section" id={id} aria-labelledby={id ? `${id}-title` : undefined}>
    <div className="section-head">
      <h2 id={id ? `${id}-title` : undefined}>{title}</h2>
      {aside}
    </div>
    {children}
  </section>
)

export const Card = ({ tone, children }: { tone?: 'red' | 'amber' | 'teal'; children: ReactNode }) => (
  <div className={tone ? `card card-${tone}` : 'card'}>{children}</div>
)

export interface Fact {
  term: string
  text: ReactNode
}

/** Terms and what is known; what is not known is left out, never shown as a gap. */
export const Facts = ({ facts }: { facts: (Fact | false | null | undefined)[] }) => {
  const shown = facts.filter((fact): fact is Fact => !!fact && fact.text !== undefined && fact.text !== null && fact.text !== '')
  if (shown.length === 0) return null
  return (
    <dl className="facts">
      {shown.map((fact) => (
        <div key={fact.term}>
          <dt>{fact.term}</dt>
          <dd>{fact.text}</dd>
        </div>
      ))}
    </dl>
  )
}
