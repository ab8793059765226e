import { useState } from 'react'
import { Button } from '@/components/button'
import { Note } from '@/components/states'
import type { Invitation } from '@/lib/api/types'
import { dateTime } from '@/lib/dates'
import { texts } from './texts'

/** The one time it is shown. */
export const InvitationLink = ({ invitation }: { invitation: Invitation }) => {
  const t = texts.useTexts()
  const [copied, setCopied] = useState(false)
  const link = location.origin + invitation.link
  return (
    <Note tone="amber" title={t.linkTitle} alert>
      <p>{t.linkText(dateTime(invitation.validUntil))}</p>
      <p>
        <code className="invitation-link">{link}</code>
      </p>
      <div className="row">
        <Button onClick={() => void navigator.clipboard?.writeText(link).then(() => setCopied(true))}>{copied ? t.copied : t.copy}</Button>
      </div>
    </Note>
  )
}
