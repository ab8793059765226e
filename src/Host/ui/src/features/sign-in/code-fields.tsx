import { useState } from 'react'
import { Button } from '@/components/button'
import { Field, type FieldBinding } from '@/components/field'
import { texts } from './texts'

export interface Code {
  code: string
  recoveryCode: string
}

export const emptyCode: Code = { code: '', recoveryCode: '' }

interface CodeForm {
  bind: (name: 'code' | 'recoveryCode') => FieldBinding
  set: (name: 'code' | 'recoveryCode', value: string) => void
}

/** The code of the authenticator, or, where the phone is lost, a recovery code. */
export const CodeFields = ({ form }: { form: CodeForm }) => {
  const t = texts.useTexts()
  const [lost, setLost] = useState(false)
  return (
    <>
      {lost ? (
        <Field bind={form.bind('recoveryCode')} label={t.recoveryCode} hint={t.recoveryCodeHint} autoComplete="off" autoCapitalize="characters" spellCheck={false} autoFocus />
      ) : (
        <Field bind={form.bind('code')} label={t.code} hint={t.codeHint} inputMode="numeric" autoComplete="one-time-code" autoFocus />
      )}
      <div className="row">
        <Button
          look="quiet"
          onClick={() => {
            form.set(lost ? 'recoveryCode' : 'code', '')
            setLost(!lost)
          }}
        >
          {lost ? t.useCode : t.useRecoveryCode}
        </Button>
      </div>
    </>
  )
}
