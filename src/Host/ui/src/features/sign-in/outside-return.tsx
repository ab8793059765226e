import { useEffect, useRef, useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { FormFrame } from '@/components/form'
import { ProblemNote } from '@/components/problem-note'
import { Loading } from '@/components/states'
import { useForm } from '@/components/use-form'
import { isProblem, problemType } from '@/lib/api/problem'
import { CodeFields, emptyCode, type Code } from './code-fields'
import { useCompleteOutside } from './sign-in'
import { texts } from './texts'

/** Back from the provider: finishes by itself, or asks for our own second factor first. */
export const OutsideReturn = ({ next }: { next: string }) => {
  const t = texts.useTexts()
  const navigate = useNavigate()
  const complete = useCompleteOutside()
  const [asked, setAsked] = useState(false)
  const form = useForm<Code>({
    initial: emptyCode,
    validate: (values): Record<string, string> => (asked && !values.code && !values.recoveryCode ? { code: t.needCode } : {}),
    send: async (values) => {
      form.clean()
      try {
        await complete({ code: values.code || undefined, recoveryCode: values.recoveryCode || undefined })
        await navigate(next, { replace: true })
      } catch (error) {
        if (!isProblem(error, problemType.secondFactorNeeded)) throw error
        setAsked(true)
      }
    },
  })
  const begun = useRef(false)
  useEffect(() => {
    if (begun.current) return
    begun.current = true
    void form.submit()
  }, [form])
  return (
    <div className="sign-in-ways">
      {asked ? (
        <FormFrame form={form} action={t.action}>
          <CodeFields form={form} />
        </FormFrame>
      ) : form.failure ? (
        <ProblemNote error={form.failure} />
      ) : (
        <Loading />
      )}
      {(asked || !!form.failure) && (
        <p>
          <Link to={`/dang-nhap?tiep=${encodeURIComponent(next)}`}>{t.otherWay}</Link>
        </p>
      )}
    </div>
  )
}
