import { createContext, useContext, useEffect, useState } from 'react'

/** Set where a page shows an earlier moment: its clocks then tell what they told at that moment. */
export const ShownMoment = createContext<Date | null>(null)

/** The present moment, refreshed often enough for clocks that count in minutes; or the moment that is shown. */
export const useNow = (every = 30_000): Date => {
  const shown = useContext(ShownMoment)
  const [now, setNow] = useState(() => new Date())
  useEffect(() => {
    if (shown) return
    const timer = setInterval(() => setNow(new Date()), every)
    return () => clearInterval(timer)
  }, [every, shown])
  return shown ?? now
}
