import { ButtonLink } from '@/components/button'
import { EmptyState } from '@/components/states'
import { common } from '@/lib/i18n/common'

export const NotFound = () => {
  const t = common.useTexts()
  return (
    <EmptyState page icon="search" title={t.notFoundTitle}>
      <ButtonLink to="/">{t.backHome}</ButtonLink>
    </EmptyState>
  )
}
