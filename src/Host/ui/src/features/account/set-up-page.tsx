import { Page, Section } from '@/components/page'
import { canUsePasskeys } from '@/lib/passkeys'
import { useAcceptMe } from '@/lib/session'
import { AddPasskey } from './add-passkey'
import { SetUpSecondFactor } from './set-up-second-factor'
import { texts } from './texts'
import './account.css'

/** Stands in place of every page for a person whose role needs a second factor until they have one. */
export const SetUpPage = () => {
  const t = texts.useTexts()
  const acceptMe = useAcceptMe()
  return (
    <Page title={t.setUpTitle} lead={t.setUpForced} narrow>
      <SetUpSecondFactor done={acceptMe} />
      {canUsePasskeys && (
        <Section id="khoa-truy-cap" title={t.setUpByPasskey}>
          <p>{t.passkeysWhy}</p>
          <AddPasskey done={acceptMe} />
        </Section>
      )}
    </Page>
  )
}
