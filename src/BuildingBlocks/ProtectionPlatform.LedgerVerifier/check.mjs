// The checks of a bundle.

import {
  attempt,
  base64,
  canonical,
  canonicalJson,
  digest,
  each,
  guid,
  hashOf,
  hex,
  instant,
  integer,
  isBeginning,
  isIncluded,
  isSafeName,
  LIMITS,
  list,
  must,
  nullOr,
  opened,
  parseCheckpoint,
  parseKey,
  parseNote,
  parseReceipt,
  sha256,
  shape,
  signersOf,
  text,
  utf8,
} from './formats.mjs';

const six = (number) => String(number).padStart(6, '0');
const entryOf = (name) => {
  const match = /^(?:(?:entries|payloads|disclosed)\/([0-9]{6})\.json|proofs\/([0-9]{6})\.tlog-proof)$/.exec(name);
  return match ? Number(match[1] ?? match[2]) : undefined;
};

function readManifest(bytes) {
  const manifest = shape(canonicalJson(bytes), {
    case: (value) => shape(value, { id: guid, reference: text }),
    counts: (value) => shape(value, { attachments: integer, events: integer, streams: integer, withheld: integer }),
    created: (value) => shape(value, { at: instant, by: text, purpose: text }),
    entries: each({
      event: guid, leafIndex: integer, number: integer, sequence: integer, stream: guid, version: integer, withheld: (value) => typeof value === 'boolean',
    }),
    files: each({ name: (value) => text(value) && isSafeName(value), sha256: digest, size: integer }),
    format: (value) => value === 'protectionplatform-evidence',
    signedAt: nullOr(instant),
    version: (value) => value === 1,
  });
  manifest.files.reduce((before, { name }) => (must(before < name), name), '');
  return manifest;
}

function readEntry(bytes) {
  const entry = canonicalJson(bytes);
  const has = (member) => entry !== null && typeof entry === 'object' && Object.hasOwn(entry, member);
  return shape(entry, {
    actor: text, at: instant, event: guid, payload: digest, stream: guid, type: text,
    v: (value) => value === (has('headers') ? 2 : 1), version: (value) => integer(value) && value >= 1,
    ...(has('headers') && { headers: digest }),
    ...(has('form') && { form: (value) => value === 'jsonb' }),
    ...(has('via') && { via: (value) => value === 'external' }),
  });
}

/** Checks the files of a bundle, in the order of docs/audit.md. */
export class Check {
  constructor(files) {
    this.files = files;
    this.findings = [];
  }

  report(code, about = '', entry = undefined) {
    if (!this.findings.some((f) => f.code === code && f.about === about && f.entry === entry)) this.findings.push({ code, about, entry });
  }

  reportFile(code, name) {
    this.report(code, name, entryOf(name));
  }

  textOf(name) {
    const bytes = this.files.get(name);
    return bytes && bytes.length <= LIMITS.looked ? attempt(() => utf8(bytes)) : undefined;
  }

  named(folder) {
    return [...this.files.keys()].filter((name) => name.startsWith(`${folder}/`)).sort();
  }

  run(older, givenKey) {
    const raw = this.files.get('manifest.json');
    this.manifest = attempt(() => readManifest(raw));
    if (!this.manifest) {
      this.report('manifest', 'manifest.json');
      return this;
    }
    this.manifestPrint = hex(sha256(raw));
    if (this.textOf('manifest.sha256') !== `${this.manifestPrint}  manifest.json\n`) this.report('manifest-digest', 'manifest.json');
    this.checkFiles();
    this.checkCheckpoint(givenKey);
    this.checkEntries();
    this.checkCounts(this.checkAttachments());
    const { case: about, entries } = this.manifest;
    if (!entries.some((entry) => entry.stream === about.id)) this.report('case', about.id);
    if (this.head) this.checkConsistency();
    if (older !== undefined) this.checkOlder(older);
    return this;
  }

