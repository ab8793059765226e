import { common } from '@/lib/i18n/common'
import { Button } from './button'

interface Paged {
  hasNextPage: boolean
  isFetchingNextPage: boolean
  fetchNextPage: () => unknown
}

/** The way to the rest of a list, while there is a rest. */
export const LoadMore = ({ query }: { query: Paged }) => {
  const t = common.useTexts()
  if (!query.hasNextPage) return null
  return (
    <div className="no-print">
      <Button onClick={() => void query.fetchNextPage()} busy={query.isFetchingNextPage}>
        {t.loadMore}
      </Button>
    </div>
  )
}
