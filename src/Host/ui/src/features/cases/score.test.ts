import { expect, it } from 'vitest'
import type { Level, TemplateRow } from '@/lib/api/types'
import { score } from './score'

const row = (code: string): TemplateRow => ({ code, table: code.startsWith('A') ? 'A' : 'B', nameVi: code, nameEn: code, highVi: '', mediumVi: '', lowVi: '', highEn: '', mediumEn: '', lowEn: '' })
const form02 = { rows: ['A1', 'A2', 'B1', 'B2'].map(row), decisive: ['A1'] }
const answer = (a1: Level, a2: Level, b1: Level, b2: Level) => score(form02, { A1: a1, A2: a2, B1: b1, B2: b2 })

it('follows the rule, first match wins', () => {
  expect(answer('High', 'Low', 'High', 'High')).toMatchObject({ level: 'High', rule: 1 })
  expect(answer('Medium', 'High', 'High', 'Low')).toMatchObject({ level: 'High', rule: 2 })
  expect(answer('Medium', 'High', 'High', 'High')).toMatchObject({ level: 'Medium', rule: 4 })
  expect(answer('Low', 'Low', 'Medium', 'Low')).toMatchObject({ level: 'Low', rule: 3 })
  expect(answer('Low', 'Low', 'Low', 'Low')).toMatchObject({ level: 'Medium', rule: 4 })
})

it('counts an unanswered row as the worse', () => {
  expect(score(form02, {})).toMatchObject({ level: 'High', totals: { a: { high: 2 }, b: { low: 2 } } })
})

it('takes the rows that decide from the form', () => {
  expect(score({ ...form02, decisive: ['A2'] }, { A1: 'Low', A2: 'High', B1: 'High', B2: 'High' })).toMatchObject({ level: 'High', rule: 1 })
  expect(score({ ...form02, decisive: [] }, { A1: 'High', A2: 'Low', B1: 'High', B2: 'High' })).toMatchObject({ level: 'Medium', rule: 4 })
})
