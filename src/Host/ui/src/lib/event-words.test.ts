import { describe, expect, it } from 'vitest'
import { dataWords, titleOf } from './event-words'

const field = (path: string, vi: string, en: string, codes?: Record<string, { vi: string; en: string }>) => ({ path, vi, en, codes: codes ?? null })
const fields = [field('reason', 'Lý do', 'Reason'), field('answers', 'Trả lời', 'Answers'), field('answers.*', 'Trả lời', 'Answers', { High: { vi: 'Cao', en: 'High' } })]
const types = new Map([
  ['risk_assessed', { type: 'risk_assessed', module: 'Cases', vi: 'Đánh giá nguy cơ', en: 'Risk assessed', fields, byPath: new Map(fields.map((f) => [f.path, f])) }],
])

describe('the words of recorded events', () => {
  it('are those the server told, in the reader’s language', () => {
    expect(titleOf(types, 'risk_assessed', 'vi')).toBe('Đánh giá nguy cơ')
    expect(titleOf(types, 'risk_assessed', 'en')).toBe('Risk assessed')
    const words = dataWords(types, 'risk_assessed', 'vi')
    expect(words.nameOf('reason')).toBe('Lý do')
    expect(words.wordOf('answers.A1', 'High')).toBe('Cao')
  })

  it('leave a name readable that nobody here knows', () => {
    expect(titleOf(types, 'their_own_event', 'vi')).toBe('their own event')
    expect(titleOf(undefined, 'case_closed', 'vi')).toBe('case closed')
    expect(dataWords(types, 'their_own_event', 'vi').nameOf('reason')).toBeUndefined()
  })
})
