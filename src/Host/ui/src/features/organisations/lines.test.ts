import { expect, it } from 'vitest'
import { csvOf, dayBefore, pathOf } from './lines'

it('writes a line so that separators and quotation marks stay within their cell', async () => {
  const text = await csvOf([{ code: 'T1', kind: 'School', name: 'Trường "A", cơ sở 2', validFrom: '2026-01-01' }]).text()
  expect(text.split('\n')).toEqual([
    'code,kind,name,parent,valid_from,valid_to,successors,phone,email',
    '"T1","School","Trường ""A"", cơ sở 2","","2026-01-01","","","",""',
  ])
})

it('knows the day before, over months and years', () => {
  expect(dayBefore('2025-07-01')).toBe('2025-06-30')
  expect(dayBefore('2026-01-01')).toBe('2025-12-31')
  expect(dayBefore('2024-03-01')).toBe('2024-02-29')
})

it('gives the way up, the highest first, and stops where it would go round', () => {
  const all = new Map([
    ['ministry', { id: 'ministry', name: 'Bộ', parentId: null }],
    ['department', { id: 'department', name: 'Sở', parentId: 'ministry' }],
    ['round', { id: 'round', name: 'Vòng', parentId: 'round' }],
  ])
  expect(pathOf('department', all)).toEqual(['Bộ', 'Sở'])
  expect(pathOf(null, all)).toEqual([])
  expect(pathOf('round', all)).toEqual(['Vòng'])
})
