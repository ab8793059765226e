import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Section } from '@/components/page'
import { Await, Note } from '@/components/states'
import { StatusBadge } from '@/components/status-badge'
import { useAcceptMe } from '@/lib/session'
import { CodeDialog } from './code-dialog'
import { RecoveryCodes } from './recovery-codes'
import { removeSecondFactor, replaceRecoveryCodes, secondFactorKey, useSecondFactor } from './second-factor'
import { SetUpSecondFactor } from './set-up-second-factor'
import { texts } from './texts'

export const SecondFactorSection = () => {
  const t = texts.useTexts()
  const standing = useSecondFactor()
  const cache = useQueryClient()
  const acceptMe = useAcceptMe()
  const [doing, setDoing] = useState<'on' | 'off' | 'codes'>()
  const [codes, setCodes] = useState<string[]>()
  const again = () => cache.invalidateQueries({ queryKey: secondFactorKey })
  const stop = () => setDoing(undefined)
  return (
    <Section id="hai-lop" title={t.factor}>
      <p>{t.factorWhy}</p>
      <Await query={standing}>
        {(factor) => (
          <>
            <div className="row">
              <StatusBadge tone={factor.on ? 'green' : factor.needed ? 'amber' : 'plain'}>{factor.on ? t.factorOn : t.factorOff}</StatusBadge>
              {factor.on && !factor.authenticator && <span>{t.factorByPasskey}</span>}
              {factor.on && <span>{t.codesLeft(factor.recoveryCodesLeft)}</span>}
            </div>
            {!factor.on && factor.waived && factor.needed && <Note tone="amber">{t.factorWaived}</Note>}
            {factor.on && factor.recoveryCodesLeft < 3 && <Note tone="amber">{t.codesFew}</Note>}
            {codes ? (
              <RecoveryCodes codes={codes} done={() => setCodes(undefined)} />
            ) : doing === 'on' ? (
              <SetUpSecondFactor
                done={(me) => {
                  stop()
                  acceptMe(me)
                  void again()
                }}
              />
            ) : (
              <div className="row">
                {factor.on ? (
                  <>
                    <Button onClick={() => setDoing('codes')}>{t.newCodes}</Button>
                    {factor.authenticator && (
                      <Button look="danger" onClick={() => setDoing('off')}>
                        {t.turnOff}
                      </Button>
                    )}
                  </>
                ) : (
                  <Button look="primary" icon="shield" onClick={() => setDoing('on')}>
                    {t.turnOn}
                  </Button>
                )}
              </div>
            )}
            {doing === 'off' && (
              <CodeDialog
                title={t.turnOff}
                text={t.turnOffText}
                close={stop}
                send={async (code) => {
                  acceptMe(await removeSecondFactor(code))
                  await again()
                }}
              />
            )}
            {doing === 'codes' && (
              <CodeDialog
                title={t.newCodes}
                text={t.newCodesText}
                close={stop}
                send={async (code) => {
                  setCodes(await replaceRecoveryCodes(code))
                  await again()
                }}
              />
            )}
          </>
        )}
      </Await>
    </Section>
  )
}
