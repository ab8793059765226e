import { expect, it } from 'vitest'
import { fieldErrors, fieldName, Problem } from './problem'

it('knows one field by all the ways a server may point at it', () => {
  for (const pointer of ['/actions/0/dueOn', '#/actions/0/dueOn', 'Actions[0].DueOn', '$.actions[0].dueOn', 'actions.0.dueOn'])
    expect(fieldName(pointer)).toBe('actions.0.dueOn')
})

it('puts the reasons of a refusal at their fields', () => {
  const problem = new Problem({ type: '/problems/invalid-request', title: '', status: 400, errors: { '/knownAt': ['Ở tương lai.'] } })
  expect(fieldErrors(problem)).toEqual({ knownAt: 'Ở tương lai.' })
  expect(fieldErrors(new Error('x'))).toEqual({})
})
