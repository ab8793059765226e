import { describe, expect, it } from 'vitest'
import type { HistoryEntry } from '@/lib/api/types'
import { inOrder, instantOf, isShown, marksOf, reached, readMoment, renamed, writeMoment } from './moment'

const entry = (version: number, occurred: string, recorded: string) =>
  ({ version, sequence: version + 30, occurredAt: `2026-11-${occurred}Z`, recordedAt: `2026-11-${recorded}Z`, type: 'case_reviewed' }) as HistoryEntry

// The third was told a day late: it happened before the second.
const entries = [entry(1, '20T08:00:00', '20T08:00:00.1'), entry(2, '22T08:00:00', '22T08:00:00.123456'), entry(3, '21T08:00:00', '22T09:00:00'), entry(4, '22T09:00:00', '22T09:00:00')]

describe('the marks', () => {
  it('stand in the order of recording, of happening, or of versions', () => {
    expect(marksOf(entries, 'knownAt').map((mark) => mark.entries.map((e) => e.version))).toEqual([[1], [2], [3, 4]])
    expect(marksOf(entries, 'asOf').map((mark) => mark.entries.map((e) => e.version))).toEqual([[1], [3], [2], [4]])
    expect(marksOf(entries, 'version').map((mark) => mark.value)).toEqual(['1', '2', '3', '4'])
  })
  it('are reached to the microsecond', () => {
    const marks = marksOf(entries, 'knownAt')
    expect(reached(marks, { by: 'knownAt', value: '2026-11-22T08:00:00.123Z' })).toBe(1)
    expect(reached(marks, { by: 'knownAt', value: '2026-11-22T08:00:00.123456Z' })).toBe(2)
    expect(reached(marks, { by: 'knownAt', value: '2026-11-19T00:00:00Z' })).toBe(0)
  })
})

it('knows what was not known yet though it had happened', () => {
  const at = '2026-11-22T08:30:00Z'
  expect(isShown(entries[2]!, { by: 'knownAt', value: at })).toBe(false)
  expect(isShown(entries[2]!, { by: 'asOf', value: at })).toBe(true)
  expect(isShown(entries[2]!, { by: 'version', value: '2' })).toBe(false)
})

it('names the same moment another way', () => {
  expect(renamed(entries, { by: 'knownAt', value: '2026-11-22T08:30:00Z' }, 'version')).toEqual({ by: 'version', value: '2' })
  expect(renamed(entries, { by: 'version', value: '2' }, 'knownAt')).toEqual({ by: 'knownAt', value: entries[1]!.recordedAt })
  expect(renamed(entries, { by: 'knownAt', value: '2026-11-19T00:00:00Z' }, 'version')).toEqual({ by: 'version', value: '1' })
  expect(instantOf(entries, { by: 'asOf', value: '2026-11-22T08:30:00Z' })).toBe('2026-11-22T08:30:00Z')
})

it('orders versions as numbers', () => {
  const [two, ten] = [{ by: 'version', value: '2' } as const, { by: 'version', value: '10' } as const]
  expect(inOrder(ten, two)).toEqual([two, ten])
})

describe('the address', () => {
  const through = (search: string) => readMoment(new URLSearchParams(search))
  it('keeps the moment and what it is compared with', () => {
    const moment = { by: 'version', value: '7' } as const
    const search = writeMoment(new URLSearchParams('luc=2026-11-22T08:00:00Z&x=1'), moment, { by: 'version', value: '3' })
    expect(search.toString()).toBe('x=1&phien-ban=7&so-voi=3')
    expect(readMoment(search)).toEqual({ moment, other: { by: 'version', value: '3' } })
    expect(writeMoment(search, undefined).toString()).toBe('x=1')
  })
  it('takes nonsense for no moment', () => {
    expect(through('luc=yesterday').moment).toBeUndefined()
    expect(through('phien-ban=-1').moment).toBeUndefined()
    expect(through('luc=2026-11-22T08:00:00Z&so-voi=x').other).toBeUndefined()
  })
})
