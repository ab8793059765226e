import { expect, it } from 'vitest'
import type { Trend } from '@/lib/api/types'
import { layOut } from './trend-chart'

const trend: Trend = {
  indicatorCode: 'SCH-18b',
  points: [
    { period: '2024-2025', value: '0.90', status: 'NotMet' },
    { period: '2025-2026', value: '0.70', status: 'Met' },
    { period: '2026-2027', value: null, status: 'NoData' },
  ],
  targets: [
    { year: 2025, operator: 'Lt', value: '0.8', source: '' },
    { year: 2030, operator: 'Lt', value: '0.65', source: '' },
  ],
}

it('places results and targets on one scale and leaves out what has no data', () => {
  const chart = layOut(trend)
  expect(chart?.results.map((dot) => dot.label)).toEqual(['2024-2025', '2025-2026'])
  expect(chart?.targets).toHaveLength(2)
  // Lower value stands lower; later year stands further right.
  expect(chart!.results[0]!.y).toBeLessThan(chart!.results[1]!.y)
  expect(chart!.targets[1]!.x).toBeGreaterThan(chart!.results[1]!.x)
})

it('draws nothing rather than an empty frame', () => {
  expect(layOut({ indicatorCode: 'x', points: [], targets: [] })).toBeNull()
})

it('survives a single point', () => {
  const chart = layOut({ indicatorCode: 'x', points: [{ period: '2026', value: '0', status: 'Met' }], targets: [] })
  expect(chart?.results[0]).toMatchObject({ x: expect.any(Number), y: expect.any(Number) })
  expect(Number.isNaN(chart?.results[0]?.y)).toBe(false)
})
