import { ButtonLink } from '@/components/button'
import { Facts, Page, Section } from '@/components/page'
import { common } from '@/lib/i18n/common'
import { useMe } from '@/lib/session'
import { OutsideSection } from './outside-section'
import { PasskeysSection } from './passkeys-section'
import { PasswordSection } from './password-section'
import { SecondFactorSection } from './second-factor-section'
import { SessionsSection } from './sessions-section'
import { texts } from './texts'
import './account.css'

export const AccountPage = () => {
  const t = texts.useTexts()
  const c = common.useTexts()
  const me = useMe().data
  return (
    <Page title={t.title} lead={t.lead} narrow>
      <Facts
        facts={[
          { term: t.userName, text: me?.userName },
          { term: t.email, text: me?.email },
          { term: t.roles, text: me?.memberships.map((held) => `${c.role[held.role] ?? held.role}, ${held.organisationName}`).join('\n') },
        ]}
      />
      <SecondFactorSection />
      <PasskeysSection />
      <OutsideSection />
      <SessionsSection />
      <PasswordSection />
      <Section id="vang-mat" title={t.away}>
        <p className="muted">{t.awayText}</p>
        <div>
          <ButtonLink to="/vang-mat">{t.awayOpen}</ButtonLink>
        </div>
      </Section>
      <Section id="su-co" title={t.breach}>
        <p className="muted">{t.breachText}</p>
        <div>
          <ButtonLink to="/bao-su-co">{t.breach}</ButtonLink>
        </div>
      </Section>
    </Page>
  )
}
