import { describe, expect, it } from 'vitest'
import { compareInstants, dateTime, dueTime, duration, exactTime, instantOf, parseDate, parseTime, plainDate, today } from './dates'

const hours = (n: number) => n * 3_600_000

describe('time in words', () => {
  it('uses at most two units', () => {
    expect(duration(hours(3) + 12 * 60_000, 'vi')).toBe('3 giờ 12 phút')
    expect(duration(hours(51), 'vi')).toBe('2 ngày 3 giờ')
    expect(duration(hours(24), 'vi')).toBe('1 ngày')
    expect(duration(-hours(2), 'vi')).toBe('2 giờ')
    expect(duration(20_000, 'vi')).toBe('1 phút')
  })
  it('knows English plurals', () => {
    expect(duration(hours(25), 'en')).toBe('1 day 1 hour')
    expect(duration(hours(2) + 60_000, 'en')).toBe('2 hours 1 minute')
  })
})

describe('the order of the record', () => {
  it('goes by microseconds, however many digits are written', () => {
    expect(compareInstants('2026-11-25T21:54:47.846Z', '2026-11-25T21:54:47.846413Z')).toBeLessThan(0)
    expect(compareInstants('2026-11-25T21:54:47.9Z', '2026-11-25T21:54:47.846413Z')).toBeGreaterThan(0)
    expect(compareInstants('2026-11-25T21:54:47Z', '2026-11-25T21:54:47.000Z')).toBe(0)
    expect(compareInstants('2026-11-25T21:54:48Z', '2026-11-25T21:54:47.999999Z')).toBeGreaterThan(0)
  })
})

describe('Viet Nam time', () => {
  it('says seconds where minutes do not tell apart', () => {
    expect(exactTime('2026-09-04T17:30:09.5Z')).toBe('05/09/2026 00:30:09')
    expect(exactTime(null)).toBe('–')
  })

  it('crosses midnight seven hours early', () => {
    expect(dateTime('2026-09-04T17:30:00Z')).toBe('05/09/2026 00:30')
    expect(today(new Date('2026-12-31T17:00:00Z'))).toBe('2027-01-01')
    expect(instantOf('2026-09-05', '00:30')).toBe('2026-09-04T17:30:00.000Z')
  })
  it('calls a limit that ends at midnight the end of the day before', () => {
    expect(dueTime('2026-11-30T17:00:00Z', 'vi')).toBe('hết ngày 30/11/2026')
    expect(dueTime('2026-11-30T17:00:00Z', 'en')).toBe('end of 30/11/2026')
    expect(dueTime('2026-11-30T16:30:00Z', 'vi')).toBe('30/11/2026 23:30')
  })
  it('says nothing rather than something wrong', () => {
    expect(dateTime(null)).toBe('–')
    expect(dateTime('not a time')).toBe('–')
    expect(plainDate(undefined)).toBe('–')
  })
})

describe('what people type', () => {
  it('reads days and refuses days that do not exist', () => {
    expect(parseDate('5/9/2026')).toBe('2026-09-05')
    expect(parseDate('05-09-2026')).toBe('2026-09-05')
    expect(parseDate('31/02/2026')).toBeNull()
    expect(parseDate('2026-09-05')).toBeNull()
  })
  it('reads times as Vietnamese people write them', () => {
    expect(parseTime('7h30')).toBe('07:30')
    expect(parseTime('7h')).toBe('07:00')
    expect(parseTime('19:05')).toBe('19:05')
    expect(parseTime('25:00')).toBeNull()
  })
})
