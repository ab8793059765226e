import { DateField, unreadable } from '@/components/date-time-field'
import { Field, optionsOf, Select } from '@/components/field'
import type { Form } from '@/components/use-form'
import { common } from '@/lib/i18n/common'
import { texts } from './texts'

export interface PupilValues {
  name: string
  bornOn: string
  sex: string
  className: string
  pupilCode: string
  guardianName: string
  relation: string
  phone: string
  address: string
}

interface Known {
  name: string
  bornOn?: string | null
  sex?: string | null
  className?: string | null
  pupilCode?: string | null
}

interface KnownGuardian {
  name?: string | null
  relation?: string | null
  phone?: string | null
  address?: string | null
}

export const pupilValues = (pupil?: Known | null, guardian?: KnownGuardian | null): PupilValues => ({
  name: pupil?.name ?? '',
  bornOn: pupil?.bornOn ?? '',
  sex: pupil?.sex ?? '',
  className: pupil?.className ?? '',
  pupilCode: pupil?.pupilCode ?? '',
  guardianName: guardian?.name ?? '',
  relation: guardian?.relation ?? '',
  phone: guardian?.phone ?? '',
  address: guardian?.address ?? '',
})

export const useCheckPupil = () => {
  const c = common.useTexts()
  return (values: PupilValues): Record<string, string> => ({
    ...(values.name.trim() ? {} : { name: c.required }),
    ...(values.bornOn === unreadable ? { bornOn: c.badDate } : {}),
  })
}

const given = (text: string) => text.trim() || undefined

/** As the server takes it: what was left empty is left out. */
export const pupilBody = (values: PupilValues) => ({
  pupil: {
    name: values.name.trim(),
    bornOn: given(values.bornOn),
    sex: given(values.sex),
    className: given(values.className),
    pupilCode: given(values.pupilCode),
  },
  guardian: [values.guardianName, values.relation, values.phone, values.address].some((text) => text.trim())
    ? { name: given(values.guardianName), relation: given(values.relation), phone: given(values.phone), address: given(values.address) }
    : undefined,
})

/** `known`: what is there already is shown; on a new form the guardian folds away. */
export const PupilFields = ({ form, known = false }: { form: Pick<Form<PupilValues>, 'bind'>; known?: boolean }) => {
  const t = texts.useTexts()
  return (
    <>
      <fieldset className="part">
        <legend>{t.pupil}</legend>
        <Field bind={form.bind('name')} label={t.name} autoComplete="off" maxLength={200} />
        <div className="two">
          <DateField bind={form.bind('bornOn')} label={t.bornOn} optional />
          <Select bind={form.bind('sex')} label={t.sex} optional options={optionsOf(t.sexes)} />
        </div>
        <div className="two">
          <Field bind={form.bind('className')} label={t.className} optional autoComplete="off" maxLength={50} />
          <Field bind={form.bind('pupilCode')} label={t.pupilCode} hint={t.pupilCodeHint} optional autoComplete="off" maxLength={40} />
        </div>
      </fieldset>
      <details open={known || undefined}>
        <summary>{t.guardian}</summary>
        <div className="stack">
          <div className="two">
            <Field bind={form.bind('guardianName')} label={t.guardianName} optional autoComplete="off" maxLength={200} />
            <Field bind={form.bind('relation')} label={t.relation} optional autoComplete="off" maxLength={100} />
          </div>
          <div className="two">
            <Field bind={form.bind('phone')} label={t.phone} optional type="tel" autoComplete="off" maxLength={50} />
            <Field bind={form.bind('address')} label={t.address} optional autoComplete="off" maxLength={500} />
          </div>
        </div>
      </details>
    </>
  )
}
