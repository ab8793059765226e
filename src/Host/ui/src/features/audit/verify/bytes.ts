export type Bytes = Uint8Array<ArrayBuffer>

/** Bytes of base64 in its one usual spelling; anything else is refused, so that two readers cannot understand a text differently. */
export const fromBase64 = (text: string): Bytes => {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))
  if (toBase64(bytes) !== text) throw new Error('base64 in an unusual spelling')
  return bytes
}

export const toBase64 = (bytes: Bytes): string => btoa(String.fromCharCode(...bytes))

export const toHex = (bytes: Bytes): string => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')

export const utf8 = (text: string): Bytes => new TextEncoder().encode(text) as Bytes

export const join = (...parts: (Bytes | number)[]): Bytes => Uint8Array.from(parts.flatMap((part) => (typeof part === 'number' ? [part] : [...part])))

export const same = (one: Bytes, two: Bytes): boolean => one.length === two.length && one.every((byte, i) => byte === two[i])

export const sha256 = async (...parts: (Bytes | number)[]): Promise<Bytes> => new Uint8Array(await crypto.subtle.digest('SHA-256', join(...parts)))
