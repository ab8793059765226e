import { useState } from 'react'
import { Link, Navigate, useNavigate, useSearchParams } from 'react-router'
import { ButtonLink } from '@/components/button'
import { Field } from '@/components/field'
import { FormFrame } from '@/components/form'
import { Page } from '@/components/page'
import { PasskeyButton } from '@/components/passkey-button'
import { Note } from '@/components/states'
import { useForm } from '@/components/use-form'
import { isProblem, problemType } from '@/lib/api/problem'
import { returned, useWentWrong, wentWell } from '@/lib/outside-sign-in'
import { useMe } from '@/lib/session'
import { CodeFields, emptyCode, type Code } from './code-fields'
import { OutsideButton } from './outside-button'
import { OutsideReturn } from './outside-return'
import { useSignIn, useSignInWithPasskey } from './sign-in'
import { texts } from './texts'
import './sign-in.css'

/** Only a path of ours: an address smuggled into the link must not lead away from here. */
const safePath = (path: string | null) => (path && /^\/(?![/\\])/.test(path) ? path : '/')

export const SignInPage = () => {
  const t = texts.useTexts()
  const [search] = useSearchParams()
  const me = useMe().data
  const navigate = useNavigate()
  const signIn = useSignIn()
  const signInWithPasskey = useSignInWithPasskey()
  const next = safePath(search.get('tiep'))
  const how = search.get(returned)
  const wentWrong = useWentWrong(how)
  // Asked for once name and password were right, so that nobody learns from the page whose account has a second factor.
  const [asked, setAsked] = useState(false)
  const form = useForm<{ userName: string; password: string } & Code>({
    initial: { userName: '', password: '', ...emptyCode },
    validate: (values) => ({
      ...(values.userName.trim() ? {} : { userName: t.needUser }),
      ...(values.password ? {} : { password: t.needPassword }),
      ...(asked && !values.code && !values.recoveryCode ? { code: t.needCode } : {}),
    }),
    send: async (values) => {
      form.clean()
      const { userName, password, code, recoveryCode } = values
      try {
        await signIn({ userName: userName.trim(), password, code: code || undefined, recoveryCode: recoveryCode || undefined })
      } catch (error) {
        if (!isProblem(error, problemType.secondFactorNeeded)) throw error
        setAsked(true)
      }
    },
  })
  if ((me?.signedIn || me?.unfinished) && !form.busy) return <Navigate replace to={next} />
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
          <p>
            <Link to="/quyen-cua-em">{t.rights}</Link>
          </p>
        </section>
        {how === wentWell ? (
          <OutsideReturn next={next} />
        ) : (
          <div className="sign-in-ways">
            {wentWrong && <Note tone="amber" title={wentWrong} alert />}
            <FormFrame form={form} action={t.action} then={t.then}>
              <Field bind={form.bind('userName')} label={t.userName} autoComplete="username" autoCapitalize="none" spellCheck={false} />
              <Field bind={form.bind('password')} label={t.password} type="password" autoComplete="current-password" />
              {asked && <CodeFields form={form} />}
            </FormFrame>
            <PasskeyButton
              label={t.byPasskey}
              send={async (answer) => {
                await signInWithPasskey(answer)
                await navigate(next, { replace: true })
              }}
            />
            <OutsideButton next={next} />
          </div>
        )}
      </div>
    </Page>
  )
}
