import { useState } from 'react'
import { useParams } from 'react-router'
import { Button } from '@/components/button'
import { optionsOf } from '@/components/field'
import { Facts, Section } from '@/components/page'
import { Await, Note } from '@/components/states'
import { api } from '@/lib/api/client'
import type { Breach } from '@/lib/api/types'
import { dateTime, thisMinute } from '@/lib/dates'
import { common } from '@/lib/i18n/common'
import { word } from '@/lib/i18n/texts'
import { hasRole, useMe } from '@/lib/session'
import { ActDialog, chosen } from '@/components/act-dialog'
import { BreachClock, Danger, SeverityBadge } from './breaches-page'
import { Deeds } from './deeds'
import { PrivacyFrame } from './privacy-frame'
import { useBreach, useRecord } from './registers'
import { texts } from './texts'

export const BreachPage = () => {
  const { id = '' } = useParams()
  const query = useBreach(id)
  return <Await query={query}>{(breach) => <OneBreach breach={breach} reload={query.refetch} />}</Await>
}

type Act = 'assess' | 'step' | 'notify' | 'people' | 'close'

const OneBreach = ({ breach, reload }: { breach: Breach; reload: () => Promise<unknown> }) => {
  const t = texts.useTexts()
  const c = common.useTexts()
  const officer = hasRole(useMe().data, 'DataProtectionOfficer')
  const [act, setAct] = useState<Act>()
  const known = breach.assessment
  // What the law waits for next is the one primary button.
  const first: Act = !known ? 'assess' : !breach.contained ? 'step' : !breach.notifiedAt ? 'notify' : !breach.told ? 'people' : 'close'
  return (
    <PrivacyFrame register="breaches" title={`${t.breach.title} · ${breach.reference}`} lead={<BreachClock breach={breach} />}>
      {breach.tellAtOnce && !breach.outcome && <Danger />}
      <div className="no-print">
        <Facts
          facts={[
            { term: t.breach.discovered, text: dateTime(breach.discoveredAt) },
            { term: t.breach.notifyBy, text: `${dateTime(breach.dueAt)}\n${breach.ruleSource}` },
            { term: t.breach.reportedBy, text: t.by(breach.reportedBy.name, dateTime(breach.reportedAt)) },
            { term: t.breach.severity, text: <SeverityBadge severity={known?.severity ?? null} /> },
            known && { term: t.breach.classes, text: known.classes.map((one) => word(t.dataClasses, one)).join('; ') },
            known && { term: t.breach.persons, text: `${known.persons} (${t.breach.children}: ${known.children})` },
            known && { term: t.breach.cause, text: known.cause },
            known && { term: t.breach.harm, text: known.harm },
            breach.told && { term: t.breach.people, text: breach.told.told ? `${breach.told.count}: ${breach.told.explanation}` : `${word(t.notTold, breach.told.ground)}: ${breach.told.explanation}` },
          ]}
        />
      </div>
      <div className="no-print">
        <Section id="chuyen-gi" title={t.breach.what}>
          <p className="said">{breach.what}</p>
        </Section>
      </div>
      {breach.outcome && (
        <Note tone="green" title={word(t.outcomes, breach.outcome)}>
          <p className="said">{breach.lessons}</p>
        </Note>
      )}
      {officer && !breach.outcome && (
        <div className="no-print">
          <Section id="viec" title={t.next}>
            <div className="row">
              {(['assess', 'step', 'notify', 'people', 'close'] as const)
                .filter((one) => (one !== 'notify' || !breach.notifiedAt) && (one !== 'people' || !breach.told))
                .map((one) => (
                  <Button key={one} look={one === first ? 'primary' : 'secondary'} onClick={() => setAct(one)}>
                    {one === 'assess' && known ? t.breach.assessAgain : t.breach[one]}
                  </Button>
                ))}
            </div>
          </Section>
        </div>
      )}
      <div className="no-print">
        <Section id="viec-da-lam" title={t.history}>
          <Deeds steps={breach.steps} />
        </Section>
      </div>
      <Section
        id="van-ban"
        title={t.breach.notice}
        aside={
          <span className="no-print">
            <Button icon="print" onClick={() => print()}>
              {c.print}
            </Button>
          </span>
        }
      >
        <p className="muted no-print">{t.breach.noticeHint}</p>
        <article className="letter" lang="vi">
          <h3>{t.breach.noticeTitle}</h3>
          <p>{t.breach.noticeTo}</p>
          <dl>
            {breach.notice.map((part) => (
              <div key={part.heading}>
                <dt>{part.heading}</dt>
                <dd>{part.text}</dd>
              </div>
            ))}
          </dl>
        </article>
      </Section>
      {act && <BreachAct act={act} breach={breach} reload={reload} close={() => setAct(undefined)} />}
    </PrivacyFrame>
  )
}

