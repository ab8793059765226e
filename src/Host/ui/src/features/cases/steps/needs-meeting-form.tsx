import { Button } from '@/components/button'
import { DateTimeField } from '@/components/date-time-field'
import { Check, Field, TextArea } from '@/components/field'
import { FormFrame } from '@/components/form'
import { useForm } from '@/components/use-form'
import { common } from '@/lib/i18n/common'
import { stepTexts } from '../step-texts'
import { lines, missing, pastMoment } from './rules'
import type { StepProps } from './step-props'

export const NeedsMeeting = ({ change, reload, done }: StepProps) => {
  const t = stepTexts.useTexts()
  const c = common.useTexts()
  const form = useForm({
    initial: { heldAt: '', attendees: [{ name: '', role: '' }], absent: '', minutes: '', childHeard: false },
    validate: (values) => ({
      ...pastMoment('heldAt', values.heldAt, t.needTime, c),
      ...missing([
        ['attendees.0.name', !values.attendees.some((person) => person.name.trim() && person.role.trim()), t.meeting.needAttendees],
        ['minutes', !values.minutes.trim(), t.meeting.needMinutes],
      ]),
    }),
    send: async (values, key) => {
      const absent = lines(values.absent)
      await change(
        '/needs-meetings',
        {
          heldAt: values.heldAt,
          attendees: values.attendees
            .filter((person) => person.name.trim() && person.role.trim())
            .map((person) => ({ name: person.name.trim(), role: person.role.trim() })),
          absent: absent.length > 0 ? absent : undefined,
          minutes: values.minutes.trim(),
          childHeard: values.childHeard,
        },
        key,
      )
      form.clean()
      done()
    },
  })
  const { values } = form
  return (
    <FormFrame form={form} action={t.meeting.action} reload={reload}>
      <DateTimeField bind={form.bind('heldAt')} label={t.meeting.heldAt} />
      <fieldset className="form-group">
        <legend>{t.meeting.attendees}</legend>
        {values.attendees.map((_, i) => (
          <div className="repeat" key={i}>
            <div className="two">
              <Field bind={form.bindRow('attendees', values.attendees, i, 'name')} label={t.meeting.name} autoComplete="off" />
              <Field bind={form.bindRow('attendees', values.attendees, i, 'role')} label={t.meeting.role} autoComplete="off" />
            </div>
            {values.attendees.length > 1 && (
              <div>
                <Button look="quiet" icon="close" onClick={() => form.set('attendees', values.attendees.filter((__, at) => at !== i))}>
                  {c.remove}
                </Button>
              </div>
            )}
          </div>
        ))}
        <div>
          <Button icon="plus" onClick={() => form.set('attendees', [...values.attendees, { name: '', role: '' }])}>
            {t.meeting.addAttendee}
          </Button>
        </div>
      </fieldset>
      <TextArea bind={form.bind('absent')} label={t.meeting.absent} hint={t.onePerLine} optional rows={2} />
      <TextArea bind={form.bind('minutes')} label={t.meeting.minutes} rows={6} />
      <Check bind={form.bind('childHeard')} label={t.meeting.childHeard} />
    </FormFrame>
  )
}
