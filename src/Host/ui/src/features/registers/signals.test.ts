import { expect, test } from 'vitest'
import { schoolYearOf } from './dropouts'
import { inTenths, signalBody, signalErrors, signalValues, tenths } from './signals'

test('a mark is kept in tenths, with comma or point', () => {
  expect(inTenths('6,5')).toBe(65)
  expect(inTenths('6.5')).toBe(65)
  expect(inTenths('10')).toBe(100)
  expect(inTenths('10,5')).toBeUndefined()
  expect(inTenths('6,55')).toBeUndefined()
  expect(tenths(65)).toBe('6,5')
})

test('what is left empty is not sent, and what is no number is said at its field', () => {
  expect(signalBody(signalValues({ unexcusedDays: 3 }))).toEqual({ unexcusedDays: 3, household: [] })
  expect(signalErrors({ ...signalValues(), absentDays: 'nhiều', average: '12' }, { badNumber: 'n', badAverage: 'a' })).toEqual({ absentDays: 'n', average: 'a' })
})

test('a school year begins in August', () => {
  expect(schoolYearOf('2026-07-31')).toBe('2025-2026')
  expect(schoolYearOf('2026-08-01')).toBe('2026-2027')
})
