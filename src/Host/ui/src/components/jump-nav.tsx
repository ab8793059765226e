import { useRef, type ReactNode } from 'react'
import { usePhone } from '@/lib/use-media'
import './jump-nav.css'

/** Links to the parts of something: a line of them on a wide screen, a list to open on a phone. */
export const JumpNav = ({ label, phoneLabel, sticks = false, children }: { label: string; phoneLabel: string; sticks?: boolean; children: ReactNode }) => {
  const phone = usePhone()
  const list = useRef<HTMLDetailsElement>(null)
  return (
    <nav className={sticks ? 'jump jump-sticks no-print' : 'jump no-print'} aria-label={label}>
      {phone ? (
        <details ref={list} className="jump-list">
          <summary>{phoneLabel}</summary>
          {/* A link followed is a list no longer needed; keys and fingers both arrive here as a click of the link. */}
          {/* eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions */}
          <div className="jump-links" onClick={() => list.current?.removeAttribute('open')}>
            {children}
          </div>
        </details>
      ) : (
        children
      )}
    </nav>
  )
}
