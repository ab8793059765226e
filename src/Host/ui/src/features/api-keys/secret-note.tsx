import { useEffect, useRef, useState } from 'react'
import { Button } from '@/components/button'
import { Note } from '@/components/states'
import { dateTime } from '@/lib/dates'
import type { Secret } from './keys'
import { texts } from './texts'

/** The one time it is shown. */
export const SecretNote = ({ secret, done }: { secret: Secret; done: () => void }) => {
  const t = texts.useTexts()
  const [copied, setCopied] = useState(false)
  const here = useRef<HTMLDivElement>(null)
  useEffect(() => {
    here.current?.scrollIntoView?.({ block: 'center' }) // newer browsers answer with a promise, which is no clean-up
  }, [])
  return (
    <div ref={here}>
      <Note tone="amber" title={t.secretTitle(secret.name)} alert>
        <p>{t.secretText(dateTime(secret.expiresAt))}</p>
        {secret.oldUntil && <p>{t.oldUntilText(dateTime(secret.oldUntil))}</p>}
        <p>
          <code className="api-key-secret">{secret.key}</code>
        </p>
        <div className="row">
          <Button look="primary" onClick={() => void navigator.clipboard?.writeText(secret.key).then(() => setCopied(true))}>
            {copied ? t.copied : t.copy}
          </Button>
          <Button look="quiet" onClick={done}>
            {t.stored}
          </Button>
        </div>
      </Note>
    </div>
  )
}
