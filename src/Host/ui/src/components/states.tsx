import type { ReactNode } from 'react'
import { isProblem, problemType } from '@/lib/api/problem'
import { common } from '@/lib/i18n/common'
import { useProblemMessage } from '@/lib/i18n/problem-texts'
import { Button, ButtonLink } from './button'
import { Icon, type IconName } from './icon'
import type { Tone } from './status-badge'
import './states.css'

export const Note = ({ tone = 'plain', title, alert = false, children }: { tone?: Tone; title?: string; alert?: boolean; children?: ReactNode }) => (
  <div className={`note note-${tone}`} role={alert ? 'alert' : undefined}>
    {title && <p className="note-title">{title}</p>}
    {children}
  </div>
)

/** Grey lines where words will stand, so that nothing jumps. Announced once. */
export const Loading = ({ lines = 4 }: { lines?: number }) => {
  const t = common.useTexts()
  return (
    <div className="skeleton" role="status">
      <span className="visually-hidden">{t.loading}</span>
      {Array.from({ length: lines }, (_, i) => (
        <span className="skeleton-line" key={i} />
      ))}
    </div>
  )
}

/** `page`: it stands for the whole page, so its words are the page's heading. */
export const EmptyState = ({ icon = 'check', title, page = false, children }: { icon?: IconName; title: string; page?: boolean; children?: ReactNode }) => (
  <div className="empty">
    <span className="empty-mark">
      <Icon name={icon} size={26} />
    </span>
    {page ? (
      <h1 className="empty-title" tabIndex={-1} id="page-title">
        {title}
      </h1>
    ) : (
      <p className="empty-title">{title}</p>
    )}
    {children}
  </div>
)

export const NoPermission = () => {
  const t = common.useTexts()
  return (
    <EmptyState page icon="shield" title={t.noPermissionTitle}>
      <p className="muted">{t.noPermission}</p>
      <ButtonLink to="/">{t.backHome}</ButtonLink>
    </EmptyState>
  )
}

export const ErrorState = ({ error, retry }: { error: unknown; retry?: () => void }) => {
  const t = common.useTexts()
  const message = useProblemMessage()
  if (isProblem(error) && (error.status === 403 || error.type === problemType.notFound)) return <NoPermission />
  return (
    <Note tone="red" title={t.failed} alert>
      <p>{message(error)}</p>
      {retry && (
        <div className="row">
          <Button onClick={retry}>{t.retry}</Button>
        </div>
      )}
    </Note>
  )
}

interface Queried<T> {
  data: T | undefined
  error: unknown
  isPending: boolean
  refetch: () => unknown
}

/** A page's three states before it has something to show, the same everywhere. */
export const Await = <T,>({ query, lines, children }: { query: Queried<T>; lines?: number; children: (data: T) => ReactNode }) => {
  if (query.data !== undefined) return children(query.data)
  if (query.isPending) return <Loading {...(lines === undefined ? {} : { lines })} />
  return <ErrorState error={query.error} retry={() => void query.refetch()} />
}
