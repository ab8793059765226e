import { describe, expect, it } from 'vitest'
import { addressOf, searchOf } from './address'

const me = '01980000-0000-7000-8000-000000000102'

describe('a view in the address', () => {
  it.each(['', 'xem=mine', 'xem=team', 'xem=overdue', 'xem=risk', 'xem=ended', 'xem=overdue&assignee=other', 'xem=team&track=SchoolViolence&from=2026-01-01&to=2026-02-01', 'xem=mine&deadline=DL-INIT&waits=Triage', 'xem=team&unassigned=1&school=s'])(
    'asks the same when it comes back from what was saved: %s',
    (address) => {
      const search = searchOf(new URLSearchParams(address), me)
      expect(searchOf(addressOf(search, me), me)).toEqual(search)
      expect([...addressOf(search, me)].sort()).toEqual([...new URLSearchParams(address)].sort())
    },
  )

  it('means whoever looks at it', () => {
    expect(searchOf(new URLSearchParams('xem=mine'), me)).toEqual({ assignee: me, ended: false })
  })
})
