import { useState } from 'react'
import { Field } from '@/components/field'
import { FormFrame } from '@/components/form'
import { Section } from '@/components/page'
import { Note } from '@/components/states'
import { useForm } from '@/components/use-form'
import { api } from '@/lib/api/client'
import { isTooShort } from '@/lib/new-password'
import { useAcceptMe, useMe } from '@/lib/session'
import { texts } from './texts'

const empty = { current: '', new: '', again: '' }

export const PasswordSection = () => {
  const t = texts.useTexts()
  const acceptMe = useAcceptMe()
  const userName = useMe().data?.userName ?? ''
  const [changed, setChanged] = useState(false)
  const form = useForm({
    initial: empty,
    validate: (values) => ({
      ...(values.current ? {} : { current: t.needPassword }),
      ...(isTooShort(values.new) ? { new: t.tooShort } : {}),
      ...(values.new === values.again ? {} : { again: t.notSame }),
    }),
    send: async (values) => {
      setChanged(false)
      acceptMe((await api.put('/access/password', { body: { current: values.current, new: values.new } })).data)
      form.setValues(empty)
      setChanged(true)
    },
  })
  return (
    <Section id="mat-khau" title={t.password}>
      <p>{t.passwordText}</p>
      {changed && <Note tone="green">{t.changed}</Note>}
      <FormFrame form={form} action={t.passwordChange}>
        {/* For password managers, which would not know whose password it is. */}
        <input type="text" name="username" autoComplete="username" value={userName} readOnly hidden />
        <Field bind={form.bind('current')} label={t.current} type="password" autoComplete="current-password" />
        <Field bind={form.bind('new')} label={t.chosen} type="password" autoComplete="new-password" />
        <Field bind={form.bind('again')} label={t.again} type="password" autoComplete="new-password" />
      </FormFrame>
    </Section>
  )
}
