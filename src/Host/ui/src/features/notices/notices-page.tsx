import { LoadMore } from '@/components/load-more'
import { useState } from 'react'
import { Link } from 'react-router'
import { Button } from '@/components/button'
import { DataTable } from '@/components/data-table'
import { Page, Section } from '@/components/page'
import { Segments } from '@/components/segments'
import { Await, EmptyState } from '@/components/states'
import { StatusBadge } from '@/components/status-badge'
import { dateTime, dueTime } from '@/lib/dates'
import { common } from '@/lib/i18n/common'
import { word } from '@/lib/i18n/texts'
import { hasRole, useMe } from '@/lib/session'
import { useDeliveries } from './list-deliveries'
import { useMarkRead, useNotices } from './list-notices'
import { texts } from './texts'
import './notices.css'

/** Only addresses inside the platform; anything else a notice carries stays words. */
const inside = (link: string) => (/^\/(?![/\\])/.test(link) ? link : '/')

export const NoticesPage = () => {
  const t = texts.useTexts()
  const c = common.useTexts()
  const me = useMe().data
  const [view, setView] = useState('unread')
  const query = useNotices(view === 'unread')
  const markRead = useMarkRead()
  return (
    <Page
      title={t.title}
      aside={
        <Button look="quiet" icon="check" onClick={() => markRead.mutate('all')} busy={markRead.isPending}>
          {t.readAll}
        </Button>
      }
    >
      <Segments
        label={t.view}
        value={view}
        onChange={setView}
        segments={[
          { value: 'unread', label: t.unread },
          { value: 'all', label: t.all },
        ]}
      />
      <Await query={query}>
        {(data) => {
          const notices = data.pages.flatMap((page) => page.items)
          if (notices.length === 0) return <EmptyState icon="bell" title={view === 'unread' ? t.emptyUnread : t.empty} />
          return (
            <div className="stack">
              <ul className="notices">
                {notices.map((notice) => (
                  <li key={notice.id} className={notice.readAt ? 'notice' : 'notice notice-new'}>
                    <Link to={inside(notice.link)} onClick={() => !notice.readAt && markRead.mutate(notice.id)}>
                      {word(t.kind, (notice.kind === 'SecondPerson' && notice.detail?.code) || notice.kind)}
                    </Link>
                    <p className="muted">
                      {[
                        notice.reference,
                        notice.kind !== 'SecondPerson' && notice.detail?.code && word(c.deadline, notice.detail.code),
                        notice.detail?.dueAt && `${t.due} ${dueTime(notice.detail.dueAt)}`,
                      ]
                        .filter(Boolean)
                        .join(' · ')}
                    </p>
                    <p className="small muted">
                      <time>{dateTime(notice.at)}</time>
                      {!notice.readAt && <span className="notice-mark"> · {t.isNew}</span>}
                    </p>
                  </li>
                ))}
              </ul>
              <LoadMore query={query} />
            </div>
          )
        }}
      </Await>
      {hasRole(me, 'Administrator') && <Deliveries />}
    </Page>
  )
}

const Deliveries = () => {
  const t = texts.useTexts()
  const query = useDeliveries()
  const tones = { Queued: 'plain', Sending: 'plain', Sent: 'green', Unconfirmed: 'amber', Failed: 'red' } as const
  const signs = { Queued: 'ring', Sending: 'arrow', Sent: 'tick', Unconfirmed: 'diamond', Failed: 'octagon' } as const
  return (
    <Section title={t.mails}>
      <Await query={query}>
        {(mails) =>
          mails.length === 0 ? (
            <p className="muted">{t.noMails}</p>
          ) : (
            <DataTable
              caption={t.mails}
              rows={mails}
              rowKey={(mail) => mail.id}
              columns={[
                { key: 'who', head: t.recipient, main: true, cell: (mail) => mail.recipient },
                { key: 'what', head: t.what, cell: (mail) => word(t.kind, mail.kind) },
                {
                  key: 'state',
                  head: t.stateHead,
                  cell: (mail) => (
                    <StatusBadge tone={tones[mail.state]} sign={signs[mail.state]}>
                      {word(t.mailState, mail.state)}
                    </StatusBadge>
                  ),
                },
                { key: 'tries', head: t.attempts, numeric: true, cell: (mail) => mail.attempts },
                { key: 'at', head: t.at, cell: (mail) => dateTime(mail.sentAt ?? mail.queuedAt) },
              ]}
            />
          )
        }
      </Await>
    </Section>
  )
}