const BreachAct = ({ act, breach, reload, close }: { act: Act; breach: Breach; reload: () => Promise<unknown>; close: () => void }) => {
  const t = texts.useTexts()
  const record = useRecord()
  const at = { path: { id: breach.id }, version: breach.version }
  const frame = { close, reload, title: t.breach[act], action: t.breach[act] }
  const known = breach.assessment
  const whole = (text: string | undefined) => /^\d{1,7}$/.test(text?.trim() ?? '')
  switch (act) {
    case 'assess':
      return (
        <ActDialog
          {...frame}
          questions={[
            { name: 'classes', label: t.breach.classes, kind: 'choices', options: optionsOf(t.dataClasses), initial: known?.classes.join(',') ?? '' },
            { name: 'placeOfProtectedChild', label: t.breach.place, hint: t.breach.topHint, kind: 'yes', initial: known?.placeOfProtectedChild ? 'yes' : '' },
            { name: 'informantNamed', label: t.breach.informant, hint: t.breach.topHint, kind: 'yes', initial: known?.informantNamed ? 'yes' : '' },
            { name: 'persons', label: t.breach.persons, kind: 'number', initial: known ? String(known.persons) : '' },
            { name: 'children', label: t.breach.children, kind: 'number', initial: known ? String(known.children) : '' },
            { name: 'severity', label: t.breach.severity, kind: 'choice', options: optionsOf(t.severities), initial: known?.severity ?? '' },
            { name: 'cause', label: t.breach.cause, kind: 'area', initial: known?.cause ?? '' },
            { name: 'harm', label: t.breach.harm, kind: 'area', initial: known?.harm ?? '' },
          ]}
          validate={(answers) => {
            const errors: Record<string, string> = {}
            for (const name of ['persons', 'children']) if (!whole(answers[name])) errors[name] = t.breach.number
            return errors
          }}
          send={(answers, key) =>
            record(
              api.post('/privacy/breaches/{id}/assessment', {
                ...at,
                key,
                body: {
                  classes: chosen(answers.classes),
                  persons: Number(answers.persons),
                  children: Number(answers.children),
                  placeOfProtectedChild: answers.placeOfProtectedChild === 'yes',
                  informantNamed: answers.informantNamed === 'yes',
                  severity: answers.severity ?? '',
                  cause: answers.cause ?? '',
                  harm: answers.harm ?? '',
                },
              }),
            )
          }
        />
      )
    case 'step':
      return (
        <ActDialog
          {...frame}
          questions={[
            { name: 'kind', label: t.breach.stepKind, kind: 'choice', options: optionsOf(t.stepKinds), initial: breach.contained ? 'Measure' : 'Containment' },
            { name: 'done', label: t.breach.done, kind: 'area' },
          ]}
          send={(answers, key) => record(api.post('/privacy/breaches/{id}/steps', { ...at, key, body: { kind: answers.kind ?? '', done: answers.done ?? '' } }))}
        />
      )
    case 'notify':
      return (
        <ActDialog
          {...frame}
          questions={[
            { name: 'happenedAt', label: t.breach.notifiedAt, kind: 'instant', initial: thisMinute() },
            { name: 'receipt', label: t.breach.receipt, kind: 'text', optional: true },
          ]}
          send={(answers, key) =>
            record(api.post('/privacy/breaches/{id}/authority-notice', { ...at, key, body: { happenedAt: answers.happenedAt ?? '', receipt: answers.receipt || undefined } }))
          }
        />
      )
    case 'people':
      return (
        <ActDialog
          {...frame}
          questions={[
            {
              name: 'told',
              label: t.breach.told,
              kind: 'choice',
              options: [
                { value: 'yes', label: t.breach.toldYes },
                { value: 'no', label: t.breach.toldNo },
              ],
            },
            { name: 'count', label: t.breach.count, kind: 'number', optional: true },
            { name: 'ground', label: t.breach.ground, kind: 'choice', options: optionsOf(t.notTold), optional: true },
            { name: 'explanation', label: t.breach.explanation, kind: 'area' },
          ]}
          validate={(answers): Record<string, string> => (answers.told === 'yes' && !whole(answers.count) ? { count: t.breach.number1 } : {})}
          send={(answers, key) => {
            const told = answers.told === 'yes'
            return record(
              api.post('/privacy/breaches/{id}/people', {
                ...at,
                key,
                body: { told, count: told ? Number(answers.count) : undefined, ground: told ? undefined : answers.ground || undefined, explanation: answers.explanation ?? '' },
              }),
            )
          }}
        />
      )
    case 'close':
      return (
        <ActDialog
          {...frame}
          questions={[
            { name: 'outcome', label: t.breach.outcome, kind: 'choice', options: optionsOf(t.outcomes) },
            { name: 'lessons', label: t.breach.lessons, kind: 'area' },
          ]}
          send={(answers, key) => record(api.post('/privacy/breaches/{id}/closure', { ...at, key, body: { outcome: answers.outcome ?? '', lessons: answers.lessons ?? '' } }))}
        />
      )
  }
}
