import { api, send, setCsrfToken } from '../api/client'
import { nobody, type Intention, type Owner } from './entry'
import type { Taken } from './outbox'

/** An answer that does not come within this is treated as lost; the same key goes with the next try. */
const patience = 30_000

/** A report of nobody in particular goes without the cookie of whoever is signed in by now. */
export const sendEntry = (entry: Intention): Promise<Taken> =>
  send(entry.method, entry.path, {
    body: entry.body,
    key: entry.key,
    version: entry.version,
    headers: { 'Device-Time': entry.madeAt },
    signal: AbortSignal.timeout(patience),
    ...(entry.owner === nobody ? { credentials: 'omit' as const } : {}),
  })

/** There is a connection, and the session is that of the person who wrote. */
export const isReady = async (owner: Owner): Promise<boolean> => {
  if (!navigator.onLine) return false
  if (owner === nobody) return true
  try {
    const me = (await api.get('/me')).data
    if (!me.signedIn || me.id !== owner) return false
    setCsrfToken(me.csrfToken)
    return true
  } catch {
    return false
  }
}
