import { useQueryClient } from '@tanstack/react-query'
import { api, setCsrfToken } from '@/lib/api/client'
import { meQuery } from '@/lib/session'

export const useSignIn = () => {
  const cache = useQueryClient()
  return async (userName: string, password: string) => {
    const { data: me } = await api.post('/access/session', { body: { userName, password } })
    setCsrfToken(me.csrfToken)
    cache.clear()
    cache.setQueryData(meQuery.queryKey, me)
  }
}
