import { DeadlineChip } from '@/components/deadline-chip'
import { Facts } from '@/components/page'
import type { CaseView } from '@/lib/api/types'
import { dateTime } from '@/lib/dates'
import { common } from '@/lib/i18n/common'
import { word } from '@/lib/i18n/texts'
import { replayTexts } from './replay-texts'

/** The rules, clocks and rights as they were at the moment shown. */
export const RightsThen = ({ file }: { file: CaseView }) => {
  const t = replayTexts.useTexts()
  const c = common.useTexts()
  const roles = (of: string[]) => of.map((role) => word(c.role, role)).join(', ')
  const versions = (of: { ruleVersion: string }[]) => [...new Set(of.map((one) => one.ruleVersion))].join(', ')
  const { school, authorities, providers, everywhere, excluded } = file.access
  const who = [
    ...[school, ...authorities].flatMap((place) => (place ? [`${place.name}: ${roles(place.roles)}`] : [])),
    ...providers.map((provider) => t.whoProvider(provider.name, dateTime(provider.since))),
    t.whoEverywhere(roles(everywhere)),
  ]
  return (
    <details className="more">
      <summary>{t.then}</summary>
      <div className="card">
        <Facts
          facts={[
            { term: t.who, text: who.join('\n') },
            excluded.length > 0 && { term: t.whoNot, text: excluded.map((person) => person.name).join(', ') },
            { term: t.rules, text: versions([...file.assessments, ...file.reviews]) },
            { term: t.deadlineRules, text: versions(file.deadlines) },
            {
              term: t.clocks,
              text:
                file.deadlines.length === 0 ? (
                  t.noClocks
                ) : (
                  <ul className="clocks-then">
                    {file.deadlines.map((deadline) => (
                      <li key={deadline.id}>
                        {word(c.deadline, deadline.code)} <DeadlineChip clock={deadline} />
                      </li>
                    ))}
                  </ul>
                ),
            },
          ]}
        />
        <p className="small muted">{t.whoNow}</p>
      </div>
    </details>
  )
}
