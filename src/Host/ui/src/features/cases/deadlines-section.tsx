import { Link } from 'react-router'
import { DataTable } from '@/components/data-table'
import { DeadlineChip } from '@/components/deadline-chip'
import { FoldingSection } from '@/components/section'
import type { CaseView, Deadline } from '@/lib/api/types'
import { dateTime, dueTime } from '@/lib/dates'
import { common, deadlineName } from '@/lib/i18n/common'
import { problemTexts, readSource } from '@/lib/i18n/problem-texts'
import { word } from '@/lib/i18n/texts'
import { recordTexts } from './record-texts'
import { stepPath } from './steps'
import { texts } from './texts'

/** What runs comes first, the next to end on top. */
const inOrder = (deadlines: Deadline[]) => [...deadlines].sort((one, two) => Number(!!one.settledAt) - Number(!!two.settledAt) || one.dueAt.localeCompare(two.dueAt))

export const DeadlinesSection = ({ file, mayWaive, pausable, resumable }: { file: CaseView; mayWaive: boolean; pausable: string[]; resumable: string[] }) => {
  const t = texts.useTexts()
  const w = recordTexts.useTexts().pause
  const c = common.useTexts()
  const { ownRule } = problemTexts.useTexts()
  return (
    <FoldingSection id="thoi-han" title={t.spine.deadlines}>
      <DataTable
        caption={t.spine.deadlines}
        rows={inOrder(file.deadlines)}
        rowKey={(deadline) => deadline.id}
        columns={[
          { key: 'rule', head: t.deadlineHead.rule, main: true, cell: (deadline) => deadlineName(deadline.code, deadline.about, c) },
          { key: 'start', head: t.started, cell: (deadline) => <span className="keep">{dateTime(deadline.startedAt)}</span> },
          {
            key: 'due',
            head: t.deadlineHead.due,
            cell: (deadline) => (
              <>
                {dueTime(deadline.dueAt)} <span className="small muted">({word(t.calendar, deadline.calendar)})</span>
              </>
            ),
          },
          {
            key: 'status',
            head: t.deadlineHead.status,
            cell: (deadline) => (
              <span className="stack-tight start">
                <DeadlineChip clock={deadline} />
                {deadline.pausedAt && !deadline.settledAt && <span className="small">{w.since(dateTime(deadline.pausedAt))}</span>}
                {resumable.includes(deadline.id) && (
                  <Link className="small no-print" to={stepPath(file.id, { kind: 'DeadlineResumption', deadlineId: deadline.id })}>
                    {w.resume}
                  </Link>
                )}
                {pausable.includes(deadline.id) && (
                  <Link className="small no-print" to={stepPath(file.id, { kind: 'DeadlinePause', deadlineId: deadline.id })}>
                    {w.pause}
                  </Link>
                )}
                {deadline.waiver?.pending && <span className="small">{t.waiverPending}</span>}
                {deadline.waiver && (
                  <span className="small">
                    {t.waiverReason}: {deadline.waiver.reason}
                  </span>
                )}
                {mayWaive && !deadline.waiver && (deadline.status === 'Pending' || deadline.status === 'Overdue') && (
                  <Link className="small no-print" to={stepPath(file.id, { kind: 'WaiverRequest', deadlineId: deadline.id })}>
                    {t.waive}
                  </Link>
                )}
              </span>
            ),
          },
          { key: 'source', head: t.deadlineHead.source, cell: (deadline) => (
              <span className="small">
                {readSource(deadline.source, ownRule)} <span className="muted">({t.ruleVersion(deadline.ruleVersion)})</span>
              </span>
            ) },
        ]}
      />
    </FoldingSection>
  )
}
