import { expect, it } from 'vitest'
import type { BodyMark } from '@/lib/api/types'
import { regionAt, regions } from './body-regions'
import { daysOf, sightOn } from './marks'

const by = { id: null, name: 'Nguyễn Thị Ví Dụ' }
const mark: BodyMark = {
  number: 1,
  side: 'Front',
  x: 235,
  y: 320,
  kind: 'Bruise',
  sizeMm: 35,
  description: 'Xanh đậm',
  mistaken: false,
  occurredAt: '2026-11-20T03:00:00Z',
  recordedAt: '2026-11-20T03:00:00Z',
  by,
  looks: [
    { course: 'Healed', sizeMm: null, description: null, occurredAt: '2026-11-24T03:00:00Z', recordedAt: '2026-11-24T03:00:00Z', by },
    // Seen late in the evening of the 21st in Viet Nam, written down last.
    { course: 'Smaller', sizeMm: 15, description: null, occurredAt: '2026-11-21T16:30:00Z', recordedAt: '2026-11-25T03:00:00Z', by },
  ],
}

it('tells how a mark was last seen by the end of a day, in the order it happened', () => {
  expect(sightOn(mark, '2026-11-19')).toBeUndefined()
  expect(sightOn(mark, '2026-11-20')).toMatchObject({ course: null, sizeMm: 35 })
  expect(sightOn(mark, '2026-11-23')).toMatchObject({ course: 'Smaller', sizeMm: 15 })
  expect(sightOn(mark, '2026-11-24')).toMatchObject({ course: 'Healed' })
  expect(daysOf([mark])).toEqual(['2026-11-20', '2026-11-21', '2026-11-24'])
})

it('knows the child’s right from its left on both sides of the figure', () => {
  expect(regionAt('Front', 240, 330).code).toBe('upperArmR')
  expect(regionAt('Back', 240, 330).code).toBe('upperArmL')
  expect(regionAt('Back', 505, 400).code).toBe('lowerBack')
})

it('finds every place of the list again at its own spot', () => {
  for (const region of regions) expect(regionAt(region.side, region.x, region.y)).toBe(region)
})
