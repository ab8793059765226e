import { describe, expect, it } from 'vitest'
import { withAllBeneath } from './reach'

describe('the organisations an administrator reaches', () => {
  const all = [
    { id: 'class', parentId: 'school' },
    { id: 'school', parentId: 'department' },
    { id: 'department', parentId: 'ministry' },
    { id: 'ministry', parentId: null },
    { id: 'centre', parentId: null },
  ]

  it('are their own and all beneath, in whatever order they come', () =>
    expect(withAllBeneath(['department'], all).map((one) => one.id)).toEqual(['class', 'school', 'department']))

  it('are none without an own one', () => expect(withAllBeneath([], all)).toEqual([]))

  it('end where organisations stand in a circle', () =>
    expect(withAllBeneath(['a'], [{ id: 'a', parentId: 'b' }, { id: 'b', parentId: 'a' }])).toHaveLength(2))
})
