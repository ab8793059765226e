import { useState } from 'react'
import { ButtonLink } from '@/components/button'
import { Field } from '@/components/field'
import { FormFrame } from '@/components/form'
import { Page } from '@/components/page'
import { Note } from '@/components/states'
import { useForm } from '@/components/use-form'
import { api } from '@/lib/api/client'
import { isTooShort } from '@/lib/new-password'
import { texts } from './texts'

/** Account and token stand after #, which no server sees. */
const readLink = () => {
  const [accountId = '', token = ''] = location.hash.slice(1).split('.', 2)
  return { accountId, token: decodeURIComponent(token) }
}

/** Where the link of an invitation leads. */
export const AcceptPage = () => {
  const t = texts.useTexts()
  const [link] = useState(readLink)
  const [userName, setUserName] = useState<string>()
  const form = useForm({
    initial: { password: '', again: '' },
    validate: (values) => ({
      ...(isTooShort(values.password) ? { password: t.tooShort } : {}),
      ...(values.password === values.again ? {} : { again: t.notSame }),
    }),
    send: async (values) => {
      const { data } = await api.post('/access/invitations/acceptance', { body: { ...link, password: values.password } })
      form.clean()
      setUserName(data.userName)
    },
  })
  return (
    <Page title={t.acceptTitle} lead={t.acceptLead} narrow>
      {userName ? (
        <Note tone="green" title={t.accepted(userName)}>
          <div className="row">
            <ButtonLink look="primary" to="/dang-nhap">
              {t.signIn}
            </ButtonLink>
          </div>
        </Note>
      ) : link.token ? (
        <FormFrame form={form} action={t.accept}>
          <Field bind={form.bind('password')} label={t.password} hint={t.acceptHint} type="password" autoComplete="new-password" />
          <Field bind={form.bind('again')} label={t.passwordAgain} type="password" autoComplete="new-password" />
        </FormFrame>
      ) : (
        <Note tone="red">{t.badLink}</Note>
      )}
    </Page>
  )
}
