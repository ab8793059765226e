import { describe, expect, it } from 'vitest'
import { Problem } from '../api/problem'
import { MemoryStore } from '@/testing/interleavings/two-devices'
import { deviceTime, isHeld, nextToSend, type Entry, type Intention } from './entry'
import { createOutbox, type Taken } from './outbox'

const now = new Date('2026-11-26T13:15:00Z')
const made = (key: string, more: Partial<Intention> = {}): Intention => ({
  key,
  owner: 'ví-dụ',
  line: 'ca-1',
  method: 'POST',
  path: '/cases/ca-1/closure',
  body: { summary: key },
  version: 5,
  madeAt: deviceTime(now, 420),
  about: {},
  values: { summary: key },
  ...more,
})
const refusal = (status: number, type: string) => new Problem({ type, title: 'không', status })

const outboxWith = (send: (entry: Entry) => Promise<Taken>, ready = true) =>
  createOutbox({ store: new MemoryStore(), send, ready: async () => ready, alone: (work) => work(), now: () => now })

describe('the time of the device', () => {
  it('is what a person there saw, with the offset from UTC', () => {
    expect(deviceTime(now, 420)).toBe('2026-11-26T20:15:00+07:00')
    expect(deviceTime(now, -210)).toBe('2026-11-26T09:45:00-03:30')
    expect(deviceTime(now, 0)).toBe('2026-11-26T13:15:00+00:00')
  })
})

describe('what is sent next', () => {
  const entry = (order: number, line: string, state: Entry['state']) => ({ ...made(String(order), { line }), order, revision: 1, state, unsure: false, since: '' })
  it('is the first in order, but nothing behind one of its case that waits for a decision', () => {
    const entries = [entry(1, 'ca-1', 'stopped'), entry(2, 'ca-1', 'waiting'), entry(3, 'ca-2', 'waiting')]
    expect(nextToSend(entries)?.order).toBe(3)
    expect(entries.map((it) => isHeld(it, entries))).toEqual([false, true, false])
  })
})

describe('the outbox', () => {
  it('sends again with the same key after an answer was lost', async () => {
    const keys: string[] = []
    const outbox = outboxWith(async (entry) => {
      keys.push(entry.key)
      if (keys.length === 1) throw new TypeError('lost')
      return { data: {}, version: 6 }
    })
    expect((await outbox.submit(made('một'))).state).toBe('waiting')
    expect(await outbox.find('ví-dụ', 'một')).toMatchObject({ state: 'waiting', unsure: true })
    expect(await outbox.drain('ví-dụ')).toBe(true)
    expect(keys).toEqual(['một', 'một'])
    expect(await outbox.find('ví-dụ', 'một')).toMatchObject({ state: 'sent', body: null, unsure: false })
  })

  it('brings those made after it along to the version the server answered', async () => {
    const versions: (number | undefined)[] = []
    const outbox = outboxWith(async (entry) => {
      versions.push(entry.version)
      return { data: {}, version: (entry.version ?? 0) + 2 }
    })
    for (const key of ['một', 'hai', 'ba']) await outbox.take(made(key))
    await outbox.drain('ví-dụ')
    expect(versions).toEqual([5, 7, 9])
  })

  it('stops at a conflict and sends it onto the new version only when its writer says so', async () => {
    const outbox = outboxWith(async (entry) => {
      if (entry.version === 5) throw refusal(412, '/problems/changed-meanwhile')
      return { data: {}, version: 9 }
    })
    await outbox.take(made('một'))
    await outbox.take(made('hai'))
    await outbox.drain('ví-dụ')
    expect((await outbox.all('ví-dụ')).map((it) => it.state)).toEqual(['stopped', 'waiting'])
    await outbox.sendAfterAll('ví-dụ', 'một', 8)
    await outbox.drain('ví-dụ')
    // The second was written on version 5 as well, and meets what others did itself.
    expect((await outbox.all('ví-dụ')).map((it) => it.state)).toEqual(['sent', 'stopped'])
  })

  it('deletes nothing that was not given up first', async () => {
    const outbox = outboxWith(async () => ({ data: {} }), false)
    await outbox.take(made('một'))
    await outbox.remove('ví-dụ', 'một')
    expect(await outbox.all('ví-dụ')).toHaveLength(1)
    await outbox.giveUp('ví-dụ', 'một')
    await outbox.remove('ví-dụ', 'một')
    expect(await outbox.all('ví-dụ')).toHaveLength(0)
  })

  it('does not let be changed what may have arrived as it is', async () => {
    const outbox = outboxWith(() => Promise.reject(new TypeError('lost')))
    await outbox.submit(made('một'))
    expect(await outbox.takeBack('ví-dụ', 'một', async () => undefined)).toBe(false)
    expect(await outbox.all('ví-dụ')).toHaveLength(1)
  })

  it('goes on with other cases where the server fails on one', async () => {
    const outbox = outboxWith(async (entry) => {
      if (entry.line === 'ca-1') throw refusal(500, '/problems/unexpected')
      return { data: {} }
    })
    await outbox.take(made('một'))
    await outbox.take(made('hai', { line: 'ca-2' }))
    expect(await outbox.drain('ví-dụ')).toBe(false)
    expect((await outbox.all('ví-dụ')).map((it) => it.state)).toEqual(['waiting', 'sent'])
  })

  it('shows one owner nothing of another', async () => {
    const outbox = outboxWith(async () => ({ data: {} }), false)
    await outbox.take(made('một'))
    expect(await outbox.all('người-khác')).toEqual([])
  })
})
