import { useNavigate } from 'react-router'
import { device } from '@/lib/outbox/device'
import type { Entry } from '@/lib/outbox/entry'

/** Turns it into the draft of its form again and opens that, as of the version its writer has seen by now. */
export const useTakeBack = () => {
  const navigate = useNavigate()
  return async (entry: Entry, version = entry.version) => {
    const { address } = entry.about
    const here = await device()
    if (!here || !address) return
    const taken = await here.outbox.takeBack(entry.owner, entry.key, (it) =>
      here.drafts.save(entry.owner, { name: address, about: it.about, savedAt: it.since, values: it.values, ...(version === undefined ? {} : { version }) }),
    )
    if (taken) await navigate(address, { state: { resume: true } })
  }
}
