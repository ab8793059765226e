import { useQuery } from '@tanstack/react-query'
import { api } from '@/lib/api/client'
import { useMe } from '@/lib/session'

export const secondFactorKey = ['account', 'second-factor']

/** Nothing is asked while signing in is not complete. */
export const useSecondFactor = () => {
  const signedIn = useMe().data?.signedIn ?? false
  return useQuery({ queryKey: secondFactorKey, queryFn: async ({ signal }) => (await api.get('/access/second-factor', { signal })).data, enabled: signedIn })
}

/** A new secret; it counts once a code made from it was confirmed. */
export const startSecondFactor = async () => (await api.post('/access/second-factor/secret')).data

export const confirmSecondFactor = async (code: string) => (await api.put('/access/second-factor', { body: { code } })).data

export const removeSecondFactor = async (code: string) => (await api.post('/access/second-factor/removal', { body: { code } })).data

export const replaceRecoveryCodes = async (code: string) => (await api.post('/access/second-factor/recovery-codes', { body: { code } })).data.items
