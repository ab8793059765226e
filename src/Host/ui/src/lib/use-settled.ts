import { useEffect, useState } from 'react'

/** The value once it has not changed for a while: what is asked with it is asked once, not at every key. */
export const useSettled = (value: string, milliseconds = 600): string => {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds)
    return () => clearTimeout(timer)
  }, [value, milliseconds])
  return settled
}
