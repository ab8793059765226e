import { useEffect, useRef, useState, type ReactNode } from 'react'
import { useLocation } from 'react-router'
import { usePhone } from '@/lib/use-media'
import { Icon } from './icon'
import './page.css'

interface Words {
  id: string
  title: ReactNode
  aside?: ReactNode
  children: ReactNode
}

/** A part of a page too long for a phone: there it folds behind its heading until somebody wants it or follows a link to it. */
export const FoldingSection = ({ id, title, aside, open = false, children }: Words & { open?: boolean }) => {
  const phone = usePhone()
  const here = useLocation()
  const [chosen, setChosen] = useState<{ at: string; open: boolean }>()
  const target = here.hash === `#${id}`
  const section = useRef<HTMLElement>(null)
  // A page that a form leads to comes without the browser's own jump.
  useEffect(() => {
    if (target) section.current?.scrollIntoView?.()
  }, [target, here.key])
  // Following a link to the section again opens it again, whatever was chosen before.
  const shown = chosen && (chosen.at === here.key || !target) ? chosen.open : target || open
  return (
    <section ref={section} className={phone ? 'section section-folds' : 'section'} id={id} aria-labelledby={`${id}-title`}>
      <div className="section-head">
        {phone ? (
          <h2 className="fold">
            <button type="button" id={`${id}-title`} aria-expanded={shown} aria-controls={`${id}-body`} onClick={() => setChosen({ at: here.key, open: !shown })}>
              <span>{title}</span>
              <Icon name="next" />
            </button>
          </h2>
        ) : (
          <h2 id={`${id}-title`}>{title}</h2>
        )}
        {(!phone || shown) && aside}
      </div>
      <div id={`${id}-body`} className={phone && !shown ? 'section-body section-folded' : 'section-body'}>
        {children}
      </div>
    </section>
  )
}
