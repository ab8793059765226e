import { useNavigate } from 'react-router'
import { Select } from '@/components/field'
import { FormFrame } from '@/components/form'
import { NoPermission } from '@/components/states'
import { useForm, type Form } from '@/components/use-form'
import { api } from '@/lib/api/client'
import { hasRole, useMe } from '@/lib/session'
import { useRecord } from './circumstances'
import { schoolYears } from './dropouts'
import { PupilFields, pupilBody, pupilValues, useCheckPupil, type PupilValues } from './pupil-fields'
import { RegistersFrame, schoolRoles } from './registers-frame'
import { SignalFields } from './signal-fields'
import { signalBody, signalErrors, signalValues, type SignalValues } from './signals'
import { texts } from './texts'

interface Values extends PupilValues, SignalValues {
  schoolYear: string
}

export const NewDropoutPage = () => {
  const t = texts.useTexts()
  const l = t.dropouts
  const me = useMe().data
  const record = useRecord()
  const check = useCheckPupil()
  const go = useNavigate()
  const years = schoolYears()
  const form = useForm<Values>({
    initial: { ...pupilValues(), ...signalValues(), schoolYear: years[0] ?? '' },
    labels: { name: t.name, bornOn: t.bornOn, average: l.average, averageBefore: l.averageBefore, unexcusedDays: l.unexcusedDays, absentDays: l.absentDays, schoolDays: l.schoolDays, failingSubjects: l.failing },
    validate: (values) => ({ ...check(values), ...signalErrors(values, l) }),
    send: async (values, key) => {
      const made = await record(api.post('/cases/dropout-risks', { key, body: { ...pupilBody(values), schoolYear: values.schoolYear, signals: signalBody(values) } }))
      form.clean()
      void go(`/so/bo-hoc/${made.id}`)
    },
  })
  if (!hasRole(me, ...schoolRoles)) return <NoPermission />
  return (
    <RegistersFrame register="dropouts" title={l.watchTitle} narrow>
      <div className="register-form">
        <FormFrame form={form} action={l.watch} then={l.watchThen}>
          <Select bind={form.bind('schoolYear')} label={l.schoolYear} options={years.map((year) => ({ value: year, label: year }))} />
          <PupilFields form={form as unknown as Form<PupilValues>} />
          <SignalFields form={form as unknown as Form<SignalValues>} />
        </FormFrame>
      </div>
    </RegistersFrame>
  )
}
