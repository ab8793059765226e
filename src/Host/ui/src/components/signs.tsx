import type { JSX } from 'react'

/** Every meaning has a shape of its own, so that it survives a grey print and colour blindness. */
const signs = {
  triangle: <path d="M8 1.5 15 14H1z" fill="currentColor" />,
  diamond: <path d="m8 1 7 7-7 7-7-7z" fill="currentColor" />,
  dot: <circle cx="8" cy="8" r="6" fill="currentColor" />,
  ring: <circle cx="8" cy="8" r="5.5" fill="none" stroke="currentColor" strokeWidth="2" />,
  octagon: (
    <>
      <path d="M5 1h6l4 4v6l-4 4H5l-4-4V5z" fill="currentColor" />
      <path d="M8 4.2v4.6M8 11v1" stroke="var(--surface)" strokeWidth="2" strokeLinecap="round" />
    </>
  ),
  halfClock: (
    <>
      <circle cx="8" cy="8" r="6.5" fill="none" stroke="currentColor" strokeWidth="1.6" />
      <path d="M8 3.5a4.5 4.5 0 0 1 0 9z" fill="currentColor" />
    </>
  ),
  tick: <path d="m2 8.5 4 4L14 4" fill="none" stroke="currentColor" strokeWidth="2.4" strokeLinecap="round" strokeLinejoin="round" />,
  bar: <path d="M3 8h10" stroke="currentColor" strokeWidth="2.4" strokeLinecap="round" />,
  pause: <path d="M5.5 3.5v9M10.5 3.5v9" stroke="currentColor" strokeWidth="2.4" strokeLinecap="round" />,
  arrow: <path d="M2 8h10M8.5 4 12.5 8l-4 4" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round" />,
} satisfies Record<string, JSX.Element>

export type SignName = keyof typeof signs

export const Sign = ({ name, size = 14 }: { name: SignName; size?: number }) => (
  <svg className="sign" width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
    {signs[name]}
  </svg>
)
