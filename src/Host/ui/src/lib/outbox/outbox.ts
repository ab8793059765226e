import { Problem, problemType, type ProblemDocument } from '../api/problem'
import { deviceTime, nextToSend, type Entry, type Intention, type Owner } from './entry'
import type { Store } from './store'

/** The server took it; the version is that of the file with it. */
export interface Taken {
  data: unknown
  version?: number
}

export interface Setup {
  store: Store
  /** Sends one entry with its key. Rejects with a Problem where the server answered so, with anything else when no answer came. */
  send: (entry: Entry) => Promise<Taken>
  /** Whether this owner's entries can be sent now: there is a connection, and it is they who are signed in. */
  ready: (owner: Owner) => Promise<boolean>
  /** Runs one at a time among everything that shares the store. */
  alone: <T>(work: () => Promise<T>) => Promise<T>
  now: () => Date
  /** Something in the store is other than before. */
  changed?: () => void
}

/** Not an answer about this entry: the session must be opened again, or less be asked for. Nothing was done. */
const notNow = (problem: Problem) => [401, 408, 425, 429].includes(problem.status) || problem.type === problemType.locked || problem.type === problemType.csrfMissing

export const isConflict = (problem: ProblemDocument | undefined) => problem?.type === problemType.changed

type Outcome = 'answered' | 'trouble' | 'later'

/**
 * What was written is kept here first and sent from here, one after the other, until the server has answered. An entry leaves
 * when the server recorded it, when its writer has the refusal before them with everything still in their form, when they took it
 * back into its form, or when they gave it up and then deleted it; in no other way.
 */
export const createOutbox = ({ store, send, ready, alone, now, changed = () => undefined }: Setup) => {
  const find = async (owner: Owner, key: string) => (await store.all(owner)).find((entry) => entry.key === key)

  /** Changes the entry as it is now, however often somebody else was first; undefined when it is gone or `how` leaves it. */
  const change = async (owner: Owner, key: string, how: (entry: Entry) => Entry | null | undefined): Promise<Entry | undefined> => {
    for (;;) {
      const before = await find(owner, key)
      const after = before && how(before)
      if (!before || after === undefined) return undefined
      const written = await store.replace(before, after)
      if (!written && (await find(owner, key))?.revision === before.revision) throw new Error('the store does not write')
      if (written) {
        changed()
        return written
      }
    }
  }

  const moved = (entry: Entry, to: Partial<Entry> = {}): Entry => ({ ...entry, since: deviceTime(now()), ...to })

  /** Those made after it were written knowing of it, and the server found nobody else in between: they follow to its version. */
  const bringOthersAlong = async (sent: Entry, version: number | undefined) => {
    if (version === undefined || sent.version === undefined) return
    for (const other of await store.all(sent.owner))
      if (other.line === sent.line && other.order > sent.order)
        await change(sent.owner, other.key, (it) => (it.state === 'waiting' && it.version === sent.version ? { ...it, version } : undefined))
  }

  const sendOne = async (entry: Entry): Promise<Outcome> => {
    // Noted before anything leaves: if this device stops now, the entry may have arrived.
    const leaving = await store.replace(entry, { ...entry, unsure: true })
    if (!leaving) return 'answered' // somebody decided about it meanwhile; look again
    let taken: Taken
    try {
      taken = await send(leaving)
    } catch (error) {
      if (!(error instanceof Problem)) return 'later'
      const { document: problem, status } = error
      if (notNow(error)) {
        await change(entry.owner, entry.key, (it) => ({ ...it, unsure: entry.unsure }))
        return 'later'
      }
      if (status >= 500) {
        await change(entry.owner, entry.key, (it) => ({ ...it, problem }))
        return 'trouble'
      }
      // A refusal is about this try and every one before it, unless the server no longer lets its writer see what became of them.
      const unsure = entry.unsure && (status === 403 || status === 404)
      await change(entry.owner, entry.key, (it) => moved(it, { state: it.state === 'waiting' ? 'stopped' : it.state, unsure, problem }))
      return 'answered'
    }
    await bringOthersAlong(leaving, taken.version)
    // Also when its writer gave it up while it was on its way: the server has it, and the list says so.
    await change(entry.owner, entry.key, (it) => {
      const kept = { ...it, state: 'sent', unsure: false, body: null, answer: taken.data } satisfies Entry
      delete kept.problem
      delete kept.values
      return moved(kept)
    })
    return 'answered'
  }

  /** Keeps it. From here on it is either recorded by the server or in the list. */
  const take = async (intention: Intention): Promise<Entry> => {
    const entry = await store.add({ ...intention, state: 'waiting', unsure: false, since: intention.madeAt })
    changed()
    return entry
  }

  /** Sends what can be sent, in order, one sender at a time. True when nothing is left that trying again would help. */
  const drain = (owner: Owner): Promise<boolean> =>
    alone(async () => {
      // A server that fails on one entry may take those of other lines.
      const failing = new Set<string>()
      const next = async () => nextToSend(await store.all(owner), failing)
      if (!(await next())) return true
      if (!(await ready(owner))) return false
      for (let entry = await next(); entry; entry = await next()) {
        const outcome = await sendOne(entry)
        if (outcome !== 'answered') changed()
        if (outcome === 'later') return false
        if (outcome === 'trouble') failing.add(entry.line)
      }
      return failing.size === 0
    })

  /** Deletes what is over: given up, or sent and seen. */
  const remove = (owner: Owner, key: string) => change(owner, key, (entry) => (entry.state === 'givenUp' || entry.state === 'sent' ? null : undefined))

  return {
    all: (owner: Owner) => store.all(owner),
    find,
    take,
    drain,
    remove,

    /**
     * Keeps it and sends it, with everything made before it, while its writer looks on. Answers with what became of it; what they
     * see at once, an answer or a refusal of what still stands in their form, does not stay in the list.
     */
    submit: async (intention: Intention): Promise<Entry> => {
      const taken = await take(intention)
      await drain(taken.owner)
      const now = (await find(taken.owner, taken.key)) ?? taken
      if (now.state === 'stopped' && !isConflict(now.problem) && !now.unsure) await change(now.owner, now.key, () => null)
      if (now.state === 'sent') await remove(now.owner, now.key)
      return now
    },

    /** Its writer looked at what others did and wants it recorded all the same, onto the version they saw now. */
    sendAfterAll: (owner: Owner, key: string, version?: number) =>
      change(owner, key, (entry) => {
        if (entry.state !== 'stopped' && entry.state !== 'givenUp') return undefined
        const kept = { ...entry, state: 'waiting', ...(version === undefined ? {} : { version }) } satisfies Entry
        delete kept.problem
        return moved(kept)
      }),

    giveUp: (owner: Owner, key: string) => change(owner, key, (entry) => (entry.state === 'sent' ? undefined : moved(entry, { state: 'givenUp' }))),

    /** Takes it out to be changed, once its content is kept elsewhere. Not while it may have arrived as it is. */
    takeBack: (owner: Owner, key: string, keep: (entry: Entry) => Promise<void>): Promise<boolean> =>
      alone(async () => {
        const entry = await find(owner, key)
        if (!entry || entry.state === 'sent' || entry.unsure) return false
        await keep(entry)
        const gone = !!(await store.replace(entry, null))
        changed()
        return gone
      }),
  }
}

export type Outbox = ReturnType<typeof createOutbox>
