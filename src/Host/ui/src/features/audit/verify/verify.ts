import { fromBase64, same, toHex, utf8, type Bytes } from './bytes'
import { isExtension, leafHash, rootOf } from './merkle'
import { parseCheckpoint, parseKeys, signedBy, type Checkpoint } from './note'

/** What a page says of the event, to be found again in the entry that is proved. */
export interface Claim {
  eventId: string
  stream: string
  version: number
  type: string
}

/** The answer of /audit/proofs/inclusion. */
export interface Inclusion {
  leafIndex: number
  /** Canonical JSON, as text. */
  entry: string
  hashes: string[]
  /** The signed head the path leads to; null when none was signed of that size. */
  checkpoint: string | null
}

/** One check, in the order they are made. `told` is what was found, for people who check the check. */
export interface Step {
  name: 'entry' | 'leaf' | 'path' | 'signature' | 'growth'
  ok: boolean
  told: string
}

export type FetchConsistency = (from: number, to: number) => Promise<string[]>

/** This browser can compute: only a page that came by https (or from this very machine) may. */
export const canVerify = (): boolean => typeof crypto !== 'undefined' && crypto.subtle !== undefined

const step = async (name: Step['name'], check: () => Promise<[boolean, string]>): Promise<Step> => {
  try {
    const [ok, told] = await check()
    return { name, ok, told }
  } catch (error) {
    return { name, ok: false, told: error instanceof Error ? error.message : String(error) }
  }
}

const short = (bytes: Bytes) => `${toHex(bytes).slice(0, 16)}…`

/** Whether the log at `checkpoint` only added to what somebody kept of it earlier. */
export const verifyGrowth = (kept: string, checkpoint: Checkpoint, fetchConsistency: FetchConsistency): Promise<Step> =>
  step('growth', async () => {
    const older = parseCheckpoint(kept)
    if (older.origin !== checkpoint.origin) return [false, `${older.origin} ≠ ${checkpoint.origin}`]
    const [small, large] = older.size <= checkpoint.size ? [older, checkpoint] : [checkpoint, older]
    const proof = small.size === large.size || small.size === 0 ? [] : await fetchConsistency(small.size, large.size)
    return [await isExtension(small.size, large.size, small.root, large.root, proof.map(fromBase64)), `${small.size} → ${large.size}`]
  })

/** Every check goes on after a failed one, so that all that is wrong is told at once. */
export const verifyInclusion = async (claim: Claim, proof: Inclusion, pem: string, kept: string | null, fetchConsistency: FetchConsistency): Promise<Step[]> => {
  const steps: Step[] = []
  let leaf: Bytes | undefined
  let checkpoint: Checkpoint | undefined

  steps.push(
    await step('entry', async () => {
      const entry = JSON.parse(proof.entry) as Record<string, unknown>
      const differs = [
        entry.event !== claim.eventId && 'event',
        entry.stream !== claim.stream && 'stream',
        Number(entry.version) !== claim.version && 'version',
        entry.type !== claim.type && 'type',
      ].filter(Boolean)
      return [differs.length === 0, differs.length === 0 ? `${claim.type}, ${claim.eventId}` : differs.join(', ')]
    }),
    await step('leaf', async () => {
      leaf = await leafHash(utf8(proof.entry))
      return [true, toHex(leaf)]
    }),
    await step('path', async () => {
      checkpoint = parseCheckpoint(proof.checkpoint ?? '')
      const root = leaf && (await rootOf(leaf, proof.leafIndex, checkpoint.size, proof.hashes.map(fromBase64)))
      return [!!root && same(root, checkpoint.root), root ? `${proof.hashes.length} → ${short(root)}${same(root, checkpoint.root) ? '' : ` ≠ ${short(checkpoint.root)}`}` : `${proof.leafIndex} / ${checkpoint.size}`]
    }),
    await step('signature', async () => {
      if (!checkpoint) return [false, '–']
      const key = await signedBy(checkpoint, await parseKeys(pem))
      return [key !== null, key ? `${checkpoint.origin} ${key.fingerprint.slice(0, 16)}…` : checkpoint.origin]
    }),
  )
  if (kept && checkpoint) steps.push(await verifyGrowth(kept, checkpoint, fetchConsistency))
  return steps
}
