import { expect, it } from 'vitest'
import type { ReadRow } from '@/lib/api/types'
import { groupReads } from './group-reads'

const read = (sequence: number, seconds: number, other: Partial<ReadRow> = {}) =>
  ({
    sequence,
    at: new Date(Date.UTC(2026, 10, 25, 8, 0, seconds)).toISOString(),
    person: { id: 'p', name: 'Dương Văn Kiểm Thử' },
    subjectId: 'c',
    refusal: null,
    purpose: 'Audit',
    reason: null,
    what: 'readCase',
    ...other,
  }) as ReadRow

const sizes = (rows: ReadRow[]) => groupReads(rows).map((visit) => visit.parts.length)

it('takes the parts of one page for one visit', () => {
  expect(sizes([read(3, 2), read(2, 1), read(1, 0)])).toEqual([3])
})

it('keeps apart what differs in person, thing, outcome, purpose or time', () => {
  expect(sizes([read(2, 1), read(1, 0, { person: { id: 'q', name: '' } })])).toEqual([1, 1])
  expect(sizes([read(2, 1), read(1, 0, { subjectId: 'd' })])).toEqual([1, 1])
  expect(sizes([read(2, 1), read(1, 0, { refusal: 'not-found' })])).toEqual([1, 1])
  expect(sizes([read(2, 1), read(1, 0, { purpose: 'Technical' })])).toEqual([1, 1])
  expect(sizes([read(2, 90), read(1, 0)])).toEqual([1, 1])
})

it('never joins searches or people without an account, and loses no row', () => {
  const rows = [read(4, 3, { subjectId: null }), read(3, 2, { subjectId: null }), read(2, 1, { person: { id: null, name: '' } }), read(1, 0, { person: { id: null, name: '' } })]
  expect(sizes(rows)).toEqual([1, 1, 1, 1])
})
