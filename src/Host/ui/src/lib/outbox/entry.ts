import type { ProblemDocument } from '../api/problem'

/** Who pressed the button: a person's id, or nobody in particular. One sees nothing of the other's. */
export type Owner = string
export const nobody: Owner = 'anonymous'

/** What the list says about an entry, without a word of its content. */
export interface About {
  /** The step of the procedure; a report has none. */
  step?: string
  /** The file's reference. */
  reference?: string
  /** Where its form stands. */
  address?: string
}

/** What a person wants recorded, as they left it when they pressed the button. */
export interface Intention {
  /** Goes with every try as Idempotency-Key, so that the server records it once. */
  key: string
  owner: Owner
  /** Entries of one line are sent in the order they were made: the case they are about, or themselves alone. */
  line: string
  method: 'POST' | 'PUT'
  path: string
  body: unknown
  /** The version of the file its writer had seen. */
  version?: number
  /** The device's clock and its offset from UTC: "2026-11-26T20:15:00+07:00". */
  madeAt: string
  about: About
  /** What stood in the form, so that it can be opened again and changed. */
  values?: unknown
}

/**
 * waiting: not sent, or sent and no answer came. stopped: the server answered with a refusal, or somebody wrote first; its
 * writer decides. givenUp: its writer decided against it, and has not deleted it. sent: recorded by the server, content wiped.
 */
export type State = 'waiting' | 'stopped' | 'givenUp' | 'sent'

export interface Entry extends Intention {
  /** Its place among what this device took, given by the store. */
  order: number
  /** Rises with every change, so that two tabs cannot overwrite each other's. */
  revision: number
  state: State
  /** It was sent and no answer came: it may have arrived. */
  unsure: boolean
  problem?: ProblemDocument
  answer?: unknown
  /** The device's clock at the last change of state. */
  since: string
}

const two = (n: number) => String(Math.floor(Math.abs(n))).padStart(2, '0')

/** The device's own clock, with its offset: what a person there saw when they pressed the button. */
export const deviceTime = (now: Date, offset = -now.getTimezoneOffset()): string =>
  `${new Date(Math.floor(now.getTime() / 1000) * 1000 + offset * 60_000).toISOString().slice(0, 19)}${offset < 0 ? '-' : '+'}${two(offset / 60)}:${two(offset % 60)}`

/** Still asks something of the person or of the connection. */
export const isOpen = (entry: Entry) => entry.state === 'waiting' || entry.state === 'stopped'

/** The first that may be sent: nothing before it in its line waits for a decision. Lines beside it go on. */
export const nextToSend = (entries: Entry[], failing: ReadonlySet<string> = new Set()): Entry | undefined => {
  const held = new Set([...failing, ...entries.filter((entry) => entry.state === 'stopped').map((entry) => entry.line)])
  return entries.find((entry) => entry.state === 'waiting' && !held.has(entry.line))
}

/** Waits behind one of its line that its writer must decide about first. */
export const isHeld = (entry: Entry, entries: Entry[]): boolean =>
  entry.state === 'waiting' && entries.some((other) => other.state === 'stopped' && other.line === entry.line && other.order < entry.order)
