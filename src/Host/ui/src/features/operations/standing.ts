import type { Tone } from '@/components/status-badge'
import type { SignName } from '@/components/signs'
import type { Subscription } from '@/lib/api/types'

export type Standing = 'Stopped' | 'Parked' | 'CatchingUp' | 'Running'

/** The one word for how a subscription stands: what needs a person first. */
export const standingOf = (one: Pick<Subscription, 'state' | 'parkedStreams'>): Standing =>
  one.state === 'Stopped' ? 'Stopped' : one.parkedStreams > 0 ? 'Parked' : one.state

export const signOf: Record<Standing, { tone: Tone; sign: SignName }> = {
  Stopped: { tone: 'red', sign: 'octagon' },
  Parked: { tone: 'amber', sign: 'diamond' },
  CatchingUp: { tone: 'teal', sign: 'halfClock' },
  Running: { tone: 'green', sign: 'tick' },
}

const order: Standing[] = ['Stopped', 'Parked', 'CatchingUp', 'Running']

/** Those that need a person come first; otherwise the server's order stays. */
export const mostUrgentFirst = <T extends Pick<Subscription, 'state' | 'parkedStreams'>>(all: readonly T[]): T[] =>
  [...all].sort((a, b) => Math.min(order.indexOf(standingOf(a)), 2) - Math.min(order.indexOf(standingOf(b)), 2))

/** How far a rebuild has come, in whole percent; never 100 before it is done. */
export const percentOf = ({ position, head }: { position: number; head: number }): number =>
  head <= 0 ? 0 : Math.max(0, Math.min(99, Math.floor((position * 100) / head)))
