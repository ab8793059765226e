import { expect, it } from 'vitest'
import { daysLeft, lastDay } from './separation'

it('counts 15 days from the day after it starts, by the day in Viet Nam', () => {
  expect(lastDay('2026-11-21T10:00:00Z')).toBe('2026-12-06')
  // Half past midnight on the 22nd in Viet Nam.
  expect(lastDay('2026-11-21T17:30:00Z')).toBe('2026-12-07')
})

it('has none left on its last day', () => {
  expect(daysLeft('2026-12-06', new Date('2026-12-04T17:30:00Z'))).toBe(1)
  expect(daysLeft('2026-12-06', new Date('2026-12-06T10:00:00Z'))).toBe(0)
  expect(daysLeft('2026-12-06', new Date('2026-12-06T17:30:00Z'))).toBe(-1)
})
