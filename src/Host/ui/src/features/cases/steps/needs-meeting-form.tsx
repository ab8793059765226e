import { Button } from '@/components/button'
import { DateField, DateTimeField } from '@/components/date-time-field'
import { Check, Field, TextArea } from '@/components/field'
import { FormFrame } from '@/components/form'
import { useForm } from '@/components/use-form'
import { common } from '@/lib/i18n/common'
import { stepTexts } from '../step-texts'
import { texts } from '../texts'
import { lines, missing, optionalDay, orNothing, pastMoment } from './rules'
import type { StepProps } from './step-props'

export const NeedsMeeting = ({ change, reload, done }: StepProps) => {
  const t = stepTexts.useTexts()
  const w = texts.useTexts()
  const c = common.useTexts()
  const form = useForm({
    initial: {
      heldAt: '',
      place: '',
      chair: '',
      attendees: [{ name: '', role: '' }],
      absent: '',
      minutes: '',
      decisions: [] as { text: string; owner: string; dueOn: string }[],
      dissent: [] as { name: string; view: string }[],
      childHeard: false,
      childWish: '',
    },
    validate: (values) => ({
      ...pastMoment('heldAt', values.heldAt, t.needTime, c),
      ...missing([
        ['attendees.0.name', !values.attendees.some((person) => person.name.trim() && person.role.trim()), t.meeting.needAttendees],
        ['minutes', !values.minutes.trim(), t.meeting.needMinutes],
        ...values.decisions.map(({ text, owner }, i): [string, boolean, string] => [`decisions.${i}.text`, !text.trim() || !owner.trim(), t.meeting.needDecision]),
        ...values.dissent.map(({ name, view }, i): [string, boolean, string] => [`dissent.${i}.name`, !name.trim() || !view.trim(), t.meeting.needView]),
      ]),
      ...Object.assign({}, ...values.decisions.map((decision, i) => optionalDay(`decisions.${i}.dueOn`, decision.dueOn, c))),
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
          place: orNothing(values.place),
          chair: orNothing(values.chair),
          childWish: orNothing(values.childWish),
          decisions: values.decisions.map(({ text, owner, dueOn }) => ({ text: text.trim(), owner: owner.trim(), dueOn: dueOn || undefined })),
          dissent: values.dissent.map(({ name, view }) => ({ name: name.trim(), view: view.trim() })),
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
      <div className="two">
        <Field bind={form.bind('place')} label={w.place} optional autoComplete="off" maxLength={300} />
        <Field bind={form.bind('chair')} label={w.chair} optional autoComplete="off" maxLength={200} />
      </div>
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
      <fieldset className="form-group">
        <legend>{w.decisions}</legend>
        {values.decisions.map((_, i) => (
          <div className="repeat" key={`${values.decisions.length}-${i}`}>
            <TextArea bind={form.bindRow('decisions', values.decisions, i, 'text')} label={t.meeting.decision} rows={2} />
            <div className="two">
              <Field bind={form.bindRow('decisions', values.decisions, i, 'owner')} label={t.meeting.owner} autoComplete="off" />
              <DateField bind={form.bindRow('decisions', values.decisions, i, 'dueOn')} label={t.meeting.by} optional />
            </div>
            <div>
              <Button look="quiet" icon="close" onClick={() => form.set('decisions', values.decisions.filter((__, at) => at !== i))}>
                {c.remove}
              </Button>
            </div>
          </div>
        ))}
        <div>
          <Button icon="plus" onClick={() => form.set('decisions', [...values.decisions, { text: '', owner: '', dueOn: '' }])}>
            {t.meeting.addDecision}
          </Button>
        </div>
      </fieldset>
      <fieldset className="form-group">
        <legend>{w.dissent}</legend>
        {values.dissent.map((_, i) => (
          <div className="repeat" key={i}>
            <Field bind={form.bindRow('dissent', values.dissent, i, 'name')} label={t.meeting.name} autoComplete="off" />
            <TextArea bind={form.bindRow('dissent', values.dissent, i, 'view')} label={t.meeting.view} rows={2} />
            <div>
              <Button look="quiet" icon="close" onClick={() => form.set('dissent', values.dissent.filter((__, at) => at !== i))}>
                {c.remove}
              </Button>
            </div>
          </div>
        ))}
        <div>
          <Button icon="plus" onClick={() => form.set('dissent', [...values.dissent, { name: '', view: '' }])}>
            {t.meeting.addDissent}
          </Button>
        </div>
      </fieldset>
      <Check bind={form.bind('childHeard')} label={t.meeting.childHeard} />
      {values.childHeard && <TextArea bind={form.bind('childWish')} label={w.childWish} hint={t.meeting.wishHint} optional rows={2} />}
    </FormFrame>
  )
}
