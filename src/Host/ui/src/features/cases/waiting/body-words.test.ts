import { expect, it } from 'vitest'
import { dataInWords } from '@/lib/event-words'
import type { EventType } from '@/lib/api/types'
import { differences, wordsForBodies } from './body-words'

const type = {
  type: 'plan_revised',
  vi: 'Sửa kế hoạch',
  en: 'Plan revised',
  fields: [
    { path: 'content.overallGoal', vi: 'Mục tiêu chung', en: 'Overall goal' },
    { path: 'content.goals.need', vi: 'Nhu cầu', en: 'Need' },
  ],
} as unknown as EventType

it('names the fields of what is to be sent as the events that come of it name theirs', () => {
  const words = dataInWords({ overallGoal: 'Em đi học lại', goals: [{ need: 'An toàn' }] }, wordsForBodies([type]), 'vi', 'có', 'không')
  expect(words[0]).toEqual(['Mục tiêu chung', 'Em đi học lại'])
  expect(words[1]?.[0]).toContain('Nhu cầu')
})

it('puts mine and theirs beside each other where they differ, also where one of us wrote nothing', () => {
  expect(differences([['a', '1'], ['b', 'tôi']], [['a', '1'], ['b', 'họ'], ['c', 'họ']])).toEqual([
    { name: 'b', mine: 'tôi', theirs: 'họ' },
    { name: 'c', mine: undefined, theirs: 'họ' },
  ])
})
