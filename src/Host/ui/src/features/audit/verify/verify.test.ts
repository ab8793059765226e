// @vitest-environment node
import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { fromBase64, toBase64, toHex, utf8, type Bytes } from './bytes'
import { isExtension, leafHash, rootOf } from './merkle'
import { derToP1363, parseCheckpoint, parseKeys, signedBy } from './note'
import { verifyInclusion, type Claim, type Inclusion } from './verify'

// A second, plain way to the same tree, straight from the definitions of RFC 9162, 2.1.
const hash = (...parts: (Uint8Array | number)[]): Bytes => {
  const digest = createHash('sha256')
  for (const part of parts) digest.update(typeof part === 'number' ? Uint8Array.of(part) : part)
  return new Uint8Array(digest.digest())
}
const split = (n: number) => 2 ** Math.floor(Math.log2(n - 1))
const root = (leaves: Bytes[]): Bytes =>
  leaves.length === 0 ? hash() : leaves.length === 1 ? leaves[0]! : hash(1, root(leaves.slice(0, split(leaves.length))), root(leaves.slice(split(leaves.length))))
const path = (m: number, leaves: Bytes[]): Bytes[] => {
  if (leaves.length === 1) return []
  const k = split(leaves.length)
  return m < k ? [...path(m, leaves.slice(0, k)), root(leaves.slice(k))] : [...path(m - k, leaves.slice(k)), root(leaves.slice(0, k))]
}
const subproof = (m: number, leaves: Bytes[], whole: boolean): Bytes[] => {
  if (m === leaves.length) return whole ? [] : [root(leaves)]
  const k = split(leaves.length)
  return m <= k ? [...subproof(m, leaves.slice(0, k), whole), root(leaves.slice(k))] : [...subproof(m - k, leaves.slice(k), false), root(leaves.slice(0, k))]
}

const published = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'].map((hex) => new Uint8Array(Buffer.from(hex, 'hex')))
const leavesOf = (n: number) => Promise.all(Array.from({ length: n }, (_, i) => leafHash(utf8(`mục ${i}`))))
const flip = (bytes: Bytes, at = 0): Bytes => bytes.map((byte, i) => (i === at ? byte ^ 1 : byte)) as Bytes

describe('the tree', () => {
  it('has the roots the transparency community publishes', async () => {
    const leaves = await Promise.all(published.map(leafHash))
    expect(toHex(leaves[0]!)).toBe('6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d')
    expect(toHex((await rootOf(leaves[1]!, 1, 2, [leaves[0]!]))!)).toBe('fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125')
    expect(toHex((await rootOf(leaves[5]!, 5, 8, path(5, leaves)))!)).toBe('5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328')
  })

  it('leads every leaf of every size to the root, and nothing else', async () => {
    for (let size = 1; size <= 40; size++) {
      const leaves = await leavesOf(size)
      for (let index = 0; index < size; index++) {
        const proof = path(index, leaves)
        expect(await rootOf(leaves[index]!, index, size, proof)).toEqual(root(leaves))
        expect(await rootOf(flip(leaves[index]!), index, size, proof)).not.toEqual(root(leaves))
        if (proof.length > 0) expect(await rootOf(leaves[index]!, index, size, proof.with(0, flip(proof[0]!, 31)))).not.toEqual(root(leaves))
        expect(await rootOf(leaves[index]!, index, size, [...proof, leaves[0]!])).toBeNull()
      }
    }
    expect(await rootOf(hash(), 3, 3, [])).toBeNull()
    expect(await rootOf(hash(), 0, 1, [new Uint8Array(31)])).toBeNull()
  })

  it('only grows: every pair of sizes agrees, a fork never does', async () => {
    const leaves = await leavesOf(33)
    for (let to = 1; to <= leaves.length; to++)
      for (let from = 1; from <= to; from++) {
        const now = leaves.slice(0, to)
        const proof = subproof(from, now, true)
        expect(await isExtension(from, to, root(leaves.slice(0, from)), root(now), proof), `${from} → ${to}`).toBe(true)
        const forked = [flip(leaves[0]!), ...leaves.slice(1, from)]
        expect(await isExtension(from, to, root(forked), root(now), proof), `fork ${from} → ${to}`).toBe(false)
        if (proof.length > 0) expect(await isExtension(from, to, root(leaves.slice(0, from)), root(now), proof.with(-1, flip(proof.at(-1)!)))).toBe(false)
      }
    expect(await isExtension(0, 3, hash(), root(leaves.slice(0, 3)), [])).toBe(true)
    expect(await isExtension(4, 3, root(leaves.slice(0, 4)), root(leaves.slice(0, 3)), [])).toBe(false)
  })
})

