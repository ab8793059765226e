import { useSyncExternalStore } from 'react'

/** Whether the window is as the media query says, now and after every change. */
export const useMedia = (query: string): boolean =>
  useSyncExternalStore(
    (tell) => {
      const list = typeof matchMedia === 'function' ? matchMedia(query) : undefined
      list?.addEventListener('change', tell)
      return () => list?.removeEventListener('change', tell)
    },
    () => typeof matchMedia === 'function' && matchMedia(query).matches,
  )

export const usePhone = () => useMedia('(max-width: 767px)')
