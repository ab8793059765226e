import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { Button } from '@/components/button'
import { FormFrame } from '@/components/form'
import { Facts, Page, Section } from '@/components/page'
import { ProblemNote } from '@/components/problem-note'
import { Await, Note } from '@/components/states'
import { useForm } from '@/components/use-form'
import { api, newKey } from '@/lib/api/client'
import type { Person, TrainingSession } from '@/lib/api/types'
import { plainDate } from '@/lib/dates'
import { useLanguage } from '@/lib/i18n/language'
import { hasRole, useMe } from '@/lib/session'
import { useSession } from './get-session'
import { useCourses } from './list-courses'
import { useStaff } from './list-staff'
import { useRecordTraining } from './record-training'
import { texts } from './texts'

type Loaded = TrainingSession & { version: number }

export const SessionPage = () => {
  const { id = '' } = useParams()
  const query = useSession(id)
  return <Await query={query}>{(session) => <Session session={session} refetch={query.refetch} />}</Await>
}

const Session = ({ session, refetch }: { session: Loaded; refetch: () => Promise<{ data?: Loaded | undefined }> }) => {
  const t = texts.useTexts()
  const language = useLanguage()
  const me = useMe().data
  const course = useCourses().data?.find((known) => known.id === session.courseId)
  const staff = useStaff(session.organisationId)
  const title = (language === 'vi' ? (course?.nameVi ?? session.courseNameVi) : (course?.nameEn ?? session.courseNameEn)) ?? t.course
  const present = session.attendees?.filter((attendee) => attendee.present).length ?? 0
  const issued = !!session.certificatesIssued
  return (
    <Page title={title} lead={<Link to="/tap-huan">{t.title}</Link>} narrow>
      <Facts
        facts={[
          { term: t.heldOn, text: plainDate(session.heldOn) },
          { term: t.place, text: session.place },
          { term: t.trainer, text: session.trainer },
          { term: t.organisation, text: session.organisationName },
          { term: t.present, text: t.presentCount(present) },
        ]}
      />
      {issued && <Note tone="green" title={t.alreadyIssued} />}
      {hasRole(me, 'Trainer') && !issued && (
        <>
          <Section id="diem-danh" title={t.attendance}>
            <Await query={staff}>
              {(people) => (people.length === 0 ? <p className="muted">{t.needPeople}</p> : <Attendance session={session} people={people} refetch={refetch} />)}
            </Await>
          </Section>
          {present > 0 && <Issue session={session} present={present} refetch={refetch} />}
        </>
      )}
    </Page>
  )
}

const Attendance = ({ session, people, refetch }: { session: Loaded; people: Person[]; refetch: () => Promise<{ data?: Loaded | undefined }> }) => {
  const t = texts.useTexts()
  const record = useRecordTraining()
  const [version, setVersion] = useState(session.version)
  const [saved, setSaved] = useState(false)
  const form = useForm({
    initial: { present: (session.attendees ?? []).filter((attendee) => attendee.present).map((attendee) => attendee.personId) },
    send: async (values, key) => {
      await record(() =>
        api.post('/training/sessions/{id}/attendance', {
          path: { id: session.id },
          body: { attendees: people.map((person) => ({ personId: person.id, present: values.present.includes(person.id) })) },
          key,
          version,
        }),
      )
      form.clean()
      setSaved(true)
      setVersion((await refetch()).data?.version ?? version)
    },
  })
  const toggle = (id: string) => {
    setSaved(false)
    form.set('present', form.values.present.includes(id) ? form.values.present.filter((other) => other !== id) : [...form.values.present, id])
  }
  return (
    <FormFrame
      form={form}
      action={t.saveAttendance}
      then={t.attendanceThen}
      reload={async () => {
        setVersion((await refetch()).data?.version ?? version)
      }}
    >
      <fieldset className="field">
        <legend className="field-label">{t.present}</legend>
        <div className="choices choices-side">
          {people.map((person) => (
            <label className="choice" key={person.id}>
              <input type="checkbox" checked={form.values.present.includes(person.id)} onChange={() => toggle(person.id)} />
              <span>{person.displayName}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <p role="status">
        <strong>{t.presentCount(form.values.present.length)}</strong> {saved && t.saved}
      </p>
    </FormFrame>
  )
}

const Issue = ({ session, present, refetch }: { session: Loaded; present: number; refetch: () => Promise<unknown> }) => {
  const t = texts.useTexts()
  const record = useRecordTraining()
  const [key] = useState(newKey)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<unknown>(null)
  const issue = async () => {
    setBusy(true)
    setFailure(null)
    try {
      await record(() => api.post('/training/sessions/{id}/certificates', { path: { id: session.id }, body: {}, key, version: session.version }))
      await refetch()
    } catch (error) {
      setFailure(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Section title={t.issue}>
      {!!failure && <ProblemNote error={failure} />}
      <p className="muted">{t.issueThen(present)}</p>
      <div>
        <Button look="secondary" icon="cap" busy={busy} onClick={() => void issue()}>
          {t.issue}
        </Button>
      </div>
    </Section>
  )
}
