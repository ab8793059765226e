import { useQuery } from '@tanstack/react-query'
import { api } from './api/client'
import { useMe } from './session'

/** Where not, no page speaks of passkeys: an old browser, or a platform opened by plain http inside a school's network. */
export const canUsePasskeys = isSecureContext && typeof PublicKeyCredential === 'function' && 'parseCreationOptionsFromJSON' in PublicKeyCredential

export const passkeysKey = ['account', 'passkeys']

/** One's own; none while signing in is not complete. */
export const usePasskeys = () => {
  const signedIn = useMe().data?.signedIn ?? false
  return useQuery({ queryKey: passkeysKey, queryFn: async ({ signal }) => (await api.get('/access/passkeys', { signal })).data.items, enabled: signedIn })
}

export interface PasskeyAnswer {
  challenge: string
  credential: string
}

/** The person stopped, or the device did not know them. */
export const isGivenUp = (error: unknown) => error instanceof DOMException

/** Asks whichever passkey of this platform the person has at hand. */
export const answerWithPasskey = async (): Promise<PasskeyAnswer> => {
  const { challenge, options } = (await api.post('/access/passkeys/challenge')).data
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(JSON.parse(options) as PublicKeyCredentialRequestOptionsJSON)
  return { challenge, credential: JSON.stringify(await navigator.credentials.get({ publicKey })) }
}

export const makePasskey = async ({ challenge, options }: { challenge: string; options: string }): Promise<PasskeyAnswer> => {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(JSON.parse(options) as PublicKeyCredentialCreationOptionsJSON)
  return { challenge, credential: JSON.stringify(await navigator.credentials.create({ publicKey })) }
}
