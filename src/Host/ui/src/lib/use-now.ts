import { useEffect, useState } from 'react'

/** The present moment, refreshed often enough for clocks that count in minutes. */
export const useNow = (every = 30_000): Date => {
  const [now, setNow] = useState(() => new Date())
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), every)
    return () => clearInterval(timer)
  }, [every])
  return now
}
