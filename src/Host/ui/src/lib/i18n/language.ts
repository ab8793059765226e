import { useSyncExternalStore } from 'react'

export type Language = 'vi' | 'en'

const key = 'language'
const listeners = new Set<() => void>()

const remembered = (): Language => {
  try {
    return localStorage.getItem(key) === 'en' ? 'en' : 'vi'
  } catch {
    return 'vi' // storage may be refused; the switch then lasts as long as the page
  }
}

let current: Language = remembered()

export const language = (): Language => current

export const setLanguage = (next: Language) => {
  current = next
  try {
    localStorage.setItem(key, next)
  } catch {
    // see remembered()
  }
  document.documentElement.lang = next
  listeners.forEach((tell) => tell())
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useLanguage = (): Language => useSyncExternalStore(subscribe, language)
