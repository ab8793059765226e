// What a bundle is made of: zip, canonical JSON, signed notes, receipts, the Merkle tree. Everything is strict: one value has one spelling.

import { createDecipheriv, createHash, createPublicKey, verify as checkSignature } from 'node:crypto';
import { constants, inflateRawSync } from 'node:zlib';

const MIB = 2 ** 20;
export const LIMITS = { files: 65_000, name: 200, file: 256 * MIB, looked: 64 * MIB, all: 1024 * MIB, depth: 64 };

export const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
export const hex = (bytes) => bytes.toString('hex');

/** Something is not in its form; the code says what. */
export class Malformed extends Error {
  constructor(code, about = '') {
    super(code);
    this.code = code;
    this.about = about;
  }
}

export const must = (condition, code = 'form', about = '') => {
  if (!condition) throw new Malformed(code, about);
};

export const attempt = (work) => {
  try {
    return work();
  } catch (error) {
    if (error instanceof Malformed) return undefined;
    throw error;
  }
};

// ---- Zip -------------------------------------------------------------------------------------------------------

export const isSafeName = (name) =>
  name.length <= LIMITS.name && name.split('/').every((part) => /^[A-Za-z0-9._-]+$/.test(part) && !/^\.+$/.test(part));

/** Central directory only; a name, method, place and size for each file. */
function directory(zip) {
  let end = zip.length - 22;
  while (end >= 0 && zip.length - end <= 22 + 65_535 && zip.readUInt32LE(end) !== 0x06054b50) end--;
  must(end >= 0 && zip.length - end <= 22 + 65_535, 'unreadable');
  const count = zip.readUInt16LE(end + 10);
  must(zip.readUInt16LE(end + 4) === 0 && zip.readUInt16LE(end + 8) === count, 'unreadable');
  let at = zip.readUInt32LE(end + 16);
  must(count < 0xffff && at <= end, 'unreadable');
  const listed = [];
  for (let i = 0; i < count; i++) {
    must(at + 46 <= end && zip.readUInt32LE(at) === 0x02014b50, 'unreadable');
    const nameLength = zip.readUInt16LE(at + 28);
    const next = at + 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
    must(next <= end, 'unreadable');
    listed.push({
      name: zip.toString('latin1', at + 46, at + 46 + nameLength),
      encrypted: (zip.readUInt16LE(at + 8) & 1) === 1,
      method: zip.readUInt16LE(at + 10),
      packed: zip.readUInt32LE(at + 20),
      size: zip.readUInt32LE(at + 24),
      local: zip.readUInt32LE(at + 42),
    });
    at = next;
  }
  return listed;
}

function content(zip, { encrypted, method, packed, size, local }) {
  must(!encrypted && local + 30 <= zip.length && zip.readUInt32LE(local) === 0x04034b50, 'unreadable');
  const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
  must(start + packed <= zip.length && (method === 0 || method === 8), 'unreadable');
  const raw = zip.subarray(start, start + packed);
  let bytes = raw;
  try {
    // Whether the packed data says that it ends is no matter: the length and the digest of what it holds decide.
    if (method === 8) bytes = inflateRawSync(raw, { maxOutputLength: Math.max(size, 1), finishFlush: constants.Z_SYNC_FLUSH });
  } catch {
    throw new Malformed('unreadable');
  }
  must(bytes.length === size, 'unreadable');
  return bytes;
}

/** All files of the zip by name. Nothing is written to disk. */
export function unpack(zip) {
  must(zip.length >= 22, 'unreadable');
  const listed = directory(zip);
  must(listed.length <= LIMITS.files, 'too-large');
  const files = new Map();
  const seen = new Set();
  let all = 0;
  for (const file of listed) {
    if (file.size === 0 && file.name.endsWith('/') && isSafeName(file.name.slice(0, -1))) continue;
    must(isSafeName(file.name) && !seen.has(file.name.toLowerCase()), 'file-name');
    seen.add(file.name.toLowerCase());
    all += file.size;
    must(file.size <= LIMITS.file && file.packed <= LIMITS.file && all <= LIMITS.all, 'too-large', file.name);
    files.set(file.name, content(zip, file));
  }
  return files;
}

