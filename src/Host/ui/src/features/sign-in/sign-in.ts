import { useQueryClient } from '@tanstack/react-query'
import { api } from '@/lib/api/client'
import type { Me } from '@/lib/api/types'
import type { PasskeyAnswer } from '@/lib/passkeys'
import { useAcceptMe } from '@/lib/session'

export interface Credentials {
  userName: string
  password: string
  /** Of the authenticator, once the server asked for it. */
  code?: string | undefined
  recoveryCode?: string | undefined
}

/** Nothing of who was here before stays in the cache. */
const useBegin = () => {
  const cache = useQueryClient()
  const acceptMe = useAcceptMe()
  return (me: Me) => {
    cache.clear()
    acceptMe(me)
  }
}

export const useSignIn = () => {
  const begin = useBegin()
  return async (credentials: Credentials) => begin((await api.post('/access/session', { body: credentials })).data)
}

/** With a passkey and nothing else. */
export const useSignInWithPasskey = () => {
  const begin = useBegin()
  return async (answer: PasskeyAnswer) => begin((await api.post('/access/session/passkey', { body: answer })).data)
}

/** With what the outside provider answered to this browser. */
export const useCompleteOutside = () => {
  const begin = useBegin()
  return async (code: Pick<Credentials, 'code' | 'recoveryCode'>) => begin((await api.post('/access/outside-sign-in/completion', { body: code })).data)
}
