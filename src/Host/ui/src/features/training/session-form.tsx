import { Button } from '@/components/button'
import { DateField, unreadable } from '@/components/date-time-field'
import { Field, Select } from '@/components/field'
import { FormFrame } from '@/components/form'
import { useForm } from '@/components/use-form'
import { api } from '@/lib/api/client'
import type { Course } from '@/lib/api/types'
import { today } from '@/lib/dates'
import { common } from '@/lib/i18n/common'
import { useLanguage } from '@/lib/i18n/language'
import { useMe } from '@/lib/session'
import { useRecordTraining } from './record-training'
import { texts } from './texts'

export const SessionForm = ({ courses, close }: { courses: Course[]; close: () => void }) => {
  const t = texts.useTexts()
  const c = common.useTexts()
  const language = useLanguage()
  const me = useMe().data
  const record = useRecordTraining()
  const organisations = [...new Map((me?.memberships ?? []).map((membership) => [membership.organisationId, membership.organisationName]))]
  const form = useForm({
    initial: { courseId: '', organisationId: organisations[0]?.[0] ?? '', heldOn: today(), place: '', trainer: '' },
    validate: (values) => {
      const errors: Record<string, string> = {}
      if (!values.courseId) errors.courseId = c.chooseOne
      if (!values.organisationId) errors.organisationId = c.chooseOne
      if (!values.heldOn) errors.heldOn = c.required
      if (values.heldOn === unreadable) errors.heldOn = c.badDate
      if (!values.place.trim()) errors.place = c.required
      return errors
    },
    labels: { courseId: t.course, organisationId: t.organisation, heldOn: t.heldOn, place: t.place },
    send: async (values, key) => {
      await record(() =>
        api.post('/training/sessions', {
          body: { courseId: values.courseId, organisationId: values.organisationId, heldOn: values.heldOn, place: values.place.trim(), trainer: values.trainer.trim() || undefined },
          key,
        }),
      )
      form.clean()
      close()
    },
  })
  return (
    <FormFrame
      form={form}
      action={t.save}
      extra={
        <Button look="quiet" onClick={close}>
          {c.cancel}
        </Button>
      }
    >
      <Select bind={form.bind('courseId')} label={t.course} options={courses.map((course) => ({ value: course.id, label: language === 'vi' ? course.nameVi : course.nameEn }))} />
      <Select bind={form.bind('organisationId')} label={t.organisation} options={organisations.map(([value, label]) => ({ value, label }))} />
      <DateField bind={form.bind('heldOn')} label={t.heldOn} />
      <Field bind={form.bind('place')} label={t.place} autoComplete="off" />
      <Field bind={form.bind('trainer')} label={t.trainer} optional autoComplete="off" />
    </FormFrame>
  )
}
