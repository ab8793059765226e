import { expect, it } from 'vitest'
import type { CaseView, Deadline, NextStep } from '@/lib/api/types'
import { clockFor, groupSteps, sortSteps, stepOfSlug, stepPath } from './steps'
import { withoutGoal } from './steps/rules'

const clock = (code: string, dueAt: string, status: Deadline['status'] = 'Pending') => ({ code, dueAt, status }) as Deadline
const file = (part: Partial<CaseView>) =>
  ({ state: 'Intake', triage: {}, deadlines: [], notifications: [], assessments: [], needsMeetings: [], plans: [], violenceSteps: [], ...part }) as unknown as CaseView
const steps = (...kinds: NextStep['kind'][]): NextStep[] => kinds.map((kind) => ({ kind }))

it('asks to tell the parents first while that clock runs, and no longer when it stands', () => {
  const offered = steps('ParentNotice', 'ViolenceStep', 'Form02')
  expect(sortSteps(file({ deadlines: [clock('DL-VIOL-PARENT', '2026-11-26T10:00:00Z')] }), offered).main?.kind).toBe('ParentNotice')
  expect(sortSteps(file({ deadlines: [clock('DL-VIOL-PARENT', '2026-11-26T10:00:00Z', 'Met')] }), offered).main?.kind).toBe('ViolenceStep')
  expect(sortSteps(file({ violenceSteps: [{}] as CaseView['violenceSteps'] }), offered).main?.kind).toBe('Form02')
})

it('looks after a closed case when a follow-up comes due, the earliest first', () => {
  const closed = file({ state: 'Closed', deadlines: [clock('DL-FOLLOW-90', '2027-02-24T10:00:00Z'), clock('DL-FOLLOW-30', '2026-12-26T10:00:00Z'), clock('DL-FOLLOW-180', '2026-12-01T10:00:00Z', 'Paused')] })
  expect(clockFor(closed, 'FollowUp')?.code).toBe('DL-FOLLOW-30')
  expect(sortSteps(closed, steps('Reopening', 'FollowUp')).main?.kind).toBe('FollowUp')
})

it('offers what stands beside its own record there, not among the buttons', () => {
  const { main, others } = sortSteps(file({}), steps('Correction', 'BodyMark', 'BodyMarkLook', 'GoalProgress', 'DeadlinePause', 'Transfer', 'Assignment'))
  expect(main).toBeUndefined()
  expect(groupSteps(others).map(([group, own]) => [group, own.map((step) => step.kind)])).toEqual([
    ['child', ['BodyMark']],
    ['file', ['Transfer', 'Assignment']],
  ])
})

it('leads to a page and back to its step', () => {
  expect(stepPath('x', { kind: 'Correction', number: 7 })).toBe('/ca/x/dinh-chinh?so=7')
  expect(stepOfSlug('dinh-chinh')).toBe('Correction')
})

it('keeps what the actions of a plan serve when a goal is taken out', () => {
  const plan = { goals: [{ goal: 'a' }, { goal: 'b' }, { goal: 'c' }], actions: [{ goal: '1' }, { goal: '2' }, { goal: '3' }, { goal: '' }] }
  expect(withoutGoal(plan, 1)).toEqual({ goals: [{ goal: 'a' }, { goal: 'c' }], actions: [{ goal: '1' }, { goal: '' }, { goal: '2' }, { goal: '' }] })
})
