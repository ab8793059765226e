import { fromBase64, join, sha256, same, toHex, utf8, type Bytes } from './bytes'

/** The head of the log at one size (C2SP tlog-checkpoint) with its signatures (C2SP signed-note). */
export interface Checkpoint {
  note: string
  origin: string
  size: number
  root: Bytes
  text: string
  signatures: { name: string; keyId: Bytes; signature: Bytes }[]
}

/** @throws Error when it is not a signed checkpoint of exactly the form. */
export const parseCheckpoint = (note: string): Checkpoint => {
  const blank = note.lastIndexOf('\n\n')
  if (blank < 0 || !note.endsWith('\n')) throw new Error('not a signed note')
  const text = note.slice(0, blank + 1)
  const [origin, size, root, end, ...more] = text.split('\n')
  if (!origin || !size || !/^(0|[1-9]\d*)$/.test(size) || !root || end !== '' || more.length > 0) throw new Error('not a checkpoint')
  const hash = fromBase64(root)
  if (hash.length !== 32) throw new Error('not a root')
  const signatures = note
    .slice(blank + 2, -1)
    .split('\n')
    .map((line) => {
      const match = /^— ([^\s+]+) (\S+)$/.exec(line)
      const bytes = match && fromBase64(match[2]!)
      if (!match || !bytes || bytes.length < 5) throw new Error('not a signature')
      return { name: match[1]!, keyId: bytes.slice(0, 4), signature: bytes.slice(4) }
    })
  return { note, origin, size: Number(size), root: hash, text, signatures }
}

export interface LogKey {
  spki: Bytes
  id: Bytes
  /** SHA-256 of the key, to compare by phone or on paper. */
  fingerprint: string
}

/** The keys of a PEM file: one, or several while one follows another. */
export const parseKeys = async (pem: string): Promise<LogKey[]> => {
  const found = [...pem.matchAll(/-----BEGIN PUBLIC KEY-----([\s\S]*?)-----END PUBLIC KEY-----/g)]
  return Promise.all(
    found.map(async ([, body]) => {
      const spki = fromBase64(body!.replace(/\s/g, ''))
      const digest = await sha256(spki)
      return { spki, id: digest.slice(0, 4), fingerprint: toHex(digest) }
    }),
  )
}

/** ECDSA in DER, SEQUENCE { r, s }, as the two 32-byte numbers WebCrypto takes; null when it is not that. */
export const derToP1363 = (der: Bytes): Bytes | null => {
  if (der[0] !== 0x30 || der[1] !== der.length - 2) return null
  let at = 2
  const numbers: Bytes[] = []
  for (let i = 0; i < 2; i++) {
    const length = der[at + 1]
    if (der[at] !== 0x02 || length === undefined || length === 0 || at + 2 + length > der.length) return null
    const number = der.slice(at + 2, at + 2 + length)
    if (number[0]! >= 0x80) return null
    const digits = number[0] === 0 ? number.slice(1) : number
    if (digits.length === 0 || digits.length > 32) return null
    numbers.push(join(new Uint8Array(32 - digits.length), digits))
    at += 2 + length
  }
  return at === der.length ? join(...numbers) : null
}

/** The key that signed the checkpoint rightly, or null. A right name with a wrong signature is as bad as none. */
export const signedBy = async (checkpoint: Checkpoint, keys: LogKey[]): Promise<LogKey | null> => {
  for (const key of keys) {
    const own = checkpoint.signatures.find((signature) => signature.name === checkpoint.origin && same(signature.keyId, key.id))
    const numbers = own && derToP1363(own.signature)
    if (!numbers) continue
    const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
    const opened = await crypto.subtle.importKey('spki', key.spki, algorithm, false, ['verify'])
    if (await crypto.subtle.verify(algorithm, opened, numbers, utf8(checkpoint.text))) return key
  }
  return null
}
