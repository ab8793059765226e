import { useEffect } from 'react'
import { Button } from '@/components/button'
import { api } from '@/lib/api/client'
import type { Me } from '@/lib/api/types'
import type { Cover as Why } from '@/lib/cover'
import { texts } from './texts'
import { UnlockForm } from './unlock-form'
import './sign-in.css'

interface Props {
  why: Why
  person: { id: string | null; userName: string | null; displayName: string | null }
  uncover: (me: Me) => void
  leave: () => void
}

/** Stands over the page and tells nothing of it. */
export const Cover = ({ why, person, uncover, leave }: Props) => {
  const t = texts.useTexts()
  const title = why === 'locked' ? t.lockedTitle : t.endedTitle

  useEffect(() => {
    const before = document.title
    document.title = title
    return () => {
      document.title = before
    }
  }, [title])

  // Opened again in another tab: this one opens with it.
  useEffect(() => {
    const look = () =>
      void api.get('/me').then(
        ({ data: me }) => me.signedIn && me.id === person.id && uncover(me),
        () => undefined,
      )
    addEventListener('focus', look)
    return () => removeEventListener('focus', look)
  }, [person.id, uncover])

  return (
    <div className="cover no-print">
      <div className="cover-body">
        <h1>{title}</h1>
        <p>{t.lockedText}</p>
        <p>
          <strong>{person.displayName}</strong>
        </p>
        <UnlockForm userName={person.userName ?? ''} ended={why === 'ended'} done={uncover} />
        <Button look="quiet" onClick={leave}>
          {t.leave}
        </Button>
        <p className="small muted">{t.leaveText}</p>
        <p>
          <a href="tel:111">{t.hotline}</a>
        </p>
      </div>
    </div>
  )
}