  checkFiles() {
    for (const { name, size, sha256: print } of this.manifest.files) {
      const bytes = this.files.get(name);
      if (!bytes) this.reportFile('file-missing', name);
      else if (bytes.length !== size || hex(sha256(bytes)) !== print) this.reportFile('file-differs', name);
    }
    for (const name of ['checkpoint', 'attachments.json', 'chronology.vi.html', 'chronology.en.html'])
      if (!this.files.has(name)) this.reportFile('file-missing', name);
    const listed = new Set(this.manifest.files.map((file) => file.name));
    for (const name of this.files.keys()) {
      if (name === 'manifest.json' || name === 'manifest.sha256') continue;
      if (!listed.has(name)) this.reportFile('file-unlisted', name);
      const folder = name.split('/')[0];
      const number = entryOf(name);
      const stray =
        (['entries', 'payloads', 'disclosed', 'proofs'].includes(folder) && !(number >= 1 && number <= this.manifest.entries.length)) ||
        (folder === 'keys' && !name.endsWith('.pem')) ||
        (folder === 'consistency' && !name.endsWith('.json'));
      if (stray) this.reportFile('file-unexpected', name);
    }
  }

  checkCheckpoint(givenKey) {
    this.head = attempt(() => {
      this.note = parseNote(this.textOf('checkpoint') ?? '');
      return parseCheckpoint(this.note.body);
    });
    if (!this.head) this.report('checkpoint', 'checkpoint');
    const bundled = this.named('keys').map((name) => {
      const key = attempt(() => parseKey(this.textOf(name) ?? '', true));
      if (!key) this.report('key', name);
      return key;
    });
    this.keys = givenKey ? [givenKey] : bundled.filter(Boolean);
    this.signers = this.head ? signersOf(this.note, this.head.origin, this.keys) : [];
    if (this.head && this.signers.length === 0) this.report('signature', 'checkpoint');
  }

  checkEntries() {
    const events = new Set();
    const versions = new Map();
    let [leafIndex, sequence] = [-1, -1];
    this.manifest.entries.forEach((line, i) => {
      const number = i + 1;
      const bytes = this.files.get(`entries/${six(number)}.json`);
      const entry = bytes && attempt(() => readEntry(bytes));
      const about = `${entry ? `${entry.type}, ` : ''}version ${line.version} of stream ${line.stream}`;
      const report = (code) => this.report(code, about, number);

      if (line.number !== number || line.leafIndex <= leafIndex || line.sequence <= sequence) report('order');
      [leafIndex, sequence] = [line.leafIndex, line.sequence];
      if (events.has(line.event)) report('duplicate');
      events.add(line.event);
      if (line.version !== (versions.get(line.stream) ?? 0) + 1) report('version');
      versions.set(line.stream, line.version);

      if (!bytes) report('entry-missing');
      else if (!entry) report('entry-form');
      else if (entry.event !== line.event || entry.stream !== line.stream || entry.version !== line.version) report('entry-manifest');
      this.checkProof(number, line, bytes, report);
      this.checkPayload(number, line, entry, report);
      if (!this.disclosesTruly(number, line)) report('disclosed');
    });
  }

  checkProof(number, line, bytes, report) {
    const name = `proofs/${six(number)}.tlog-proof`;
    if (!this.files.has(name)) return report('proof-missing');
    const receipt = attempt(() => parseReceipt(this.textOf(name) ?? ''));
    if (!receipt) return report('proof-form');
    if (!this.head || !bytes) return;
    const leaf = sha256(Uint8Array.of(0), bytes);
    const proved =
      receipt.index === BigInt(line.leafIndex) &&
      receipt.note.whole === this.note.whole &&
      isIncluded(leaf, receipt.index, this.head.size, receipt.path, this.head.root);
    if (!proved) report('proof');
  }

  /** Each disclosed value lies sealed in the payload, and its key opens it to what is written here. */
  disclosesTruly(number, line) {
    const bytes = this.files.get(`disclosed/${six(number)}.json`);
    if (!bytes) return true;
    const payload = this.textOf(`payloads/${six(number)}.json`);
    if (line.withheld || payload === undefined) return false;
    return (
      attempt(() => {
        const { values } = shape(canonicalJson(bytes), { values: each({ key: text, path: text, sealed: text, value: (value) => value !== undefined }) });
        return values.every(({ key, sealed, value }) => payload.includes(`"${sealed}"`) && opened(base64(key), base64(sealed)) === canonical(value));
      }) === true
    );
  }