const origin = 'log.example.test/bao-ve-tre-em'
const makeKey = () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return { privateKey, pem: publicKey.export({ type: 'spki', format: 'pem' }) as string, id: hash(publicKey.export({ type: 'spki', format: 'der' })).slice(0, 4) }
}
const key = makeKey()
const signNote = (text: string, by: { privateKey: KeyObject; id: Bytes } = key) =>
  `${text}\n— ${origin} ${Buffer.concat([by.id, sign('sha256', Buffer.from(text), by.privateKey)]).toString('base64')}\n`
const checkpointOf = (leaves: Bytes[]) => signNote(`${origin}\n${leaves.length}\n${toBase64(root(leaves))}\n`)

describe('a signed checkpoint', () => {
  it('is signed by the key it names', async () => {
    const keys = await parseKeys(makeKey().pem + key.pem)
    // Signatures vary in length: leading zeros of r and s come and go.
    for (let i = 0; i < 60; i++) expect((await signedBy(parseCheckpoint(checkpointOf([hash(i)])), keys))?.id).toEqual(key.id)
  })

  it('is refused when a byte of text or signature changed, or another key signed', async () => {
    const keys = await parseKeys(key.pem)
    const note = checkpointOf([hash()])
    expect(await signedBy(parseCheckpoint(note.replace('\n1\n', '\n2\n')), keys)).toBeNull()
    expect(await signedBy(parseCheckpoint(signNote(parseCheckpoint(note).text, makeKey())), keys)).toBeNull()
    expect(await signedBy(parseCheckpoint(signNote(parseCheckpoint(note).text, { ...makeKey(), id: key.id })), keys)).toBeNull()
    expect(await signedBy(parseCheckpoint(note.replaceAll(`— ${origin}`, '— somebody.else')), keys)).toBeNull()
  })

  it.each(['', 'x\n', `${origin}\n1\n\n`, `${origin}\n01\n${toBase64(hash())}\n\n— a AAAAAAA=\n`, `${origin}\n1\nAAAA\n\n— a AAAAAAA=\n`, `${origin}\n1\n${toBase64(hash())}\nmore\n\n— a AAAAAAA=\n`])(
    'is not %j',
    (text) => expect(() => parseCheckpoint(text)).toThrow(),
  )

  it('turns DER into the two numbers, and refuses what is not DER', () => {
    const der = (hex: string) => derToP1363(new Uint8Array(Buffer.from(hex, 'hex')))
    expect(toHex(der('3006020101020102')!)).toBe(`${'01'.padStart(64, '0')}${'02'.padStart(64, '0')}`)
    expect(toHex(der(`302602210080${'00'.repeat(31)}020101`)!)).toBe(`80${'00'.repeat(31)}${'01'.padStart(64, '0')}`)
    for (const bad of ['', '30', '3006020101020181', '300602010102010203', '3107020101020102', '30060201010201', '3006020181020102']) expect(der(bad), bad).toBeNull()
  })
})

