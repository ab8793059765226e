import { useSearchParams } from 'react-router'
import { unreadable } from '@/components/date-time-field'

/** Filters of a list, kept in the address: going back and a link sent to somebody else show the same rows. Nothing that names a child belongs there. */
export const useFilters = () => {
  const [address, setAddress] = useSearchParams()
  const set = (name: string, value: string) =>
    setAddress(
      (before) => {
        if (value && value !== unreadable) before.set(name, value)
        else before.delete(name)
        return before
      },
      { replace: true },
    )
  return {
    address,
    of: (name: string) => address.get(name) ?? '',
    set,
    /** Only these stay. */
    clear: (kept: Record<string, string>) => setAddress(kept, { replace: true }),
  }
}
