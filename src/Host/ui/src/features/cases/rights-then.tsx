import { DeadlineChip } from '@/components/deadline-chip'
import { Facts } from '@/components/page'
import type { CaseView } from '@/lib/api/types'
import { common } from '@/lib/i18n/common'
import { word } from '@/lib/i18n/texts'
import { replayTexts } from './replay-texts'

/** Who could open the case at the moment shown, by the platform's rule: its school, the authorities notified by then, else the department. */
const whoCouldOpen = (file: CaseView, t: ReturnType<typeof replayTexts.useTexts>): string[] => [
  file.school ? t.whoSchool(file.school.name) : t.whoDepartment,
  ...new Set(file.notifications.filter((notice) => notice.recipientOrganisationId).map((notice) => t.whoAuthority(notice.recipientName))),
  t.whoAuditor,
]

export const RightsThen = ({ file }: { file: CaseView }) => {
  const t = replayTexts.useTexts()
  const c = common.useTexts()
  const versions = (of: { ruleVersion: string }[]) => [...new Set(of.map((one) => one.ruleVersion))].join(', ')
  return (
    <details className="more">
      <summary>{t.then}</summary>
      <div className="card">
        <Facts
          facts={[
            { term: t.who, text: whoCouldOpen(file, t).join('\n') },
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
