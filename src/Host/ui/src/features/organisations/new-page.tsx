import { useNavigate } from 'react-router'
import { ButtonLink } from '@/components/button'
import { Page } from '@/components/page'
import { NoPermission } from '@/components/states'
import { hasRole, useMe } from '@/lib/session'
import { CreateForm } from './forms'
import { texts } from './texts'

export const NewPage = () => {
  const t = texts.useTexts()
  const go = useNavigate()
  const me = useMe().data
  if (!hasRole(me, 'Administrator')) return <NoPermission />
  return (
    <Page
      title={t.add}
      lead={t.addLead}
      narrow
      above={
        <div>
          <ButtonLink to="/quan-tri/to-chuc" look="quiet" icon="back">
            {t.title}
          </ButtonLink>
        </div>
      }
    >
      <CreateForm done={() => void go('/quan-tri/to-chuc')} />
    </Page>
  )
}
