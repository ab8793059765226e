import { AsyncLocalStorage } from 'node:async_hooks'
import { deviceTime, nobody, type Entry, type Intention, type Owner } from '../../lib/outbox/entry'
import { createOutbox, isConflict, type Outbox } from '../../lib/outbox/outbox'
import { isReady, sendEntry } from '../../lib/outbox/send-entry'
import type { Store } from '../../lib/outbox/store'

/**
 * Two devices of one worker, or of two, on the same case of a running platform: they write, lose connections, answers and their
 * power, and decide conflicts, in random order. The outbox is the one of the user interface; only what it stands on is another:
 * a store in memory instead of IndexedDB, and a network that breaks when told to.
 */
export class MemoryStore implements Store {
  private readonly entries = new Map<number, Entry>()
  private last = 0

  async all(owner: Owner) {
    return structuredClone([...this.entries.values()].filter((entry) => entry.owner === owner))
  }

  async add(entry: Omit<Entry, 'order' | 'revision'>) {
    const there = [...this.entries.values()].find((it) => it.owner === entry.owner && it.key === entry.key)
    if (there) return structuredClone(there)
    const added = { ...structuredClone(entry), order: ++this.last, revision: 1 }
    this.entries.set(added.order, added)
    return structuredClone(added)
  }

  async replace(before: Entry, after: Entry | null) {
    if (this.entries.get(before.order)?.revision !== before.revision) return undefined
    const written = { ...structuredClone(after ?? before), order: before.order, revision: before.revision + 1 }
    if (after) this.entries.set(before.order, written)
    else this.entries.delete(before.order)
    return structuredClone(written)
  }
}

export type Random = () => number
export const randomOf = (seed: number): Random => () => {
  seed = (seed + 0x6d2b79f5) | 0
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296
}
const pick = <T>(random: Random, from: readonly T[]): T => from[Math.floor(random() * from.length)] as T

/** A person signed in at the server. */
export interface Worker {
  id: string
  cookie: string
  csrfToken: string
}

type Fault = 'none' | 'loseRequest' | 'loseAnswer' | 'arrivesLate' | 'dies'
const never = new Promise<never>(() => undefined)

/** One opened page. When it dies nothing of it goes on; what it stored and what it sent stays. */
class Tab {
  dead = false
  readonly died: Promise<'died'>
  readonly outbox: Outbox
  private tell: (how: 'died') => void = () => undefined

  constructor(readonly device: Device) {
    this.died = new Promise((resolve) => (this.tell = resolve))
    const living = <A extends unknown[], T>(work: (...args: A) => Promise<T>) => async (...args: A): Promise<T> => {
      if (this.dead) return never
      if (device.storeDiesAt === 0 && device.diesBefore) this.die()
      if (this.dead) return never
      const result = await work(...args)
      if (device.storeDiesAt-- === 0) this.die()
      return this.dead ? never : result
    }
    const { store } = device
    this.outbox = createOutbox({
      store: { all: living((owner) => store.all(owner)), add: living((entry) => store.add(entry)), replace: living((before, after) => store.replace(before, after)) },
      send: sendEntry,
      ready: isReady,
      alone: (work) => (device.locks ? device.alone(this, work) : work()),
      now: () => device.now(),
    })
  }

  die() {
    this.dead = true
    this.device.storeDiesAt = -1
    this.tell('died')
  }

  /** Runs as this tab, to its end or to that of the tab. */
  run = <T>(work: (outbox: Outbox) => Promise<T>): Promise<T | 'died'> => network.run(this, () => Promise.race([work(this.outbox), this.died]))
}

export class Device {
  readonly store = new MemoryStore()
  /** Forms as far as they were typed; on the device like the store. */
  readonly drafts = new Set<string>()
  online = true
  fault: Fault = 'none'
  /** How many more uses of the store the page that uses it lives; -1: it does not die there. */
  storeDiesAt = -1
  diesBefore = false
  seen = 0
  tab: Tab
  private turn: Promise<unknown> = Promise.resolve()

  constructor(
    readonly name: string,
    readonly worker: Worker,
    /** Minutes by which its clock is wrong, and its offset from UTC. */
    readonly clock: { wrongBy: number; offset: number },
    /** Whether the browser has Web Locks: without them two tabs send at once. */
    readonly locks: boolean,
  ) {
    this.tab = new Tab(this)
  }

  now = () => new Date(Date.now() + this.clock.wrongBy * 60_000)

  restart() {
    this.tab.die()
    this.fault = 'none'
    this.tab = new Tab(this)
  }

