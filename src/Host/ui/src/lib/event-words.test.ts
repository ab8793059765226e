import { expect, it } from 'vitest'
import type { EventType } from './api/types'
import { dataInWords, eventTitle } from './event-words'

const reviewed: EventType = {
  type: 'case_reviewed',
  module: 'Cases',
  vi: 'Rà soát, đánh giá',
  en: 'Case reviewed',
  fields: [
    { path: 'conclusion', vi: 'Kết luận', en: 'Conclusion', codes: { Close: { vi: 'Đề nghị kết thúc ca', en: 'Propose closing' } } },
    { path: 'childState', vi: 'Tình trạng của trẻ', en: 'Child’s state', codes: null },
    { path: 'childState.physical', vi: 'Thể chất', en: 'Physical', codes: null },
    { path: 'answers', vi: 'Trả lời', en: 'Answers', codes: null },
    { path: 'answers.*', vi: 'Trả lời', en: 'Answers', codes: { High: { vi: 'Cao', en: 'High' } } },
    { path: 'goals', vi: 'Mục tiêu', en: 'Goals', codes: null },
    { path: 'goals.need', vi: 'Nhu cầu', en: 'Need', codes: null },
  ],
}

it('says keys and codes in words, dates as dates, and leaves out ids and what is empty', () => {
  const data = {
    conclusion: 'Close',
    childState: { physical: 'Khỏe' },
    answers: { A1: 'High' },
    goals: [{ need: 'An toàn' }],
    at: '2026-11-25T21:54:47Z',
    stable: true,
    note: '',
    by: '01980000-0000-7000-8000-00000000010b',
  }
  expect(dataInWords(data, reviewed, 'vi', 'Có', 'Không')).toEqual([
    ['Kết luận', 'Đề nghị kết thúc ca'],
    ['Tình trạng của trẻ › Thể chất', 'Khỏe'],
    ['Trả lời › A1', 'Cao'],
    ['Mục tiêu 1 › Nhu cầu', 'An toàn'],
    ['at', '26/11/2026 04:54'],
    ['stable', 'Có'],
  ])
})

it('shows a name nobody declared readable', () => {
  expect(eventTitle([reviewed], 'case_reviewed', 'en')).toBe('Case reviewed')
  expect(eventTitle([reviewed], 'foreign_thing_done', 'vi')).toBe('foreign thing done')
})
