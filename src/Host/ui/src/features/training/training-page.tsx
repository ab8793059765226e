import { useState } from 'react'
import { Link } from 'react-router'
import { Button } from '@/components/button'
import { DataTable } from '@/components/data-table'
import { Page, Section } from '@/components/page'
import { Segments } from '@/components/segments'
import { Await, EmptyState } from '@/components/states'
import { StatusBadge } from '@/components/status-badge'
import type { Course } from '@/lib/api/types'
import { plainDate } from '@/lib/dates'
import { useLanguage } from '@/lib/i18n/language'
import { word } from '@/lib/i18n/texts'
import { hasRole, useMe } from '@/lib/session'
import { CourseForm } from './course-form'
import { useCertificates } from './list-certificates'
import { useCourses } from './list-courses'
import { useSessions } from './list-sessions'
import { SessionForm } from './session-form'
import { texts } from './texts'
import { WorkforceForm } from './workforce-form'

export const TrainingPage = () => {
  const t = texts.useTexts()
  const me = useMe().data
  const trainer = hasRole(me, 'Trainer')
  const sees = trainer || hasRole(me, 'Principal')
  const [view, setView] = useState(sees ? 'sessions' : 'mine')
  return (
    <Page title={t.title}>
      <Segments
        label={t.view}
        value={view}
        onChange={setView}
        segments={[
          ...(sees ? [{ value: 'sessions', label: t.sessions }] : []),
          { value: 'courses', label: t.courses },
          { value: 'mine', label: t.mine },
          ...(sees ? [{ value: 'everyone', label: t.everyone }] : []),
        ]}
      />
      {view === 'sessions' && <Sessions trainer={trainer} />}
      {view === 'courses' && <Courses trainer={trainer} />}
      {view === 'mine' && <Certificates title={t.mine} personId={me?.id ?? undefined} />}
      {view === 'everyone' && <Certificates title={t.everyone} personId={undefined} />}
    </Page>
  )
}

export const useCourseName = () => {
  const language = useLanguage()
  return (course: { nameVi?: string | null; nameEn?: string | null } | undefined) => (language === 'vi' ? course?.nameVi : course?.nameEn) ?? course?.nameVi ?? ''
}

const Sessions = ({ trainer }: { trainer: boolean }) => {
  const t = texts.useTexts()
  const name = useCourseName()
  const query = useSessions()
  const courses = useCourses()
  const [adding, setAdding] = useState(false)
  const courseOf = (id: string): Course | undefined => courses.data?.find((course) => course.id === id)
  return (
    <Section
      title={t.sessions}
      aside={
        trainer &&
        !adding && (
          <Button icon="plus" onClick={() => setAdding(true)}>
            {t.newSession}
          </Button>
        )
      }
    >
      {adding && <SessionForm courses={courses.data ?? []} close={() => setAdding(false)} />}
      <Await query={query}>
        {(sessions) =>
          sessions.length === 0 ? (
            <EmptyState icon="cap" title={t.noSessions} />
          ) : (
            <DataTable
              caption={t.sessions}
              rows={sessions}
              rowKey={(session) => session.id}
              columns={[
                {
                  key: 'course',
                  head: t.course,
                  main: true,
                  cell: (session) => (
                    <Link to={`/tap-huan/${session.id}`}>{name(courseOf(session.courseId) ?? { nameVi: session.courseNameVi, nameEn: session.courseNameEn }) || t.course}</Link>
                  ),
                },
                { key: 'on', head: t.heldOn, cell: (session) => plainDate(session.heldOn) },
                { key: 'place', head: t.place, cell: (session) => session.place },
                { key: 'trainer', head: t.trainer, cell: (session) => session.trainer ?? '–' },
              ]}
            />
          )
        }
      </Await>
      {trainer && <WorkforceForm />}
    </Section>
  )
}

const Courses = ({ trainer }: { trainer: boolean }) => {
  const t = texts.useTexts()
  const name = useCourseName()
  const query = useCourses()
  const [adding, setAdding] = useState(false)
  return (
    <Section
      title={t.courses}
      aside={
        trainer &&
        !adding && (
          <Button icon="plus" onClick={() => setAdding(true)}>
            {t.newCourse}
          </Button>
        )
      }
    >
      {adding && <CourseForm close={() => setAdding(false)} />}
      <Await query={query}>
        {(courses) =>
          courses.length === 0 ? (
            <EmptyState icon="cap" title={t.noCourses} />
          ) : (
            <DataTable
              caption={t.courses}
              rows={courses}
              rowKey={(course) => course.id}
              columns={[
                { key: 'name', head: t.course, main: true, cell: (course) => name(course) },
                { key: 'code', head: t.code, cell: (course) => course.code },
                { key: 'audience', head: t.audience, cell: (course) => word(t.audiences, course.audience) },
                { key: 'hours', head: t.hours, cell: (course) => t.hoursOf(course.hours) },
                { key: 'competencies', head: t.competencies, cell: (course) => course.competencies.join(', ') || '–' },
              ]}
            />
          )
        }
      </Await>
    </Section>
  )
}

const Certificates = ({ title, personId }: { title: string; personId: string | undefined }) => {
  const t = texts.useTexts()
  const language = useLanguage()
  const query = useCertificates(personId)
  return (
    <Section title={title}>
      <Await query={query}>
        {(certificates) =>
          certificates.length === 0 ? (
            <EmptyState icon="cap" title={t.noCertificates} />
          ) : (
            <DataTable
              caption={title}
              rows={certificates}
              rowKey={(certificate) => certificate.id}
              columns={[
                { key: 'course', head: t.course, main: true, cell: (certificate) => (language === 'vi' ? certificate.courseNameVi : certificate.courseNameEn) },
                { key: 'person', head: t.person, cell: (certificate) => certificate.personName },
                { key: 'number', head: t.number, cell: (certificate) => <span className="figures">{certificate.number}</span> },
                { key: 'on', head: t.issuedOn, cell: (certificate) => plainDate(certificate.issuedOn) },
                { key: 'to', head: t.validTo, cell: (certificate) => (certificate.validTo ? plainDate(certificate.validTo) : t.forever) },
                {
                  key: 'valid',
                  head: t.status,
                  cell: (certificate) => (
                    <StatusBadge tone={certificate.valid ? 'green' : 'amber'} sign={certificate.valid ? 'tick' : 'diamond'}>
                      {certificate.valid ? t.valid : t.expired}
                    </StatusBadge>
                  ),
                },
              ]}
            />
          )
        }
      </Await>
    </Section>
  )
}
