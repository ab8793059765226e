import { useState, type ReactNode } from 'react'
import { Link, useNavigate } from 'react-router'
import { Button, ButtonLink } from '@/components/button'
import { Dialog } from '@/components/dialog'
import { Card, Page, Section } from '@/components/page'
import { EmptyState } from '@/components/states'
import { StatusBadge, type Tone } from '@/components/status-badge'
import type { SignName } from '@/components/signs'
import { dateTime } from '@/lib/dates'
import { word } from '@/lib/i18n/texts'
import { device, sendWaiting } from '@/lib/outbox/device'
import { isHeld, type Entry } from '@/lib/outbox/entry'
import type { Draft } from '@/lib/outbox/indexed-db-store'
import { isConflict } from '@/lib/outbox/outbox'
import { useKept, useOnline, useOwner } from '@/lib/outbox/use-outbox'
import { texts } from '../texts'
import { useTakeBack } from './take-back'
import { waitingTexts } from './texts'
import '../cases.css'
import './waiting.css'

/** What this device keeps of the person signed in: nothing waits, stands still or was given up without standing here. */
export const WaitingPage = () => {
  const t = waitingTexts.useTexts()
  const owner = useOwner()
  const { entries, drafts } = useKept(owner)
  const [busy, setBusy] = useState(false)
  const of = (state: Entry['state']) => entries.filter((entry) => entry.state === state)
  const row = (entry: Entry) => <Item key={entry.key} entry={entry} entries={entries} />
  const sendNow = async () => {
    setBusy(true)
    if (owner) await sendWaiting(owner).catch(() => undefined)
    setBusy(false)
  }
  return (
    <Page title={t.title} lead={t.lead} narrow>
      {entries.length === 0 && drafts.length === 0 && (
        <EmptyState title={t.empty}>
          <p className="muted">{t.emptyText}</p>
        </EmptyState>
      )}
      <Group title={t.groups.stopped}>{of('stopped').map(row)}</Group>
      <Group
        title={t.groups.waiting}
        aside={
          <Button busy={busy} onClick={() => void sendNow()}>
            {busy ? t.sending : t.sendNow}
          </Button>
        }
      >
        {of('waiting').map(row)}
      </Group>
      <Group title={t.groups.sent}>{of('sent').map(row)}</Group>
      <Group title={t.groups.givenUp}>{of('givenUp').map(row)}</Group>
      <Group title={t.groups.drafts}>
        {drafts.map((draft) => (
          <DraftItem key={draft.name} draft={draft} />
        ))}
      </Group>
    </Page>
  )
}

const Group = ({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode[] }) =>
  children.length > 0 && (
    <Section title={`${title} (${children.length})`} aside={aside}>
      <ul className="waiting-list">{children}</ul>
    </Section>
  )

const useName = () => {
  const w = texts.useTexts()
  const t = waitingTexts.useTexts()
  return ({ about }: Pick<Entry, 'about'>) => (about.step ? word(w.step, about.step) : t.report)
}

/** How it stands, in words, with a shape; the colour only repeats it. */
const useStanding = () => {
  const t = waitingTexts.useTexts()
  const online = useOnline()
  return (entry: Entry, entries: Entry[]): { tone: Tone; sign: SignName; words: string } => {
    switch (entry.state) {
      case 'sent':
        return { tone: 'green', sign: 'tick', words: entry.about.step ? t.state.sent : t.state.sentReport }
      case 'givenUp':
        return { tone: 'plain', sign: 'bar', words: t.state.givenUp }
      case 'stopped':
        return isConflict(entry.problem) ? { tone: 'red', sign: 'triangle', words: t.state.conflict } : { tone: 'red', sign: 'octagon', words: t.state.refused }
      default:
        if (isHeld(entry, entries)) return { tone: 'amber', sign: 'ring', words: t.state.held }
        if (entry.problem) return { tone: 'amber', sign: 'ring', words: t.state.trouble }
        return { tone: 'amber', sign: 'ring', words: online ? t.state.soon : t.state.offline }
    }
  }
}