describe('an event of the log', () => {
  const claim: Claim = { eventId: '01980000-0000-7000-8000-000000000001', stream: '01980000-0000-7000-8000-000000000002', version: 3, type: 'plan_approved' }
  const text = JSON.stringify({ actor: null, at: '2026-11-22T08:00:00Z', event: claim.eventId, payload: 'p', stream: claim.stream, type: claim.type, v: 1, version: claim.version })
  const entry = utf8(text)
  const index = 4

  const build = async (size = 11) => {
    const leaves = await leavesOf(size)
    leaves[index] = await leafHash(entry)
    const proof: Inclusion = { leafIndex: index, entry: text, hashes: path(index, leaves).map(toBase64), checkpoint: checkpointOf(leaves) }
    const consistency = async (from: number, to: number) => subproof(from, leaves.slice(0, to), true).map(toBase64)
    return { leaves, proof, consistency }
  }
  const failed = async (proof: Inclusion, kept: string | null = null, told = claim, consistency = async (): Promise<string[]> => []) =>
    (await verifyInclusion(told, proof, key.pem, kept, consistency)).filter((step) => !step.ok).map((step) => step.name)

  it('is proved step by step, also against a checkpoint kept earlier or later', async () => {
    const { leaves, proof, consistency } = await build()
    const steps = await verifyInclusion(claim, proof, key.pem, checkpointOf(leaves.slice(0, 7)), consistency)
    expect(steps.map((step) => [step.name, step.ok])).toEqual(['entry', 'leaf', 'path', 'signature', 'growth'].map((name) => [name, true]))
    const smaller = { ...proof, hashes: path(index, leaves.slice(0, 6)).map(toBase64), checkpoint: checkpointOf(leaves.slice(0, 6)) }
    expect(await failed(smaller, checkpointOf(leaves), claim, consistency as never)).toEqual([])
  })

  it('fails where a byte was changed', async () => {
    const { proof } = await build()
    expect(await failed({ ...proof, entry: text.replace('08:00', '09:00') })).toEqual(['path'])
    expect(await failed({ ...proof, entry: text.slice(1) })).toEqual(['entry', 'path'])
    expect(await failed({ ...proof, checkpoint: null })).toEqual(['path', 'signature'])
    for (const i of proof.hashes.keys()) expect(await failed({ ...proof, hashes: proof.hashes.with(i, toBase64(flip(fromBase64(proof.hashes[i]!), 5))) })).toEqual(['path'])
    expect(await failed({ ...proof, hashes: proof.hashes.toReversed() })).toEqual(['path'])
    expect(await failed({ ...proof, hashes: proof.hashes.slice(1) })).toEqual(['path'])
    expect(await failed({ ...proof, leafIndex: index + 1 })).toEqual(['path'])
    expect(await failed({ ...proof, hashes: ['not base64'] })).toEqual(['path'])
    expect(await failed({ ...proof, checkpoint: 'rubbish' })).toEqual(['path', 'signature'])
  })

  it('is another event than the page says', async () => {
    const { proof } = await build()
    expect(await failed(proof, null, { ...claim, type: 'plan_returned' })).toEqual(['entry'])
    expect(await failed(proof, null, { ...claim, version: 4 })).toEqual(['entry'])
  })

  it('fails against a kept checkpoint when history was rewritten and signed again', async () => {
    const { leaves } = await build()
    const kept = checkpointOf(leaves.slice(0, 9))
    const rewritten = leaves.with(0, await leafHash(utf8('sửa lại')))
    const proof: Inclusion = { leafIndex: index, entry: text, hashes: path(index, rewritten).map(toBase64), checkpoint: checkpointOf(rewritten) }
    expect(await failed(proof)).toEqual([])
    expect(await failed(proof, kept, claim, (async (from: number, to: number) => subproof(from, rewritten.slice(0, to), true).map(toBase64)) as never)).toEqual(['growth'])
    expect(await failed(proof, kept.replaceAll(origin, 'another.log'))).toEqual(['growth'])
    expect(await failed(proof, 'not a checkpoint')).toEqual(['growth'])
  })
})
