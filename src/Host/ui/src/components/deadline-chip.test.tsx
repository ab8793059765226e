import { render, screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { DeadlineChip, readClock } from './deadline-chip'

const now = new Date('2026-11-22T08:00:00Z')
const inHours = (n: number) => new Date(now.getTime() + n * 3_600_000).toISOString()

it('turns to "soon" in the last fifth of its time, or when the rule says so', () => {
  expect(readClock({ status: 'Pending', startedAt: inHours(-6), dueAt: inHours(6) }, now).kind).toBe('left')
  expect(readClock({ status: 'Pending', startedAt: inHours(-10), dueAt: inHours(2) }, now).kind).toBe('soon')
  expect(readClock({ status: 'Pending', warnAt: inHours(1), dueAt: inHours(2) }, now).kind).toBe('left')
})

it('is overdue by the clock even before the server has said so, unless it stands still', () => {
  expect(readClock({ status: 'Pending', dueAt: inHours(-1) }, now).kind).toBe('overdue')
  expect(readClock({ status: 'Met', dueAt: inHours(-1) }, now).kind).toBe('met')
  expect(readClock({ status: 'Paused', dueAt: inHours(-1) }, now).kind).toBe('paused')
})

it('says it in words, not by colour alone', () => {
  render(<DeadlineChip clock={{ status: 'Met', dueAt: inHours(1) }} />)
  expect(screen.getByText('Đúng hạn')).toBeTruthy()
})
