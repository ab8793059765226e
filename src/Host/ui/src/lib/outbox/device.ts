import { Problem } from '../api/problem'
import { notePosition } from '../api/position'
import { queryClient } from '../query-client'
import { deviceTime, type Entry, type Intention, type Owner } from './entry'
import { openStore, type Draft, type Drafts } from './indexed-db-store'
import { createOutbox, isConflict, type Outbox } from './outbox'
import { isReady, sendEntry } from './send-entry'

export interface Device {
  outbox: Outbox
  drafts: Drafts
  /** Deletes everything of this owner, and the key it could be read with. */
  forget: (owner: Owner) => Promise<void>
}

const outboxQuery = ['outbox']
const channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('outbox')
const reread = () => void queryClient.invalidateQueries({ queryKey: outboxQuery })
if (channel) channel.onmessage = reread

const tell = () => {
  reread()
  channel?.postMessage('changed')
}

let turn: Promise<unknown> = Promise.resolve()
/** One sender among all tabs. */
const alone = <T>(work: () => Promise<T>): Promise<T> => {
  if ('locks' in navigator) return navigator.locks.request('outbox', work) as Promise<T>
  const mine = turn.then(work, work)
  turn = mine.catch(() => undefined)
  return mine
}

const open = async (): Promise<Device | undefined> => {
  // Opened by plain address inside a school's network there is no encryption in the browser, and nothing is kept without it.
  if (!isSecureContext || typeof indexedDB === 'undefined') return undefined
  try {
    const { entries, drafts, forget } = await openStore()
    const outbox = createOutbox({ store: entries, send: sendEntry, ready: isReady, alone, now: () => new Date(), changed: tell })
    return {
      outbox,
      drafts: {
        ...drafts,
        save: (owner, draft) => drafts.save(owner, draft).then(tell),
        remove: (owner, name) => drafts.remove(owner, name).then(tell),
      },
      forget: (owner) => forget(owner).then(tell),
    }
  } catch {
    return undefined // a private window may refuse
  }
}

let opened: Promise<Device | undefined> | undefined
/** What this device keeps of unsent work; undefined where it cannot keep anything safely. */
export const device = () => (opened ??= open())

/** It is kept and will be sent; there is nothing to show as an answer yet. */
export class Queued extends Error {
  constructor(readonly entry: Entry) {
    super('queued')
  }
}

/** Somebody wrote first, or what became of it is not certain. It is kept in the list, where its writer decides. */
export class Conflict extends Error {
  constructor(readonly entry: Entry) {
    super('conflict')
  }
}

/**
 * Keeps it, then sends it with everything that was made before it. Answers like the server would have, or rejects: with the
 * server's refusal, with Queued, with Conflict.
 */
export const submit = async (intention: Omit<Intention, 'madeAt'>): Promise<unknown> => {
  const made: Intention = { ...intention, madeAt: deviceTime(new Date()) }
  const here = await device()
  if (!here) return (await sendEntry(made)).data
  let now: Entry
  try {
    now = await here.outbox.submit(made)
  } catch {
    return (await sendEntry(made)).data // a full device keeps nothing more; then it is sent or it is not, with the same key
  }
  if (now.state === 'sent') return now.answer
  if (now.state === 'stopped' && now.problem) {
    if (isConflict(now.problem) || now.unsure) throw new Conflict(now)
    throw new Problem(now.problem)
  }
  void navigator.storage?.persist?.()
  throw new Queued(now)
}

/** Sends what waits, and has everything shown read anew when something went or met what others did. True when nothing waits for a connection. */
export const sendWaiting = async (owner: Owner): Promise<boolean> => {
  const here = await device()
  if (!here) return true
  const before = await here.outbox.all(owner)
  const done = await here.outbox.drain(owner)
  const went = (await here.outbox.all(owner)).filter((entry) => before.some((it) => it.key === entry.key && it.state !== entry.state))
  for (const { answer } of went) if (answer && typeof answer === 'object' && 'position' in answer) notePosition(Number(answer.position))
  if (went.length > 0) await queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== outboxQuery[0] })
  return done
}

export interface Kept {
  entries: Entry[]
  drafts: Draft[]
}

export const keptQuery = (owner: Owner | undefined) => ({
  queryKey: [...outboxQuery, owner],
  queryFn: async (): Promise<Kept> => {
    const here = owner === undefined ? undefined : await device()
    return { entries: (await here?.outbox.all(owner as Owner)) ?? [], drafts: (await here?.drafts.all(owner as Owner)) ?? [] }
  },
})
