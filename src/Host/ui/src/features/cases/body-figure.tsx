import type { MouseEvent } from 'react'
import type { BodyMark } from '@/lib/api/types'
import type { Side } from './body-regions'
import { recordTexts } from './record-texts'
import './body.css'

const limbs: [path: string, width: number][] = [
  ['M100 62v20', 18],
  ['M70 92 52 148l-16 54', 17],
  ['m130 92 18 56 16 54', 17],
  ['m35 204-4 14', 14],
  ['m165 204 4 14', 14],
  ['m84 198-3 84-3 82', 27],
  ['m116 198 3 84 3 82', 27],
  ['m77 374-5 8', 20],
  ['m123 374 5 8', 20],
]
const torso = 'M72 86h56l-6 60 6 52H72l6-52z'

/** Limbs are thick lines with round ends; the outline is the same, a little thicker, behind. No age, no sex, no face. */
const Shape = ({ grow, look }: { grow: number; look: string }) => (
  <g className={look}>
    {limbs.map(([path, width]) => (
      <path key={path} d={path} strokeWidth={width + grow} />
    ))}
    <path className="body-solid" d={torso} strokeWidth={15 + grow} />
    <ellipse className="body-solid" cx="100" cy="37" rx="22" ry="27" strokeWidth={grow} />
  </g>
)

const Body = ({ side }: { side: Side }) => (
  <>
    <Shape grow={3} look="body-outline" />
    <Shape grow={0} look="body-skin" />
    <path className="body-lines" d={side === 'Front' ? 'M91 34h.1M109 34h.1M93 48q7 4 14 0M100 158h.1' : 'M100 88v90M86 208q7 5 13 0M101 208q7 5 13 0'} />
  </>
)

interface Props {
  side: Side
  marks?: BodyMark[]
  /** How a mark looks now: healed ones are drawn as rings. */
  healed?: (mark: BodyMark) => boolean
  chosen?: { x: number; y: number } | undefined
  /** Where somebody pointed, in thousandths. The same can be chosen from a list, so that nobody needs a finger or a mouse. */
  onPoint?: (x: number, y: number) => void
}

export const BodyFigure = ({ side, marks = [], healed, chosen, onPoint }: Props) => {
  const t = recordTexts.useTexts().body
  const name = side === 'Front' ? t.front : t.back
  const own = marks.filter((mark) => mark.side === side)
  const point = (event: MouseEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    const thousandths = (at: number, start: number, length: number) => Math.min(1000, Math.max(0, Math.round(((at - start) / length) * 1000)))
    onPoint?.(thousandths(event.clientX, box.left, box.width), thousandths(event.clientY, box.top, box.height))
  }
  return (
    <figure className="body-figure">
      {/* Pointing is a second way beside the list of places, which the keyboard reaches. */}
      <svg
        viewBox="0 0 200 400"
        role="img"
        aria-label={`${t.figure(name)}${own.length > 0 ? `: ${own.map((mark) => t.mark(mark.number)).join(', ')}` : ''}`}
        className={onPoint ? 'body-points' : undefined}
        {...(onPoint ? { onClick: point } : {})}
      >
        <Body side={side} />
        {own.map((mark) => (
          <g key={mark.number} className={`body-mark${mark.mistaken ? ' body-mistaken' : healed?.(mark) ? ' body-healed' : ''}`} transform={`translate(${mark.x / 5} ${(mark.y / 1000) * 400})`}>
            <circle r="12" />
            <text textAnchor="middle" dy="5">
              {mark.number}
            </text>
            {mark.mistaken && <path d="M-14 7 14-7" />}
          </g>
        ))}
        {chosen && (
          <g className="body-chosen" transform={`translate(${chosen.x / 5} ${(chosen.y / 1000) * 400})`}>
            <circle r="14" />
            <path d="M-6 0H6M0-6V6" />
          </g>
        )}
      </svg>
      <figcaption>
        <span aria-hidden="true">{side === 'Front' ? t.right : t.left}</span>
        <strong>{name}</strong>
        <span aria-hidden="true">{side === 'Front' ? t.left : t.right}</span>
      </figcaption>
    </figure>
  )
}
