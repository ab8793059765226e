import { useNavigate } from 'react-router'
import { DateField, unreadable } from '@/components/date-time-field'
import { Field, Select } from '@/components/field'
import { FormFrame } from '@/components/form'
import { NoPermission } from '@/components/states'
import { useForm, type Form } from '@/components/use-form'
import { api } from '@/lib/api/client'
import { common } from '@/lib/i18n/common'
import { hasRole, useMe } from '@/lib/session'
import { useCodes, useDisasters, useRecord } from './circumstances'
import { PupilFields, pupilBody, pupilValues, useCheckPupil, type PupilValues } from './pupil-fields'
import { RegistersFrame, schoolRoles } from './registers-frame'
import { texts } from './texts'

interface Values extends PupilValues {
  group: string
  subType: string
  disasterId: string
  from: string
  evidence: string
}

export const NewCircumstancePage = () => {
  const t = texts.useTexts()
  const l = t.circumstances
  const c = common.useTexts()
  const me = useMe().data
  const record = useRecord()
  const codes = useCodes()
  const disasters = useDisasters().data ?? []
  const check = useCheckPupil()
  const go = useNavigate()
  const form = useForm<Values>({
    initial: { ...pupilValues(), group: '', subType: '', disasterId: '', from: '', evidence: '' },
    labels: { name: t.name, bornOn: t.bornOn, group: l.group, from: l.since, disasterId: l.disaster },
    validate: (values) => ({
      ...check(values),
      ...(values.group ? {} : { group: c.chooseOne }),
      ...(values.from === '' ? { from: c.required } : values.from === unreadable ? { from: c.badDate } : {}),
      ...(codes.isDisaster(values.group) && !values.disasterId ? { disasterId: c.chooseOne } : {}),
    }),
    send: async (values, key) => {
      const made = await record(
        api.post('/cases/circumstances', {
          key,
          body: {
            ...pupilBody(values),
            listing: {
              group: values.group,
              from: values.from,
              subType: values.subType || undefined,
              disasterId: codes.isDisaster(values.group) ? values.disasterId : undefined,
              evidence: values.evidence.trim() || undefined,
            },
          },
        }),
      )
      form.clean()
      void go(`/so/hoan-canh/${made.id}`)
    },
  })
  if (!hasRole(me, ...schoolRoles)) return <NoPermission />
  const subTypes = codes.subTypeOptions(form.values.group)
  return (
    <RegistersFrame register="circumstances" title={l.enterTitle} narrow>
      <div className="register-form">
        <FormFrame form={form} action={l.enter} then={l.enterThen}>
          <fieldset className="part">
            <legend>{l.group}</legend>
            <Select bind={{ ...form.bind('group'), onChange: (group) => form.setValues({ ...form.values, group, subType: '' }) }} label={l.group} options={codes.groupOptions} />
            {subTypes.length > 0 && <Select bind={form.bind('subType')} label={l.subType} hint={l.notVerified} optional options={subTypes} />}
            {codes.isDisaster(form.values.group) && <Select bind={form.bind('disasterId')} label={l.disaster} options={disasters.map((one) => ({ value: one.id, label: one.name }))} />}
            <div className="two">
              <DateField bind={form.bind('from')} label={l.since} />
              <Field bind={form.bind('evidence')} label={l.evidence} hint={l.evidenceHint} optional autoComplete="off" maxLength={500} />
            </div>
          </fieldset>
          <PupilFields form={form as unknown as Form<PupilValues>} />
        </FormFrame>
      </div>
    </RegistersFrame>
  )
}
