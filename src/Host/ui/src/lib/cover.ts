import { useSyncExternalStore } from 'react'

/** Why the page is covered: nobody was at it for a while, or its session ended. What was typed stays underneath. */
export type Cover = 'locked' | 'ended'

let cover: Cover | null = null
const listeners = new Set<() => void>()

export const coverPage = (why: Cover | null) => {
  cover = why
  listeners.forEach((tell) => tell())
}

const subscribe = (tell: () => void) => {
  listeners.add(tell)
  return () => listeners.delete(tell)
}

export const useCover = () => useSyncExternalStore(subscribe, () => cover)
