import type { JSX } from 'react'

/** Line drawings on a 24 grid, drawn for this product. Decorative: the word beside it carries the meaning. */
const shapes = {
  home: <path d="M4 11.5 12 5l8 6.5M6 10v9h12v-9M10 19v-5h4v5" />,
  speak: <path d="M4 5h16v11h-8l-5 4v-4H4zM8 9h8M8 12h5" />,
  list: <path d="M9 6h11M9 12h11M9 18h11M4 6h1.5M4 12h1.5M4 18h1.5" />,
  folder: <path d="M3.5 6.5h6l2 2.5h9v9.5h-17z" />,
  arrows: <path d="M4 8h13m-4-4 4 4-4 4M20 16H7m4-4-4 4 4 4" />,
  inbox: <path d="M4 13.5 6.5 5h11L20 13.5V19H4zM4 13.5h5l1.2 2.5h3.6l1.2-2.5h5" />,
  chart: <path d="M4 4v16h16M8 15l4-5 3 2.5L20 7" />,
  cap: <path d="m2.5 9.5 9.5-4 9.5 4-9.5 4zM6.5 11.5V16c3.5 2.5 7.5 2.5 11 0v-4.5M21.5 9.5V15" />,
  bell: <path d="M6 17V11a6 6 0 0 1 12 0v6l1.5 1.5h-15zM10 21h4" />,
  search: <path d="M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13ZM15.5 15.5 20.5 20.5" />,
  user: <path d="M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.5 20c.8-4 3.8-5.5 7.5-5.5s6.7 1.5 7.5 5.5" />,
  phone: <path d="M6.5 3.5h3l1.5 4-2 1.8a12 12 0 0 0 5.7 5.7l1.8-2 4 1.5v3c0 1.5-1 2.5-2.5 2.5C11 20 4 13 4 6c0-1.5 1-2.5 2.5-2.5Z" />,
  hide: <path d="M4 4l16 16M9.9 5.8A9.5 9.5 0 0 1 21.5 12a13 13 0 0 1-2.8 3.6M6.5 7.5A13 13 0 0 0 2.5 12c2 4 5.5 6.5 9.5 6.5 1.5 0 2.9-.3 4.2-.9M10 10a3 3 0 0 0 4 4" />,
  calendar: <path d="M4 6h16v14H4zM4 10.5h16M8 3.5V7M16 3.5V7" />,
  check: <path d="m5 12.5 4.5 4.5L19 7.5" />,
  plus: <path d="M12 5v14M5 12h14" />,
  close: <path d="m6 6 12 12M18 6 6 18" />,
  next: <path d="m9 5 7 7-7 7" />,
  back: <path d="m15 5-7 7 7 7" />,
  globe: <path d="M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM3 12h18M12 3c3 3 3.5 6 3.5 9S15 18 12 21c-3-3-3.5-6-3.5-9S9 6 12 3Z" />,
  menu: <path d="M4 7h16M4 12h16M4 17h16" />,
  shield: <path d="M12 3.5 19.5 6v6c0 4.5-3 7.5-7.5 9-4.5-1.5-7.5-4.5-7.5-9V6zM8.5 12l2.5 2.5 4.5-5" />,
  key: <path d="M8 19a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9ZM11.2 11.3 19.5 3M16 6.5l3 3M13.5 9l2 2" />,
  lock: <path d="M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3M12 14.5v2.5" />,
  print: <path d="M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z" />,
  cycle: <path d="M19 8a8 8 0 0 0-14-1.5M5 3v4h4M5 16a8 8 0 0 0 14 1.5M19 21v-4h-4" />,
  branches: <path d="M9 3.5h6v5H9zM3 15.5h6v5H3zM15 15.5h6v5h-6zM12 8.5V12M6 15.5V12h12v3.5" />,
  out: <path d="M14 4h5.5v16H14M3.5 12H15m-4-4 4 4-4 4" />,
} satisfies Record<string, JSX.Element>

export type IconName = keyof typeof shapes

export const Icon = ({ name, size = 22 }: { name: IconName; size?: number }) => (
  <svg
    className="icon"
    width={size}
    height={size}
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    strokeWidth="1.8"
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden="true"
    focusable="false"
  >
    {shapes[name]}
  </svg>
)
