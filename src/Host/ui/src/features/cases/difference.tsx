import { useQuery } from '@tanstack/react-query'
import { Await } from '@/components/states'
import { StatusBadge, type Tone } from '@/components/status-badge'
import type { SignName } from '@/components/signs'
import { api } from '@/lib/api/client'
import type { CaseDifference } from '@/lib/api/types'
import { exactTime } from '@/lib/dates'
import { useEventTitle } from '@/lib/event-words'
import { byName, common } from '@/lib/i18n/common'
import { useLanguage } from '@/lib/i18n/language'
import { word } from '@/lib/i18n/texts'
import { inOrder, type Moment } from './moment'
import { replayTexts } from './replay-texts'

type Change = CaseDifference['changes'][number]

const looks: Record<Change['kind'], { tone: Tone; sign: SignName }> = {
  Added: { tone: 'green', sign: 'triangle' },
  Changed: { tone: 'amber', sign: 'arrow' },
  Removed: { tone: 'red', sign: 'bar' },
}

/** What is different between two moments, in words, the earlier one first whichever was chosen first. */
export const Difference = ({ caseId, one, two }: { caseId: string; one: Moment; two: Moment }) => {
  const t = replayTexts.useTexts()
  const titleOf = useEventTitle()
  const language = useLanguage()
  const c = common.useTexts()
  const [from, to] = inOrder(one, two)
  const query = useQuery({
    queryKey: ['cases', 'difference', caseId, from, to],
    queryFn: async () => (await api.get('/cases/{id}/difference', { path: { id: caseId }, query: { by: from.by, from: from.value, to: to.value } })).data,
  })
  const say = (moment: Moment) => (moment.by === 'version' ? t.version(moment.value) : exactTime(moment.value))
  return (
    <div className="difference" aria-live="polite">
      <h4>{t.between(say(from), say(to))}</h4>
      <Await query={query}>
        {(found) =>
          found.changes.length === 0 && found.events.length === 0 ? (
            <p className="muted">{t.noChanges}</p>
          ) : (
            <>
              <p className="small muted">{t.changes(found.changes.length)}</p>
              <ul className="changes">
                {found.changes.map((change) => (
                  <li key={change.path.join('/')}>
                    <span className="row">
                      <StatusBadge {...looks[change.kind]}>{word(t.change, change.kind)}</StatusBadge>
                      <strong>{change.label[language]}</strong>
                    </span>
                    <BeforeAfter change={change} />
                  </li>
                ))}
              </ul>
              <details className="more">
                <summary>{t.events(found.events.length)}</summary>
                <ul className="between">
                  {found.events.map((event) => (
                    <li key={event.eventId}>
                      {titleOf(event.type)} <span className="small muted figures">{`${exactTime(event.recordedAt)} · ${byName(event.actor, c)}`}</span>
                    </li>
                  ))}
                </ul>
              </details>
            </>
          )
        }
      </Await>
    </div>
  )
}

const BeforeAfter = ({ change }: { change: Change }) => {
  const t = replayTexts.useTexts()
  const language = useLanguage()
  return (
    <dl className="before-after">
      {change.beforeText && (
        <div className="before">
          <dt>{t.was}</dt>
          <dd>{change.beforeText[language]}</dd>
        </div>
      )}
      {change.afterText && (
        <div className="after">
          <dt>{t.is}</dt>
          <dd>{change.afterText[language]}</dd>
        </div>
      )}
    </dl>
  )
}
