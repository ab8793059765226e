import { useQueryClient } from '@tanstack/react-query'
import { api, type Answer } from '@/lib/api/client'
import type { BodyOf, PathOf } from '@/lib/api/operations'
import { notePosition } from '@/lib/api/position'
import type { Changed } from '@/lib/api/types'

type Step = { [P in PathOf<'post'>]: P extends `/referrals/{id}/${infer Name}` ? Name : never }[PathOf<'post'>]

/** What each answer to a referral says, by the last part of its path. */
export type Answers = { [S in Step]: BodyOf<'post', `/referrals/{id}/${S}`> }

export const useAnswerReferral = (id: string) => {
  const cache = useQueryClient()
  return async <S extends Step>(step: S, body: Answers[S], version: number, key: string) => {
    const send = api.post as unknown as (path: string, options: object) => Promise<Answer<Changed>>
    const { data } = await send(`/referrals/{id}/${step}`, { path: { id }, body, version, key })
    notePosition(data.position)
    await cache.invalidateQueries({ queryKey: ['referrals'] })
  }
}
