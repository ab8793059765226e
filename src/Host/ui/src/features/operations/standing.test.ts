import { describe, expect, it } from 'vitest'
import { mostUrgentFirst, percentOf, signOf, standingOf } from './standing'

const one = (state: 'Running' | 'CatchingUp' | 'Stopped', parkedStreams = 0, name = '') => ({ state, parkedStreams, name })

describe('how a subscription stands', () => {
  it('says what needs a person before anything else', () => {
    expect(standingOf(one('Stopped', 3))).toBe('Stopped')
    expect(standingOf(one('Running', 1))).toBe('Parked')
    expect(standingOf(one('CatchingUp', 1))).toBe('Parked')
    expect(standingOf(one('CatchingUp'))).toBe('CatchingUp')
    expect(standingOf(one('Running'))).toBe('Running')
  })

  it('has a shape of its own for each word', () => {
    const shapes = Object.values(signOf).map((look) => look.sign)
    expect(new Set(shapes).size).toBe(shapes.length)
  })

  it('puts stopped and parked first and does not shuffle those that only read', () => {
    const all = [one('Running', 0, 'a'), one('CatchingUp', 0, 'b'), one('Running', 2, 'c'), one('Running', 0, 'd'), one('Stopped', 0, 'e')]
    expect(mostUrgentFirst(all).map((s) => s.name)).toEqual(['e', 'c', 'a', 'b', 'd'])
    expect(all[0]?.name).toBe('a')
  })
})

describe('a rebuild', () => {
  it('is never said to be done before it is', () => {
    expect(percentOf({ position: 0, head: 0 })).toBe(0)
    expect(percentOf({ position: 50, head: 200 })).toBe(25)
    expect(percentOf({ position: 200, head: 200 })).toBe(99)
    expect(percentOf({ position: 300, head: 200 })).toBe(99)
  })
})
