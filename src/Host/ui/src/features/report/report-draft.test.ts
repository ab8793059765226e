import { expect, it } from 'vitest'
import { checkDraft, emptyDraft, firstStepWith, toBody } from './report-draft'

const now = new Date('2026-11-22T08:00:30Z')
const words = { needWhat: 'what', needKnownAt: 'known', badAge: 'age', badDate: 'date', badDateTime: 'datetime', future: 'future' }

it('needs only what happened and when it became known', () => {
  const draft = emptyDraft(false, now)
  expect(checkDraft(draft, words, now)).toEqual({ whatHappened: 'what' })
  expect(checkDraft({ ...draft, whatHappened: 'Thấy vết bầm' }, words, now)).toEqual({})
})

it('sends nothing that was not answered', () => {
  const body = toBody({ ...emptyDraft(false, now), whatHappened: ' Thấy vết bầm ' }, false)
  expect(body).toEqual({ channel: 'Online', whatHappened: 'Thấy vết bầm', knownAt: '2026-11-22T08:00:00.000Z' })
})

it('keeps what was seen, heard, said and thought apart', () => {
  const draft = emptyDraft(true, now)
  const body = toBody({ ...draft, whatHappened: 'x', statements: { ...draft.statements, Seen: 'vết bầm', Opinion: 'bị đánh' }, danger: 'no', fatherAge: '41' }, false)
  expect(body.statements).toEqual([
    { kind: 'Seen', text: 'vết bầm' },
    { kind: 'Opinion', text: 'bị đánh' },
  ])
  expect(body.immediateDanger).toBe(false)
  expect(body.child).toEqual({ father: { age: 41 } })
})

it('leads back to the step whose field was refused', () => {
  expect(firstStepWith({ 'child.estimatedAge': 'x' })).toBe('who')
  expect(firstStepWith({ 'informant.phone': 'x' })).toBe('send')
  expect(firstStepWith({})).toBeUndefined()
})

it('names staff unless they ask not to be, and everybody else only if they ask', () => {
  const draft = { ...emptyDraft(true, now), whatHappened: 'x' }
  expect(toBody(draft, true).nameReporter).toBeUndefined()
  expect(toBody(draft, false).nameReporter).toBeUndefined()
  expect(toBody({ ...draft, otherThanUsual: true }, true).nameReporter).toBe(false)
  expect(toBody({ ...draft, otherThanUsual: true }, false).nameReporter).toBe(true)
})