  otherTab = () => new Tab(this)

  alone<T>(tab: Tab, work: () => Promise<T>): Promise<T> {
    const mine = this.turn.then(work)
    this.turn = Promise.race([mine, tab.died]).catch(() => undefined)
    return mine
  }
}

const network = new AsyncLocalStorage<Tab>()
const underway = new Set<Promise<unknown>>()
/** Waits for what was sent and given up waiting for. */
export const everythingArrived = () => Promise.all([...underway])

/** The network between the devices and the platform at this address. */
export const connect = (address: string) => {
  const real = globalThis.fetch
  Object.defineProperty(globalThis, 'navigator', { configurable: true, value: { get onLine() { return network.getStore()?.device.online ?? true } } })
  globalThis.fetch = async (input, init = {}) => {
    const tab = network.getStore()
    if (!tab) return real(input, init)
    const { device } = tab
    if (tab.dead) return never
    if (!device.online) throw new TypeError('no network')
    const fault = init.method === 'GET' ? 'none' : device.fault
    if (fault !== 'none') device.fault = 'none'
    if (fault === 'loseRequest') throw new TypeError('the request was lost')
    const headers = new Headers(init.headers)
    headers.delete('X-CSRF-Token') // of one page; all devices of this test share one program
    if (init.credentials !== 'omit') {
      headers.set('Cookie', device.worker.cookie)
      if (init.method !== 'GET') headers.set('X-CSRF-Token', device.worker.csrfToken)
    }
    const asked = async () => {
      const response = await real(new URL(String(input), address), { method: init.method ?? 'GET', headers, body: init.body ?? null })
      // Read to the end: what is lost below was committed.
      return new Response(response.status === 204 ? null : await response.arrayBuffer(), { status: response.status, headers: response.headers })
    }
    if (fault === 'arrivesLate') {
      const late = new Promise((resolve) => setTimeout(resolve, 30)).then(asked, () => undefined)
      underway.add(late)
      void late.finally(() => underway.delete(late))
      throw new TypeError('given up waiting')
    }
    const response = await asked()
    if (fault === 'dies') tab.die()
    if (tab.dead) return never
    if (fault === 'loseAnswer') throw new TypeError('the answer was lost')
    return response
  }
}

/** What became of what a person pressed the button for, as they saw it. */
interface Pressed {
  device: Device
  marker: string
  intention: Intention
  kind: Kind
  /** Seen in the form: recorded, or refused. */
  answered?: 'sent' | 'refused'
  /** Its writer deleted it, or took it back to change it. */
  ended?: 'deleted' | 'changed'
  /** It may have arrived before its writer ended it. */
  mayHaveArrived?: boolean
  /** Its writer gave it up for a while, so it may stand after later ones. */
  outOfOrder?: boolean
  answer?: unknown
}

type Kind = 'opinion' | 'plan' | 'refused' | 'report' | 'anonymous'
const kinds: Kind[] = ['opinion', 'opinion', 'opinion', 'opinion', 'plan', 'plan', 'refused', 'report', 'anonymous']

interface HistoryEntry {
  version: number
  deviceTime?: string | null
  data: unknown
}
export interface Platform {
  history(caseId: string, after: number): Promise<HistoryEntry[]>
}

export interface Result {
  pressed: number
  inHistory: number
  conflicts: number
  refusals: number
  restarts: number
  /** References of reports that were answered; reports that may or may not have arrived. */
  reports: string[]
  uncertainReports: number
}

