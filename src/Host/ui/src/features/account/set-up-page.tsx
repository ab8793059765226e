import { Page } from '@/components/page'
import { useAcceptMe } from '@/lib/session'
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
    </Page>
  )
}
