import { useQueryClient } from '@tanstack/react-query'
import { api } from '@/lib/api/client'
import { useAcceptMe } from '@/lib/session'

export interface Credentials {
  userName: string
  password: string
  /** Of the authenticator, once the server asked for it. */
  code?: string | undefined
  recoveryCode?: string | undefined
}

export const useSignIn = () => {
  const cache = useQueryClient()
  const acceptMe = useAcceptMe()
  return async (credentials: Credentials) => {
    const { data: me } = await api.post('/access/session', { body: credentials })
    cache.clear()
    acceptMe(me)
    return me
  }
}
