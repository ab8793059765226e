import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { ButtonLink } from '@/components/button'
import { DeadlineChip } from '@/components/deadline-chip'
import { Page, Section } from '@/components/page'
import { Await, EmptyState } from '@/components/states'
import { StatusBadge } from '@/components/status-badge'
import type { Today } from '@/lib/api/types'
import { dateTime, dueTime, plainDate, today as dayNow } from '@/lib/dates'
import { word } from '@/lib/i18n/texts'
import { useMe } from '@/lib/session'
import { useTransferOffers } from '@/lib/transfer-offers'
import { useToday } from './get-today'
import { texts } from './texts'
import './today.css'

interface Task {
  key: string
  verb: string
  who: string
  reference: string
  to: string
  chip: ReactNode
  when: string
  urgent: boolean
}

const useTasks = () => {
  const t = texts.useTexts()
  return (today: Today) => {
    const who = (name: string | null | undefined) => name ?? t.unnamed
    // Looking after a child half a year after closing is nothing for today until its time comes near.
    const now = new Date().toISOString()
    const near = today.deadlines.filter((clock) => !clock.code.startsWith('DL-FOLLOW') || clock.warnAt <= now)
    const clocks: Task[] = near.map((clock) => ({
      key: clock.deadlineId,
      verb: word(t.doDeadline, clock.code),
      who: who(clock.childName),
      reference: clock.reference,
      to: `/ca/${clock.caseId}`,
      chip: <DeadlineChip clock={clock} />,
      when: `${t.due} ${dueTime(clock.dueAt)}`,
      urgent: clock.status === 'Overdue',
    }))
    const reports: Task[] = today.newReports.map((report) => ({
      key: report.caseId,
      verb: t.newReport,
      who: '',
      reference: report.reference,
      to: `/ca/${report.caseId}`,
      chip: report.immediateDanger ? (
        <StatusBadge tone="red" sign="octagon">
          {t.danger}
        </StatusBadge>
      ) : null,
      when: `${t.received} ${dateTime(report.receivedAt)}`,
      urgent: report.immediateDanger,
    }))
    // A report that waits for triage stands under new reports already.
    const shown = new Set(today.newReports.map((report) => report.caseId))
    const decisions: Task[] = today.decisions.filter((decision) => decision.kind !== 'Triage' || !shown.has(decision.caseId)).map((decision) => ({
      key: `${decision.caseId}-${decision.kind}-${decision.planNumber ?? ''}`,
      verb: word(t.decide, decision.kind),
      who: who(decision.childName),
      reference: decision.reference,
      to: decision.kind === 'ErasureConfirmation' ? '/bao-ve-du-lieu/luu-xoa' : `/ca/${decision.caseId}`,
      chip: null,
      when: `${t.since} ${dateTime(decision.since)}`,
      urgent: false,
    }))
    const actions: Task[] = today.actions.map((action) => ({
      key: `${action.caseId}-${action.number}`,
      verb: action.description,
      who: who(action.childName),
      reference: action.reference,
      to: `/ca/${action.caseId}#ke-hoach`,
      chip: action.dueOn ? <DeadlineChip clock={{ status: 'Pending', dueAt: `${action.dueOn}T23:59:00+07:00` }} /> : null,
      when: action.dueOn ? `${t.due} ${plainDate(action.dueOn)}` : '',
      urgent: !!action.dueOn && action.dueOn < dayNow(),
    }))
    // One line for all of them: the register shows who they are.
    const pupils: Task[] =
      today.unattendedPupils > 0
        ? [{ key: 'pupils', verb: t.unattendedPupils(today.unattendedPupils), who: '', reference: '', to: '/so/bo-hoc?xem=attention', chip: null, when: '', urgent: true }]
        : []
    return { clocks, reports, decisions, actions, pupils }
  }
}

const useOffers = (): Task[] => {
  const t = texts.useTexts()
  return (useTransferOffers().data ?? []).map((offer) => ({
    key: offer.id,
    verb: t.answerTransfer(offer.fromSchool),
    who: offer.childName ?? t.unnamed,
    reference: '',
    to: '/tiep-nhan',
    chip: null,
    when: `${t.since} ${dateTime(offer.proposedAt)}`,
    urgent: false,
  }))
}

export const TodayPage = () => {
  const t = texts.useTexts()
  const me = useMe().data
  const query = useToday()
  const tasks = useTasks()
  const offers = useOffers()
  return (
    <Page title={t.title} {...(me?.displayName ? { lead: t.hello(me.displayName) } : {})}>
      <Await query={query} lines={6}>
        {(today) => {
          const { clocks, reports, decisions, actions, pupils } = tasks(today)
          const danger = reports.find((report) => report.urgent)
          const first = danger ?? clocks[0] ?? decisions[0] ?? offers[0] ?? reports[0] ?? pupils[0] ?? actions[0]
          if (!first)
            return (
              <EmptyState title={t.nothingTitle}>
                <p className="muted">{t.nothing}</p>
              </EmptyState>
            )
          const rest = (list: Task[]) => list.filter((task) => task !== first)
          return (
            <>
              <First task={first} />
              <TaskList title={t.newReports} tasks={rest(reports)} />
              <TaskList title={t.clocks} tasks={rest(clocks)} />
              <TaskList title={t.decisions} tasks={rest(decisions)} />
              <TaskList title={t.transfers} tasks={rest(offers)} />
              <TaskList title={t.pupils} tasks={rest(pupils)} />
              <TaskList title={t.actions} tasks={rest(actions)} />
            </>
          )
        }}
      </Await>
    </Page>
  )
}

const About = ({ task }: { task: Task }) => {
  const t = texts.useTexts()
  return (
    <p className="task-about">
      {[task.who && t.forChild(task.who), task.reference, task.when].filter(Boolean).map((part) => (
        <span key={part}>{part}</span>
      ))}
    </p>
  )
}

const First = ({ task }: { task: Task }) => {
  const t = texts.useTexts()
  return (
    <section className={task.urgent ? 'first first-urgent' : 'first'} aria-labelledby="first-title">
      <p className="first-label" id="first-title">
        {t.first}
      </p>
      <div className="row-between">
        <div className="stack-tight">
          <h2>{task.verb}</h2>
          <About task={task} />
        </div>
        {task.chip}
      </div>
      <ButtonLink look="primary" to={task.to}>
        {t.start}
      </ButtonLink>
    </section>
  )
}

const TaskList = ({ title, tasks }: { title: string; tasks: Task[] }) => {
  const t = texts.useTexts()
  if (tasks.length === 0) return null
  return (
    <Section title={title} aside={<span className="muted small figures">{t.count(tasks.length)}</span>}>
      <ul className="tasks">
        {tasks.map((task) => (
          <li key={task.key} className={task.urgent ? 'task task-urgent' : 'task'}>
            <div className="task-words">
              <Link className="task-verb" to={task.to}>
                {task.verb}
              </Link>
              <About task={task} />
            </div>
            {task.chip}
          </li>
        ))}
      </ul>
    </Section>
  )
}
