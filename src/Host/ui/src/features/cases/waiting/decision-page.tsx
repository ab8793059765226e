import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import { Button, ButtonLink } from '@/components/button'
import { Page } from '@/components/page'
import { ProblemNote } from '@/components/problem-note'
import { Await, EmptyState, Loading, Note } from '@/components/states'
import { Problem } from '@/lib/api/problem'
import type { CaseView, HistoryEntry } from '@/lib/api/types'
import { dateTime } from '@/lib/dates'
import { dataInWords, useEventTypes } from '@/lib/event-words'
import { common } from '@/lib/i18n/common'
import { useLanguage } from '@/lib/i18n/language'
import { word } from '@/lib/i18n/texts'
import { device, sendWaiting } from '@/lib/outbox/device'
import type { Entry } from '@/lib/outbox/entry'
import { isConflict } from '@/lib/outbox/outbox'
import { useKept, useOwner } from '@/lib/outbox/use-outbox'
import { Entry as Happened } from '../chronology-section'
import { readCase } from '../get-case'
import { readHistory } from '../get-history'
import { useNextSteps } from '../get-next-steps'
import { texts } from '../texts'
import { contentOf, differences, wordsForBodies } from './body-words'
import { useTakeBack } from './take-back'
import { waitingTexts } from './texts'
import { Sure } from './waiting-page'
import '../cases.css'
import './waiting.css'

/** What I wrote and what others did meanwhile, side by side. Nothing is merged and nothing is overwritten: its writer decides. */
export const DecisionPage = () => {
  const t = waitingTexts.useTexts()
  const { key } = useParams()
  const entry = useKept(useOwner()).entries.find((it) => it.key === key)
  if (!entry || entry.state === 'sent')
    return (
      <EmptyState page title={t.gone}>
        <p className="muted">{t.goneText}</p>
        <ButtonLink to="/chua-gui">{t.back}</ButtonLink>
      </EmptyState>
    )
  return <OfCase key={entry.key} entry={entry} />
}

const OfCase = ({ entry }: { entry: Entry }) => {
  const t = waitingTexts.useTexts()
  const w = texts.useTexts()
  // Always anew, and the file before its history: everything up to the version the file has is then seen in both.
  const query = useQuery({
    queryKey: ['cases', 'decision', entry.key],
    queryFn: async () => {
      const file = await readCase(entry.line)
      return { file, history: await readHistory(entry.line) }
    },
    staleTime: 0,
    gcTime: 0,
  })
  const conflict = isConflict(entry.problem)
  const words = useEventTypes()
  return (
    <Page
      title={conflict ? t.conflictTitle : t.refusedTitle}
      lead={
        <>
          {word(w.step, entry.about.step)} · <Link to={`/ca/${entry.line}`}>{entry.about.reference}</Link> · {t.made(dateTime(entry.madeAt))}
        </>
      }
    >
      {conflict ? <p>{t.conflictLead}</p> : entry.problem && <ProblemNote error={new Problem(entry.problem)} />}
      <Await query={query} lines={8}>
        {({ file, history }) => (words.isPending ? <Loading lines={8} /> : <BothSides entry={entry} file={file} history={history} />)}
      </Await>
    </Page>
  )
}

const BothSides = ({ entry, file, history }: { entry: Entry; file: CaseView; history: HistoryEntry[] }) => {
  const t = waitingTexts.useTexts()
  const c = common.useTexts()
  const navigate = useNavigate()
  const language = useLanguage()
  const types = wordsForBodies(useEventTypes().data ?? [])
  const steps = useNextSteps(file.id).data
  const takeBack = useTakeBack()
  const [busy, setBusy] = useState(false)
  const [asking, setAsking] = useState(false)
  const inWords = (body: unknown) => dataInWords(body, types, language, c.yes, c.no)
  const mine = inWords(entry.body)
  const newer = history.filter((it) => it.version > (entry.version ?? Infinity))
  // What is shown is what was seen: whatever arrives between looking and pressing is met again.
  const seen = entry.version === undefined ? undefined : file.version
  const isPlan = /\/plans(\/\d+)?$/.test(entry.path)
  const number = Number(/\/plans\/(\d+)$/.exec(entry.path)?.[1])
  const plan = isPlan ? file.plans.find((it) => (number ? it.number === number : it.status === 'Draft' || it.status === 'Returned')) : undefined
  const rows = plan && differences(mine, inWords(contentOf(plan)))
  const offered = !steps || entry.version === undefined || steps.some((step) => step.kind === entry.about.step)

  const sendMine = async () => {
    setBusy(true)
    await (await device())?.outbox.sendAfterAll(entry.owner, entry.key, seen)
    await sendWaiting(entry.owner).catch(() => undefined)
    const now = await (await device())?.outbox.find(entry.owner, entry.key)
    setBusy(false)
    if (now?.state !== 'stopped') void navigate(now?.state === 'sent' ? `/ca/${entry.line}` : '/chua-gui')
    if (now?.state === 'sent') await (await device())?.outbox.remove(entry.owner, entry.key)
  }
  const giveUp = async () => {
    await (await device())?.outbox.giveUp(entry.owner, entry.key)
    void navigate('/chua-gui')
  }

  return (
    <>
      {rows && (
        <section className="stack">
          <h2>{t.compareTitle}</h2>
          {rows.length === 0 ? (
            <p className="muted">{t.same}</p>
          ) : (
            <dl className="mine-theirs">
              {rows.map((row) => (
                <div key={row.name}>
                  <dt>{row.name}</dt>
                  <dd>
                    <span className="small muted">{t.myVersion}</span>
                    {row.mine ?? '–'}
                  </dd>
                  <dd>
                    <span className="small muted">{t.theirVersion}</span>
                    {row.theirs ?? '–'}
                  </dd>
                </div>
              ))}
            </dl>
          )}
          <Note tone="amber">{t.replaces}</Note>
        </section>
      )}
      <div className="both-sides">
        <section aria-labelledby="mine">
          <h2 id="mine">{t.mine}</h2>
          {mine.length === 0 ? (
            <p className="muted">{t.noContent}</p>
          ) : (
            <dl className="facts">
              {mine.map(([name, text]) => (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd>{text}</dd>
                </div>
              ))}
            </dl>
          )}
        </section>
        <section aria-labelledby="others">
          <h2 id="others">{t.others}</h2>
          {newer.length === 0 ? (
            <p className="muted">{t.nothingNew}</p>
          ) : (
            <ol className="chronology">
              {newer.map((it) => (
                <Happened key={it.sequence} entry={it} />
              ))}
            </ol>
          )}
        </section>
      </div>
      {!offered && <Note tone="amber">{t.notOffered}</Note>}
      <div className="form-actions">
        {offered && (
          <Button look="primary" busy={busy} onClick={() => void sendMine()}>
            {busy ? t.sending : t.sendMine}
          </Button>
        )}
        {entry.about.address && !entry.unsure && <Button onClick={() => void takeBack(entry, seen)}>{t.changeFirst}</Button>}
        <Button look="quiet" onClick={() => setAsking(true)}>
          {t.giveUp}
        </Button>
        {offered && <p className="then">{t.sendMineThen}</p>}
      </div>
      {asking && <Sure title={t.dropTitle} text={t.dropText} action={t.drop} go={giveUp} close={() => setAsking(false)} />}
    </>
  )
}
