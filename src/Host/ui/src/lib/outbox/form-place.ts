import { createContext, useContext, useEffect, useEffectEvent, useRef, useState } from 'react'
import { device } from './device'
import type { About, Entry, Owner } from './entry'
import type { Draft } from './indexed-db-store'

/** Where a form stands whose content outlives a lost connection and a closed page. Other forms keep nothing. */
export interface FormPlace {
  owner: Owner
  /** Names its draft: the form's address. */
  name: string
  about: About
  /** The version of the file the writer has before them. */
  version: number
  /** The content being sent, kept with it so that it can be changed later. */
  sends: (values: unknown) => void
  /** Somebody asked for the draft already, on the page before. */
  resume: boolean
  /** The draft was begun before this version of the file, and goes on as that. */
  resumed: (version: number | undefined) => void
  /** It was kept instead of recorded: for later, or for its writer to decide. */
  left: (entry: Entry) => void
}

export const FormPlaceContext = createContext<FormPlace | undefined>(undefined)

const pause = 400

/** The draft of the form that stands here: offered when the form opens, kept as one types, gone when it is sent. */
export const useFormDraft = <V extends object>(values: V, dirty: boolean, fill: (values: V) => void) => {
  const place = useContext(FormPlaceContext)
  const [offer, setOffer] = useState<Draft>()
  const [keeps, setKeeps] = useState(false)
  const unsaved = useRef<V>(undefined)

  const write = async (content: V) => {
    if (place) await (await device())?.drafts.save(place.owner, { name: place.name, about: place.about, version: place.version, savedAt: new Date().toISOString(), values: content })
  }
  const save = useEffectEvent(async () => {
    const content = unsaved.current
    unsaved.current = undefined
    if (content) await write(content)
  })
  const take = (draft: Draft) => {
    setOffer(undefined)
    place?.resumed(draft.version)
    fill(draft.values as V)
  }
  const found = useEffectEvent((draft: Draft | undefined) => (draft && place?.resume ? take(draft) : setOffer(draft)))

  const name = place?.name
  const owner = place?.owner
  useEffect(() => {
    if (name === undefined || owner === undefined) return
    let left = false
    void device().then(async (here) => {
      const draft = await here?.drafts.find(owner, name)
      if (left) return
      setKeeps(!!here)
      found(draft)
    })
    return () => {
      left = true
    }
  }, [name, owner])

  useEffect(() => {
    unsaved.current = dirty && keeps ? values : undefined
    if (!unsaved.current) return
    const timer = setTimeout(() => void save(), pause)
    return () => clearTimeout(timer)
  }, [values, dirty, keeps])

  // A page that goes away does not wait.
  useEffect(() => {
    if (!keeps) return
    const now = () => void save()
    document.addEventListener('visibilitychange', now)
    addEventListener('pagehide', now)
    return () => {
      document.removeEventListener('visibilitychange', now)
      removeEventListener('pagehide', now)
      now()
    }
  }, [keeps])

  /** Before anything is sent: whatever becomes of it and of this page, the form is not lost. */
  const keep = async () => {
    unsaved.current = undefined
    if (keeps) await write(values)
  }

  const drop = async () => {
    unsaved.current = undefined
    setOffer(undefined)
    if (place) await (await device())?.drafts.remove(place.owner, place.name)
  }

  return { place, offer, keeps, take, keep, drop }
}
