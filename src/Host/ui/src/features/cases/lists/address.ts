import type { CaseFilter, CaseSearch } from '../list-cases'

/** The filters as they stand in the page's address; a view is the few that go together. Never a name of a child. */
export const own = { state: 'state', risk: 'risk', track: 'track', deadline: 'deadline', waitsFor: 'waits', openedFrom: 'from', openedTo: 'to', organisation: 'school', assignee: 'assignee' } as const

const views = {
  mine: (me: string): CaseSearch => ({ assignee: me, ended: false }),
  team: (): CaseSearch => ({ ended: false }),
  overdue: (): CaseSearch => ({ overdue: true }),
  risk: (): CaseSearch => ({ ended: false, byRisk: true }),
  ended: (): CaseSearch => ({ ended: true }),
}

/** What an address asks for. */
export const searchOf = (address: URLSearchParams, me: string): CaseSearch => {
  const view = views[address.get('xem') as keyof typeof views] as ((me: string) => CaseSearch) | undefined
  const filters = Object.entries(own).flatMap(([name, key]) => (address.get(key) ? [[name, address.get(key)]] : []))
  return { ...(Object.fromEntries(filters) as CaseFilter), ...(address.get('unassigned') ? { unassigned: true } : {}), ...view?.(me) }
}

/** The address that asks for it. */
export const addressOf = ({ byRisk, ...filter }: CaseSearch, me: string): URLSearchParams => {
  const view = byRisk ? 'risk' : filter.ended ? 'ended' : filter.overdue ? 'overdue' : filter.ended === false ? (filter.assignee === me ? 'mine' : 'team') : ''
  const address = new URLSearchParams(view ? { xem: view } : {})
  for (const [name, key] of Object.entries(own)) {
    const value = filter[name as keyof typeof own]
    if (value && !(view === 'mine' && name === 'assignee')) address.set(key, value)
  }
  if (filter.unassigned) address.set('unassigned', '1')
  return address
}
