import { useQueryClient } from '@tanstack/react-query'
import { send } from '@/lib/api/client'
import type { RefObject } from 'react'
import type { Answered, BodyOf, PartsOf, PathOf } from '@/lib/api/operations'
import { notePosition } from '@/lib/api/position'
import type { Changed } from '@/lib/api/types'
import { submit } from '@/lib/outbox/device'
import type { Intention } from '@/lib/outbox/entry'
import type { FormPlace } from '@/lib/outbox/form-place'

/** "/triage", "/plans/{number}/decision": the steps of the procedure, as the document lists them under a case. */
type StepPath = { [P in PathOf<'post'>]: P extends `/cases/{id}${infer Step}` ? Step : never }[PathOf<'post'>]
type Whole<P extends StepPath> = `/cases/{id}${P}` & PathOf<'post'>
type OtherParts<P extends StepPath> = Omit<PartsOf<'post', Whole<P>>, 'id'>

type Change = <P extends StepPath>(
  step: P,
  body: BodyOf<'post', Whole<P>>,
  key: string,
  ...rest: object extends OtherParts<P> ? [] : [OtherParts<P>]
) => Promise<Answered<'post', Whole<P>> & Changed>

/** Afterwards everything shown is read anew. */
const useNoted = () => {
  const cache = useQueryClient()
  return async (data: Changed | undefined): Promise<never> => {
    notePosition(data?.position)
    await cache.invalidateQueries({ queryKey: ['cases'] })
    return data as never
  }
}

const filled = (template: string, parts: object) =>
  Object.entries(parts).reduce((path, [name, value]) => path.replace(`{${name}}`, encodeURIComponent(String(value))), template)

/** Sends one step at once, for the version its writer looked at, or not at all: what only makes sense while one looks at the file. */
export const useChangeCase = (id: string, version: number): Change => {
  const noted = useNoted()
  return async (step, body, key, ...[parts]) => noted((await send<Changed>('POST', `/cases/${id}${filled(step, parts ?? {})}`, { body: body ?? {}, key, version })).data)
}

/** What a step's form sends with. Each goes through the outbox, in order after what was made for this case before it. */
export interface StepSender {
  change: Change
  /** The whole draft of a plan. */
  revise: (number: number, body: BodyOf<'put', '/cases/{id}/plans/{number}'>, key: string) => Promise<Changed>
  /** A message to the informant: by the report's reference, and no version stands against it. */
  answer: (reference: string, body: BodyOf<'post', '/cases/reports/{reference}/messages'>, key: string) => Promise<unknown>
}

/** Keeps each before it is sent; what cannot be sent now is sent later, as of the version its writer looked at. */
export const useStepSender = (id: string, { owner, about, version }: FormPlace, sending: RefObject<unknown>): StepSender => {
  const noted = useNoted()
  const keep = async (intention: Pick<Intention, 'method' | 'path' | 'key' | 'version'> & { body: unknown }) =>
    noted((await submit({ ...intention, body: intention.body ?? {}, owner, line: id, about, values: sending.current })) as Changed | undefined)
  return {
    change: (step, body, key, ...[parts]) => keep({ method: 'POST', path: `/cases/${id}${filled(step, parts ?? {})}`, body, key, version }),
    revise: (number, body, key) => keep({ method: 'PUT', path: `/cases/${id}/plans/${number}`, body, key, version }),
    answer: (reference, body, key) => keep({ method: 'POST', path: `/cases/reports/${encodeURIComponent(reference)}/messages`, body, key }),
  }
}
