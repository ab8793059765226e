import { useQuery } from '@tanstack/react-query'
import { useEffect, useSyncExternalStore } from 'react'
import { useMe } from '../session'
import { keptQuery, sendWaiting } from './device'
import { nobody, type Owner } from './entry'

/** Who is signed in, by whom the device keeps things; undefined while nobody is known to be. */
export const useOwner = (): Owner | undefined => {
  const me = useMe().data
  return me?.signedIn ? (me.id ?? undefined) : undefined
}

const none = { entries: [], drafts: [] }
/** What this device keeps for them: unsent, sent and not yet looked at, drafts. */
export const useKept = (owner: Owner | undefined) => useQuery({ ...keptQuery(owner), enabled: owner !== undefined, staleTime: Infinity }).data ?? none

const hears = (tell: () => void) => {
  addEventListener('online', tell)
  addEventListener('offline', tell)
  return () => {
    removeEventListener('online', tell)
    removeEventListener('offline', tell)
  }
}
/** As far as the device knows. */
export const useOnline = () => useSyncExternalStore(hears, () => navigator.onLine)

const soonest = 5_000
const latest = 60_000

/** Sends what waits for as long as the page is open: now, when the connection comes back, and again after a while. */
export const useSender = (person: Owner | undefined) => {
  const online = useOnline()
  const waiting = [...useKept(nobody).entries, ...useKept(person).entries].filter((entry) => entry.state === 'waiting').length
  useEffect(() => {
    let left = false
    const timers = [nobody, person].map((owner) => {
      let timer: ReturnType<typeof setTimeout> | undefined
      let delay = soonest
      const go = async () => {
        if (owner === undefined || left) return
        const done = await sendWaiting(owner).catch(() => false)
        if (done || left) return
        timer = setTimeout(() => void go(), delay)
        delay = Math.min(delay * 2, latest)
      }
      void go()
      return () => clearTimeout(timer)
    })
    return () => {
      left = true
      timers.forEach((stop) => stop())
    }
  }, [person, online, waiting])
}