const Item = ({ entry, entries }: { entry: Entry; entries: Entry[] }) => {
  const t = waitingTexts.useTexts()
  const nameOf = useName()
  const standing = useStanding()(entry, entries)
  const takeBack = useTakeBack()
  const [asking, setAsking] = useState<'drop' | 'remove'>()
  const { owner, key, state, about } = entry
  const act = (what: 'giveUp' | 'remove' | 'sendAfterAll') => async () => {
    setAsking(undefined)
    await (await device())?.outbox[what](owner, key)
  }
  return (
    <li>
      <Card>
        <div className="row">
          <h3>{nameOf(entry)}</h3>
          <StatusBadge tone={standing.tone} sign={standing.sign}>
            {standing.words}
          </StatusBadge>
        </div>
        <p className="small muted">{[about.reference, t.made(dateTime(entry.madeAt))].filter(Boolean).join(' · ')}</p>
        {entry.problem && state === 'stopped' && !isConflict(entry.problem) && <p>{entry.problem.title}</p>}
        {entry.unsure && <p className="small">{t.unsure}</p>}
        <div className="row">
          {state === 'stopped' && (
            <ButtonLink look="primary" to={about.step ? `/chua-gui/${key}` : '/bao-tin'}>
              {t.look}
            </ButtonLink>
          )}
          {(state === 'waiting' || state === 'givenUp') && about.address && !entry.unsure && <Button onClick={() => void takeBack(entry)}>{t.edit}</Button>}
          {state === 'givenUp' && <Button onClick={() => void act('sendAfterAll')()}>{t.sendAgain}</Button>}
          {(state === 'waiting' || state === 'stopped') && (
            <Button look="quiet" onClick={() => setAsking('drop')}>
              {t.drop}
            </Button>
          )}
          {state === 'givenUp' && (
            <Button look="danger" onClick={() => setAsking('remove')}>
              {t.remove}
            </Button>
          )}
          {state === 'sent' && <Button onClick={() => void act('remove')()}>{t.seen}</Button>}
          {state === 'sent' && <Link to={about.step ? `/ca/${entry.line}` : '/bao-tin'}>{about.step ? t.openCase : t.receipt}</Link>}
        </div>
      </Card>
      {asking && (
        <Sure
          title={asking === 'drop' ? t.dropTitle : t.removeTitle}
          text={asking === 'drop' ? [t.dropText, entry.unsure ? t.dropUnsure : ''].join(' ') : t.removeText}
          action={asking === 'drop' ? t.drop : t.remove}
          go={act(asking === 'drop' ? 'giveUp' : 'remove')}
          close={() => setAsking(undefined)}
        />
      )}
    </li>
  )
}

const DraftItem = ({ draft }: { draft: Draft }) => {
  const t = waitingTexts.useTexts()
  const nameOf = useName()
  const owner = useOwner()
  const navigate = useNavigate()
  const [asking, setAsking] = useState(false)
  const remove = async () => owner && (await device())?.drafts.remove(owner, draft.name)
  return (
    <li>
      <Card>
        <h3>{nameOf(draft)}</h3>
        <p className="small muted">{[draft.about.reference, t.savedAt(dateTime(draft.savedAt))].filter(Boolean).join(' · ')}</p>
        <div className="row">
          <Button onClick={() => void navigate(draft.name, { state: { resume: true } })}>{t.goOn}</Button>
          <Button look="quiet" onClick={() => setAsking(true)}>
            {t.removeDraft}
          </Button>
        </div>
      </Card>
      {asking && <Sure title={t.removeTitle} text={t.removeText} action={t.removeDraft} go={remove} close={() => setAsking(false)} />}
    </li>
  )
}

export const Sure = ({ title, text, action, go, close }: { title: string; text: string; action: string; go: () => unknown; close: () => void }) => {
  const t = waitingTexts.useTexts()
  return (
    <Dialog title={title} onClose={close}>
      <p>{text}</p>
      <div className="row">
        <Button look="primary" onClick={close}>
          {t.keep}
        </Button>
        <Button look="danger" onClick={() => void go()}>
          {action}
        </Button>
      </div>
    </Dialog>
  )
}
