import { Navigate, useSearchParams } from 'react-router'
import { ButtonLink } from '@/components/button'
import { Field } from '@/components/field'
import { FormFrame } from '@/components/form'
import { Page } from '@/components/page'
import { useForm } from '@/components/use-form'
import { useMe } from '@/lib/session'
import { Link } from 'react-router'
import { useSignIn } from './sign-in'
import { texts } from './texts'
import './sign-in.css'

/** Only a path of ours: an address smuggled into the link must not lead away from here. */
const safePath = (path: string | null) => (path && /^\/(?![/\\])/.test(path) ? path : '/')

export const SignInPage = () => {
  const t = texts.useTexts()
  const [search] = useSearchParams()
  const me = useMe().data
  const signIn = useSignIn()
  const form = useForm({
    initial: { userName: '', password: '' },
    validate: (values) => ({
      ...(values.userName.trim() ? {} : { userName: t.needUser }),
      ...(values.password ? {} : { password: t.needPassword }),
    }),
    send: async (values) => {
      form.clean()
      await signIn(values.userName.trim(), values.password)
    },
  })
  if (me?.signedIn && !form.busy) return <Navigate replace to={safePath(search.get('tiep'))} />
  return (
    <Page title={t.title}>
      <div className="sign-in">
        <section className="sign-in-report">
          <h2>{t.reportTitle}</h2>
          <p>{t.reportText}</p>
          <ButtonLink to="/bao-tin" look="primary" icon="speak">
            {t.reportAction}
          </ButtonLink>
          <p>
            <Link to="/bao-tin/theo-doi">{t.followUp}</Link>
          </p>
        </section>
        <FormFrame form={form} action={t.action} then={t.then}>
          <Field bind={form.bind('userName')} label={t.userName} autoComplete="username" autoCapitalize="none" spellCheck={false} />
          <Field bind={form.bind('password')} label={t.password} type="password" autoComplete="current-password" />
        </FormFrame>
      </div>
    </Page>
  )
}