  checkPayload(number, line, entry, report) {
    const bytes = this.files.get(`payloads/${six(number)}.json`);
    if (line.withheld) return bytes && report('payload-withheld');
    if (!bytes) return report('payload-missing');
    const print = attempt(() => {
      const { salt, data } = shape(canonicalJson(bytes), { data: (value) => value !== undefined, salt: text });
      return hex(sha256(base64(salt), canonical(data)));
    });
    if (!print) report('payload-form');
    else if (entry && entry.payload !== print) report('payload');
  }

  checkAttachments() {
    if (!this.files.has('attachments.json')) return 0;
    const known = attempt(() =>
      shape(canonicalJson(this.files.get('attachments.json')), {
        attachments: each({ event: guid, id: (value) => text(value) && isSafeName(value) && !value.includes('/'), sha256: digest, size: integer }),
      }),
    );
    if (!known) {
      this.report('attachments', 'attachments.json');
      return 0;
    }
    for (const { event, id, sha256: print, size } of known.attachments) {
      const line = this.manifest.entries.find((entry) => entry.event === event);
      const recorded = line && (line.withheld || this.textOf(`payloads/${six(line.number)}.json`)?.includes(`"${print}"`));
      const document = this.files.get(`attachments/${id}`);
      if (!recorded || (document && (document.length !== size || hex(sha256(document)) !== print))) this.report('attachment', id, line?.number);
    }
    const ids = new Set(known.attachments.map(({ id }) => id));
    for (const name of this.named('attachments')) if (!ids.has(name.slice('attachments/'.length))) this.reportFile('file-unexpected', name);
    return known.attachments.length;
  }

  checkCounts(attachments) {
    const { counts, entries } = this.manifest;
    if (counts.events !== entries.length) this.report('counts', 'events');
    if (counts.withheld !== entries.filter((entry) => entry.withheld).length) this.report('counts', 'withheld');
    if (counts.streams !== new Set(entries.map((entry) => entry.stream)).size) this.report('counts', 'streams');
    if (counts.attachments !== attachments) this.report('counts', 'attachments');
  }

  readConsistency(name) {
    return attempt(() => {
      const file = shape(canonicalJson(this.files.get(name)), { hashes: list(text), note: nullOr(text), root: text, size: integer });
      must(name === `consistency/${file.size}.json` && file.size >= 0);
      return { size: BigInt(file.size), root: hashOf(file.root), proof: file.hashes.map(hashOf), note: file.note === null ? null : parseNote(file.note) };
    });
  }

  checkConsistency() {
    for (const name of this.named('consistency')) {
      const older = this.readConsistency(name);
      const body = older && `${this.head.origin}\n${older.size}\n${older.root.toString('base64')}\n`;
      if (!older || !isBeginning(older, this.head, older.proof) || (older.note && older.note.body !== body)) this.report('consistency', name);
      else if (older.note && signersOf(older.note, this.head.origin, this.keys).length === 0) this.report('consistency-signature', name);
    }
  }

  checkOlder(whole) {
    const about = 'older checkpoint';
    const older = attempt(() => {
      const note = parseNote(whole);
      return { note, ...parseCheckpoint(note.body) };
    });
    if (!older) return this.report('older-form', about);
    if (!this.head) return;
    if (older.origin !== this.head.origin) return this.report('older-origin', about);
    if (signersOf(older.note, older.origin, this.keys).length === 0) return this.report('older-signature', about);
    if (older.size > this.head.size) return this.report('older-cut', about);
    const none = older.size === this.head.size || older.size === 0n;
    const kept = none ? { proof: [] } : this.readConsistency(`consistency/${older.size}.json`);
    if (!kept) this.report('older-missing', `${about} (${older.size})`);
    else if (!isBeginning(older, this.head, kept.proof)) this.report('older-fork', about);
  }
}
