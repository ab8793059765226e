import { useQueryClient } from '@tanstack/react-query'
import { api, type Answer } from '@/lib/api/client'
import type { Answered, BodyOf, PartsOf, PathOf } from '@/lib/api/operations'
import { notePosition } from '@/lib/api/position'
import type { Changed } from '@/lib/api/types'

/** "/triage", "/plans/{number}/decision": the steps of the procedure, as the document lists them under a case. */
type StepPath = { [P in PathOf<'post'>]: P extends `/cases/{id}${infer Step}` ? Step : never }[PathOf<'post'>]
type Whole<P extends StepPath> = `/cases/{id}${P}` & PathOf<'post'>
type OtherParts<P extends StepPath> = Omit<PartsOf<'post', Whole<P>>, 'id'>

const useNoted = () => {
  const cache = useQueryClient()
  return async <T extends Changed>({ data }: Answer<T>): Promise<T> => {
    notePosition(data.position)
    await cache.invalidateQueries({ queryKey: ['cases'] })
    return data
  }
}

/** Sends one step of the procedure for the version its writer looked at; afterwards everything shown is read anew. */
export const useChangeCase = (id: string, version: number) => {
  const noted = useNoted()
  return async <P extends StepPath>(
    step: P,
    body: BodyOf<'post', Whole<P>>,
    key: string,
    ...[parts]: object extends OtherParts<P> ? [] : [OtherParts<P>]
  ): Promise<Answered<'post', Whole<P>> & Changed> => {
    // What was given is checked above: of a path put together here the compiler knows no more.
    const send = api.post as unknown as (path: string, options: object) => Promise<Answer<Answered<'post', Whole<P>> & Changed>>
    return noted(await send(`/cases/{id}${step}`, { path: { id, ...parts }, body, key, version }))
  }
}

export const useRevisePlan = (id: string, version: number) => {
  const noted = useNoted()
  return async (number: number, body: BodyOf<'put', '/cases/{id}/plans/{number}'>) =>
    noted(await api.put('/cases/{id}/plans/{number}', { path: { id, number }, body, version }))
}
