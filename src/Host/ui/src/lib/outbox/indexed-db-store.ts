import type { About, Entry, Owner } from './entry'
import type { Store } from './store'

/** A form as far as it was typed. */
export interface Draft {
  /** Where the form stands. */
  name: string
  about: About
  /** The version of the file its writer had before them. */
  version?: number
  savedAt: string
  values: unknown
}

export interface Drafts {
  all(owner: Owner): Promise<Draft[]>
  find(owner: Owner, name: string): Promise<Draft | undefined>
  save(owner: Owner, draft: Draft): Promise<void>
  remove(owner: Owner, name: string): Promise<void>
}

/** On the device, outside the encryption: whose it is, its place, its key. Nothing of what was written. */
interface Sealed {
  owner: Owner
  iv: Uint8Array<ArrayBuffer>
  sealed: ArrayBuffer
}
interface EntryRecord extends Sealed {
  order?: number
  key: string
  revision: number
}
interface DraftRecord extends Sealed {
  id: string
}

const asked = <T>(request: IDBRequest<T>) =>
  new Promise<T>((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('the store does not answer'))
  })

const kept = (transaction: IDBTransaction) =>
  new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve()
    transaction.onabort = transaction.onerror = () => reject(transaction.error ?? new Error('the store did not keep it'))
  })

const open = (name: string) =>
  new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(name, 1)
    request.onupgradeneeded = () => {
      const database = request.result
      database.createObjectStore('keys')
      const entries = database.createObjectStore('entries', { keyPath: 'order', autoIncrement: true })
      entries.createIndex('owner', 'owner')
      entries.createIndex('key', ['owner', 'key'], { unique: true })
      database.createObjectStore('drafts', { keyPath: 'id' }).createIndex('owner', 'owner')
    }
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('no store on this device'))
  })

/**
 * Entries and drafts in IndexedDB, each owner's under a key of their own that no script can read out. Forgetting an owner
 * deletes the key with what it opens.
 */
export const openStore = async (name = 'platform-outbox'): Promise<{ entries: Store; drafts: Drafts; forget: (owner: Owner) => Promise<void> }> => {
  const database = await open(name)
  // Strict: an entry that was taken must outlive a battery that runs out.
  const write = (...stores: string[]) => database.transaction(stores, 'readwrite', { durability: 'strict' })

  const keyOf = async (owner: Owner): Promise<CryptoKey> => {
    const found = (await asked(database.transaction('keys').objectStore('keys').get(owner))) as CryptoKey | undefined
    if (found) return found
    const made = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
    const keys = write('keys')
    const done = kept(keys)
    const first = (await asked(keys.objectStore('keys').get(owner))) as CryptoKey | undefined
    if (!first) keys.objectStore('keys').put(made, owner)
    await done
    return first ?? made // another tab may have been quicker
  }

  /** Bound to its owner and its name: a sealed text cannot be put in another's place. */
  const bound = (owner: Owner, what: string) => new TextEncoder().encode(`${owner}\n${what}`)

  const seal = async (owner: Owner, what: string, content: unknown): Promise<Sealed> => {
    const iv = crypto.getRandomValues(new Uint8Array(12))
    const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: bound(owner, what) }, await keyOf(owner), new TextEncoder().encode(JSON.stringify(content)))
    return { owner, iv, sealed }
  }

  const unseal = async <T>({ owner, iv, sealed }: Sealed, what: string): Promise<T> =>
    JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData: bound(owner, what) }, await keyOf(owner), sealed))) as T

  const entryOf = async (record: EntryRecord): Promise<Entry> => ({
    ...(await unseal<Entry>(record, record.key)),
    order: record.order ?? 0,
    revision: record.revision,
  })

  const entries: Store = {
    all: async (owner) => {
      const records = (await asked(database.transaction('entries').objectStore('entries').index('owner').getAll(owner))) as EntryRecord[]
      return (await Promise.all(records.map(entryOf))).sort((one, two) => one.order - two.order)
    },
    add: async (entry) => {
      const record: EntryRecord = { key: entry.key, revision: 1, ...(await seal(entry.owner, entry.key, entry)) }
      const adding = write('entries')
      const done = kept(adding)
      const store = adding.objectStore('entries')
      const there = (await asked(store.index('key').get([entry.owner, entry.key]))) as EntryRecord | undefined
      const order = there ? there.order : ((await asked(store.add(record))) as number)
      await done
      return entryOf(there ?? { ...record, order: order ?? 0 })
    },
    replace: async (before, after) => {
      const sealed = after && (await seal(after.owner, after.key, after))
      const changing = write('entries')
      const done = kept(changing)
      const store = changing.objectStore('entries')
      const there = (await asked(store.get(before.order))) as EntryRecord | undefined
      const same = there?.key === before.key && there.revision === before.revision
      if (same && sealed) store.put({ order: before.order, key: before.key, revision: before.revision + 1, ...sealed } satisfies EntryRecord)
      else if (same) store.delete(before.order)
      await done
      return same ? { ...(after ?? before), order: before.order, revision: before.revision + 1 } : undefined
    },
  }

  const idOf = async (owner: Owner, draft: string) =>
    [...new Uint8Array(await crypto.subtle.digest('SHA-256', bound(owner, draft)))].map((byte) => byte.toString(16).padStart(2, '0')).join('')

  const drafts: Drafts = {
    all: async (owner) => {
      const records = (await asked(database.transaction('drafts').objectStore('drafts').index('owner').getAll(owner))) as DraftRecord[]
      return Promise.all(records.map((record) => unseal<Draft>(record, record.id)))
    },
    find: async (owner, draft) => {
      const id = await idOf(owner, draft)
      const record = (await asked(database.transaction('drafts').objectStore('drafts').get(id))) as DraftRecord | undefined
      return record && unseal<Draft>(record, id)
    },
    save: async (owner, draft) => {
      const id = await idOf(owner, draft.name)
      const record: DraftRecord = { id, ...(await seal(owner, id, draft)) }
      const saving = write('drafts')
      saving.objectStore('drafts').put(record)
      await kept(saving)
    },
    remove: async (owner, draft) => {
      const id = await idOf(owner, draft)
      const removing = write('drafts')
      removing.objectStore('drafts').delete(id)
      await kept(removing)
    },
  }

  const forget = async (owner: Owner) => {
    const forgetting = write('keys', 'entries', 'drafts')
    const done = kept(forgetting)
    forgetting.objectStore('keys').delete(owner)
    for (const name of ['entries', 'drafts']) {
      const store = forgetting.objectStore(name)
      for (const key of await asked(store.index('owner').getAllKeys(owner))) store.delete(key)
    }
    await done
  }

  return { entries, drafts, forget }
}
