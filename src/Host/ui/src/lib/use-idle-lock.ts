import { useEffect } from 'react'
import { api } from './api/client'
import { coverPage } from './cover'

const idleMinutes = 10
const lastUsed = 'last-used'
const signsOfLife = ['pointerdown', 'keydown', 'wheel', 'touchmove'] as const

/**
 * Covers the page after ten minutes in which nobody touched it in any tab, and has the server lock the session with it.
 * By the clock and not by a timer alone: a device that slept is covered when it wakes.
 */
export const useIdleLock = (active: boolean) => {
  useEffect(() => {
    if (!active) return
    const touch = () => localStorage.setItem(lastUsed, String(Date.now()))
    const look = () => {
      if (Date.now() - Number(localStorage.getItem(lastUsed)) < idleMinutes * 60_000) return
      coverPage('locked')
      // Without a connection the server locks by itself, as soon as it has heard nothing for as long.
      api.post('/access/session/lock').catch(() => undefined)
    }
    touch()
    signsOfLife.forEach((sign) => addEventListener(sign, touch, { passive: true }))
    document.addEventListener('visibilitychange', look)
    const timer = setInterval(look, 5_000)
    return () => {
      signsOfLife.forEach((sign) => removeEventListener(sign, touch))
      document.removeEventListener('visibilitychange', look)
      clearInterval(timer)
    }
  }, [active])
}