/** One interleaving. Throws, with everything one needs to see why, when something is lost, doubled or out of order. */
export const interleave = async (seed: number, name: string, caseId: string, start: number, workers: Worker[], platform: Platform): Promise<Result> => {
  const random = randomOf(seed)
  const chance = (of: number) => random() < of
  const story: string[] = []
  const all: Pressed[] = []
  const result: Result = { pressed: 0, inHistory: 0, conflicts: 0, refusals: 0, restarts: 0, reports: [], uncertainReports: 0 }
  const second = chance(0.5) ? 0 : 1
  const devices = [0, second].map(
    (who, i) =>
      new Device(`device ${i + 1}`, workers[who] as Worker, { wrongBy: chance(0.3) ? Math.floor(random() * 4000) - 2000 : 0, offset: pick(random, [420, 420, 0, -330, 540]) }, chance(0.7)),
  )
  devices.forEach((device) => (device.seen = start))

  const find = async (pressed: Pressed) => (await pressed.device.store.all(pressed.intention.owner)).find((entry) => entry.key === pressed.intention.key)

  const make = (device: Device, kind: Kind, marker: string): Intention => {
    const owner = kind === 'anonymous' ? nobody : device.worker.id
    const key = crypto.randomUUID()
    const occurredAt = new Date(Date.now() - 60_000).toISOString()
    const made = { key, owner, madeAt: deviceTime(device.now(), device.clock.offset), about: {}, values: marker }
    if (kind === 'report' || kind === 'anonymous')
      return { ...made, line: key, method: 'POST', path: '/cases/reports', body: { channel: 'Online', whatHappened: marker, knownAt: occurredAt } }
    const ofCase = { ...made, line: caseId, version: device.seen }
    if (kind === 'plan') return { ...ofCase, method: 'PUT', path: `/cases/${caseId}/plans/1`, body: { overallGoal: marker } }
    return { ...ofCase, method: 'POST', path: `/cases/${caseId}/child-opinions`, body: { about: marker, occurredAt, ...(kind === 'refused' ? {} : { opinion: marker }) } }
  }

  /** The form is kept until what became of it is known; then, as in the user interface, it is no longer needed. */
  const press = async (device: Device, kind: Kind, marker: string) => {
    const pressed: Pressed = { device, marker, kind, intention: make(device, kind, marker) }
    all.push(pressed)
    result.pressed++
    device.drafts.add(marker)
    const became = await device.tab.run((outbox) => outbox.submit(pressed.intention))
    if (became === 'died') return
    if (became.state === 'sent') {
      pressed.answered = 'sent'
      pressed.answer = became.answer
      const version = (became.answer as { version?: number }).version
      if (became.line === caseId && version) device.seen = version
    }
    if (became.state === 'stopped' && !isConflict(became.problem) && !became.unsure) {
      pressed.answered = 'refused'
      result.refusals++
      return // the form shows why, with everything in it
    }
    device.drafts.delete(marker)
  }

  const look = async (device: Device) => {
    if (!device.online) return
    const newest = (await platform.history(caseId, start)).at(-1)?.version
    if (newest) device.seen = newest
  }

  const decide = async (device: Device) => {
    const open: Pressed[] = []
    for (const pressed of all) {
      const entry = pressed.device === device ? await find(pressed) : undefined
      if (entry && (entry.state === 'stopped' || entry.state === 'givenUp' || (entry.state === 'waiting' && chance(0.2)))) open.push(pressed)
    }
    if (open.length === 0) return
    const pressed = pick(random, open)
    const entry = (await find(pressed)) as Entry
    if (isConflict(entry.problem)) result.conflicts++
    const how = entry.state === 'waiting' ? pick(random, ['change', 'giveUp'] as const) : pick(random, ['send', 'send', 'send', 'change', 'giveUp', 'remove'] as const)
    // What stopped holds those after it until it is sent after all; given up, it does not.
    if (how !== 'send' || entry.state === 'givenUp') pressed.outOfOrder = true
    story.push(`${device.name} decides ${pressed.marker}: ${how}`)
    const { owner, key } = entry
    if (how === 'send') {
      await look(device)
      await device.tab.run((outbox) => outbox.sendAfterAll(owner, key, entry.version === undefined ? undefined : device.seen))
    } else if (how === 'giveUp') await device.tab.run((outbox) => outbox.giveUp(owner, key))
    else if (how === 'remove') {
      const before = await find(pressed)
      const gone = await device.tab.run((outbox) => outbox.remove(owner, key))
      if (gone && before?.state === 'givenUp' && !(await find(pressed))) {
        pressed.ended = 'deleted'
        pressed.mayHaveArrived = before.unsure
      }
    } else {
      const taken = await device.tab.run((outbox) => outbox.takeBack(owner, key, async (it) => void device.drafts.add(String(it.values))))
      if (taken !== true && (await find(pressed))) return
      pressed.ended = 'changed'
      await look(device)
      await press(device, pressed.kind === 'refused' ? 'opinion' : pressed.kind, `${pressed.marker}+`)
      device.drafts.delete(pressed.marker)
    }
  }

  const drain = (device: Device) => device.tab.run(async (outbox) => (await outbox.drain(device.worker.id), await outbox.drain(nobody)))

  const act = async (device: Device) => {
    const roll = random()
    if (device.tab.dead) {
      story.push(`${device.name} starts again`)
      result.restarts++
      device.restart()
      return
    }
    device.fault = device.online && chance(0.45) ? pick(random, ['loseRequest', 'loseAnswer', 'loseAnswer', 'arrivesLate', 'dies'] as const) : 'none'
    if (chance(0.12)) {
      device.storeDiesAt = Math.floor(random() * 12)
      device.diesBefore = chance(0.5)
    }
    const how = device.fault === 'none' ? '' : `, ${device.fault}`
    if (roll < 0.4) {
      const kind = pick(random, kinds)
      const marker = `${name}-${all.length}`
      story.push(`${device.name} writes ${marker} (${kind}, on ${device.seen})${device.online ? how : ' without a connection'}`)
      await press(device, kind, marker)
    } else if (roll < 0.55) {
      device.online = !device.online
      story.push(`${device.name} ${device.online ? 'has a connection again' : 'loses its connection'}`)
      if (device.online) await drain(device)
    } else if (roll < 0.68) {
      story.push(`${device.name} sends${how}`)
      await drain(device)
    } else if (roll < 0.76) {
      story.push(`${device.name} sends from two tabs${device.locks ? '' : ' at once'}${how}`)
      const tab = device.otherTab()
      await Promise.all([drain(device), tab.run((outbox) => outbox.drain(device.worker.id))])
    } else if (roll < 0.82) {
      story.push(`${device.name} is switched off and on`)
      result.restarts++
      device.restart()
    } else if (roll < 0.85) await look(device)
    else await decide(device)
    device.fault = 'none'
    device.storeDiesAt = -1
  }

  /** The invariant. */
  const check = async (when: string) => {
    await everythingArrived()
    const history = await platform.history(caseId, start)
    const fail = (what: string): never => {
      throw new Error(`seed ${seed}, ${when}: ${what}\n${story.join('\n')}`)
    }
    let found = 0
    const order = new Map<string, number>()
    for (const pressed of all) {
      const { marker, intention, device } = pressed
      const here = history.filter((it) => JSON.stringify(it.data).includes(`"${marker}"`))
      const entry = await find(pressed)
      const ofCase = intention.line === caseId
      if (here.length > 1) fail(`${marker} is recorded ${here.length} times`)
      const [recorded] = here
      if (recorded) {
        found++
        if (recorded.deviceTime !== intention.madeAt) fail(`${marker} has the device time ${recorded.deviceTime}, not ${intention.madeAt}`)
        if (!pressed.outOfOrder) {
          const before = order.get(device.name) ?? 0
          if (recorded.version < before) fail(`${marker} stands before one that ${device.name} made earlier`)
          order.set(device.name, recorded.version)
        }
      }
      if (!ofCase) continue
      const must = (condition: boolean, what: string) => condition || fail(`${marker}: ${what} (in the history: ${here.length}, in the store: ${entry?.state ?? 'gone'})`)
      if (entry?.state === 'sent' || pressed.answered === 'sent') must(here.length === 1, 'said to be sent, but not recorded')
      else if (pressed.answered === 'refused' || pressed.ended === 'changed') must(here.length === 0, 'recorded although refused or taken back')
      else if (pressed.ended === 'deleted') must(here.length === 0 || !!pressed.mayHaveArrived, 'recorded although deleted while it could not have arrived')
      else if (entry) must(here.length === 0 || entry.unsure, 'recorded, but the list says it is not')
      else must(here.length === 1 || device.drafts.has(marker), 'gone: neither recorded, nor waiting, nor in a list, nor in its form')
    }
    result.inHistory = found
  }

  const steps = 8 + Math.floor(random() * 8)
  for (let i = 0; i < steps; i++)
    if (chance(0.25)) {
      story.push('both at once:')
      await Promise.all(devices.map(act))
    } else await act(pick(random, devices))
  await check('while it goes on')

  // Everybody comes back: with a connection and nothing broken, only what waits for its writer's decision is left.
  for (const device of devices) {
    device.restart()
    device.online = true
    await drain(device)
  }
  await check('at the end')
  // And then they decide, some of them.
  for (let i = 0; i < 4; i++)
    for (const device of devices) {
      await decide(device)
      await drain(device)
    }
  await check('after the decisions')
  for (const pressed of all) {
    const entry = await find(pressed)
    if (entry?.state === 'waiting' && !(await pressed.device.store.all(entry.owner)).some((it) => it.state === 'stopped' && it.line === entry.line))
      throw new Error(`seed ${seed}: ${pressed.marker} still waits although nothing holds it\n${story.join('\n')}`)
    if (pressed.intention.path !== '/cases/reports') continue
    const answer = (entry?.state === 'sent' ? entry.answer : pressed.answer) as { reference?: string } | undefined
    if (answer?.reference) result.reports.push(answer.reference)
    else if (!pressed.answered) result.uncertainReports++
  }
  return result
}
