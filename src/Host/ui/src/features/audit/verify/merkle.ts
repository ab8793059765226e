import { same, sha256, type Bytes } from './bytes'

/** RFC 9162, 2.1: a leaf and a node are hashed apart, so that neither can be passed off as the other. */
export const leafHash = (entry: Bytes) => sha256(0x00, entry)
const nodeHash = (left: Bytes, right: Bytes) => sha256(0x01, left, right)

const isHash = (bytes: Bytes) => bytes.length === 32

/** The root that a leaf and its path lead to (RFC 9162, 2.1.3.2), or null when the path does not fit the tree's shape. */
export const rootOf = async (leaf: Bytes, index: number, size: number, path: Bytes[]): Promise<Bytes | null> => {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size || ![leaf, ...path].every(isHash)) return null
  let [here, last] = [index, size - 1]
  let root = leaf
  for (const hash of path) {
    if (last === 0) return null
    if (here % 2 === 1 || here === last) {
      root = await nodeHash(hash, root)
      while (here % 2 === 0 && here !== 0) [here, last] = [here / 2, Math.floor(last / 2)]
    } else root = await nodeHash(root, hash)
    ;[here, last] = [Math.floor(here / 2), Math.floor(last / 2)]
  }
  return last === 0 ? root : null
}

/** Whether the tree of `size` only added to the tree of `fromSize` (RFC 9162, 2.1.4.2). */
export const isExtension = async (fromSize: number, size: number, fromRoot: Bytes, root: Bytes, proof: Bytes[]): Promise<boolean> => {
  if (![fromSize, size].every(Number.isSafeInteger) || fromSize < 0 || fromSize > size || ![fromRoot, root, ...proof].every(isHash)) return false
  if (fromSize === size) return proof.length === 0 && same(fromRoot, root)
  if (fromSize === 0) return proof.length === 0 && same(fromRoot, await sha256())
  let [here, last] = [fromSize - 1, size - 1]
  while (here % 2 === 1) [here, last] = [Math.floor(here / 2), Math.floor(last / 2)]
  // Where the smaller tree is a whole subtree, its root begins the path and is not repeated in the proof.
  const [start, ...rest] = here === 0 ? [fromRoot, ...proof] : proof
  if (!start) return false
  let [before, now] = [start, start]
  for (const hash of rest) {
    if (last === 0) return false
    if (here % 2 === 1 || here === last) {
      before = await nodeHash(hash, before)
      now = await nodeHash(hash, now)
      while (here % 2 === 0 && here !== 0) [here, last] = [here / 2, Math.floor(last / 2)]
    } else now = await nodeHash(now, hash)
    ;[here, last] = [Math.floor(here / 2), Math.floor(last / 2)]
  }
  return last === 0 && same(before, fromRoot) && same(now, root)
}