// ---- Text and JSON with one spelling each ----------------------------------------------------------------------

export function utf8(bytes) {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Malformed('form');
  }
}

export function canonical(value, depth = 0) {
  if (typeof value === 'string') {
    must(value.isWellFormed());
    return JSON.stringify(value);
  }
  if (typeof value === 'number') {
    must(Number.isInteger(value) && Math.abs(value) <= 2 ** 53);
    return String(value === 0 ? 0 : value);
  }
  must(value === null || typeof value !== 'object' || depth < LIMITS.depth);
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item, depth + 1)).join(',')}]`;
  if (value && typeof value === 'object')
    return `{${Object.keys(value).sort().map((key) => `${canonical(key)}:${canonical(value[key], depth + 1)}`).join(',')}}`;
  return String(value);
}

/** JSON that is exactly its own canonical form (RFC 8785): sorted, no space, no name twice. */
export function canonicalJson(bytes) {
  must(bytes && bytes.length <= LIMITS.looked);
  const text = utf8(bytes);
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Malformed('form');
  }
  must(canonical(value) === text);
  return value;
}

/** The object has these members and no others, each of the kind that its test asks for. */
export function shape(value, members) {
  must(value !== null && typeof value === 'object' && !Array.isArray(value));
  for (const name of Object.keys(value)) must(Object.hasOwn(members, name));
  for (const [name, test] of Object.entries(members)) must(test(value[name]));
  return value;
}

export const text = (value) => typeof value === 'string';
export const integer = (value) => Number.isInteger(value);
const matching = (pattern) => (value) => text(value) && pattern.test(value);
export const guid = matching(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
export const digest = matching(/^[0-9a-f]{64}$/);
export const instant = matching(/^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z$/);
export const nullOr = (test) => (value) => value === null || test(value);
export const list = (test) => (value) => Array.isArray(value) && value.every(test);
export const each = (members) => list((item) => shape(item, members));

export function base64(encoded) {
  const bytes = Buffer.from(encoded, 'base64');
  must(bytes.toString('base64') === encoded);
  return bytes;
}

/** What a value sealed with AES-256-GCM says: nonce of 12 bytes, ciphertext, tag of 16. */
export function opened(key, sealed) {
  must(key.length === 32 && sealed.length >= 28);
  const cipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12));
  cipher.setAuthTag(sealed.subarray(-16));
  const start = cipher.update(sealed.subarray(12, -16));
  try {
    return utf8(Buffer.concat([start, cipher.final()]));
  } catch {
    throw new Malformed('form');
  }
}

export function hashOf(encoded) {
  const bytes = base64(encoded);
  must(bytes.length === 32);
  return bytes;
}

function naturalNumber(digits) {
  must(/^(0|[1-9][0-9]{0,18})$/.test(digits));
  const number = BigInt(digits);
  must(number < 2n ** 63n);
  return number;
}

// ---- Notes, checkpoints, receipts (C2SP signed-note, tlog-checkpoint, tlog-proof) -----------------------------------

/** Neither white space nor control characters nor a plus sign. */
const isKeyName = (name) => name !== '' && !/[\u0000-\u0020\u007f-\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000+]/.test(name);

export function parseNote(whole) {
  must(!/[\u0000-\u0009\u000b-\u001f]/.test(whole));
  const blank = whole.lastIndexOf('\n\n');
  must(blank >= 0 && whole.endsWith('\n'));
  const lines = whole.slice(blank + 2).split('\n').slice(0, -1);
  must(lines.length >= 1 && lines.length <= 100);
  const signatures = lines.map((line) => {
    const parts = line.split(' ');
    must(parts.length === 3 && parts[0] === '—' && isKeyName(parts[1]));
    const bytes = base64(parts[2]);
    must(bytes.length >= 5);
    return { name: parts[1], id: hex(bytes.subarray(0, 4)), signature: bytes.subarray(4) };
  });
  return { whole, body: whole.slice(0, blank + 1), signatures };
}

export function parseCheckpoint(body) {
  const lines = body.split('\n');
  must(lines.length === 4 && lines[0] !== '' && lines[3] === '');
  return { origin: lines[0], size: naturalNumber(lines[1]), root: hashOf(lines[2]), body };
}

export function parseReceipt(receipt) {
  const blank = receipt.indexOf('\n\n');
  must(blank >= 0);
  const [header, index, ...hashes] = receipt.slice(0, blank).split('\n');
  must(header === 'c2sp.org/tlog-proof@v1' && index?.startsWith('index ') && hashes.length <= 63);
  return { index: naturalNumber(index.slice(6)), path: hashes.map(hashOf), note: parseNote(receipt.slice(blank + 2)) };
}

export function parseKey(pem, exact) {
  let key;
  try {
    key = createPublicKey(pem);
  } catch {
    throw new Malformed('key');
  }
  must(key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails.namedCurve === 'prime256v1', 'key');
  must(!exact || key.export({ type: 'spki', format: 'pem' }) === pem, 'key');
  const print = hex(sha256(key.export({ type: 'spki', format: 'der' })));
  return { key, print, id: print.slice(0, 8) };
}

/** Prints of the keys that signed under that name; empty when none did or one of them did so wrongly. */
export function signersOf(note, name, keys) {
  const signers = [];
  for (const known of keys)
    for (const { signature } of note.signatures.filter((s) => s.name === name && s.id === known.id)) {
      if (!checkSignature('sha256', Buffer.from(note.body), known.key, signature)) return [];
      signers.push(known.print);
    }
  return [...new Set(signers)];
}

// ---- Merkle tree (RFC 6962 section 2.1): the proofs by the recursive definition, read from their end ------------------

const node = (left, right) => sha256(Uint8Array.of(1), left, right);
const same = (a, b) => a.equals(b);

/** Largest power of two below n. */
function split(n) {
  let k = 1n;
  while (k * 2n < n) k *= 2n;
  return k;
}

function rootFromPath(leaf, index, size, path) {
  if (size === 1n) {
    must(path.length === 0);
    return leaf;
  }
  must(path.length > 0);
  const k = split(size);
  const last = path.at(-1);
  const rest = path.slice(0, -1);
  return index < k ? node(rootFromPath(leaf, index, k, rest), last) : node(last, rootFromPath(leaf, index - k, size - k, rest));
}

/** Roots of the tree of m and of n leaves as the proof has them. `whole`: the m leaves are all of the older tree, whose root is known. */
function rootsFromProof(m, n, proof, olderRoot, whole) {
  if (m === n) {
    must(proof.length === (whole ? 0 : 1));
    const root = whole ? olderRoot : proof[0];
    return [root, root];
  }
  must(proof.length > 0);
  const k = split(n);
  const last = proof.at(-1);
  const rest = proof.slice(0, -1);
  if (m <= k) {
    const [older, newer] = rootsFromProof(m, k, rest, olderRoot, whole);
    return [older, node(newer, last)];
  }
  const [older, newer] = rootsFromProof(m - k, n - k, rest, olderRoot, false);
  return [node(last, older), node(last, newer)];
}

export const isIncluded = (leaf, index, size, path, root) =>
  index >= 0n && index < size && attempt(() => same(rootFromPath(leaf, index, size, path), root)) === true;

export function isBeginning(older, newer, proof) {
  if (older.size > newer.size) return false;
  if (older.size === 0n) return proof.length === 0 && same(older.root, sha256(''));
  const roots = attempt(() => rootsFromProof(older.size, newer.size, proof, older.root, true));
  return roots !== undefined && same(roots[0], older.root) && same(roots[1], newer.root);
}
