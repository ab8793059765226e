import { useQuery } from '@tanstack/react-query'
import { DuplicateCards } from '@/components/duplicate-cards'
import { Note } from '@/components/states'
import { api } from '@/lib/api/client'
import { duplicateTexts } from '@/lib/i18n/duplicates'
import { useSettled } from '@/lib/use-settled'

/** For those who work with cases: whether the child they are about to report is known already. Nobody else learns that it is. */
const KnownCases = ({ name, bornOn, className }: { name: string; bornOn: string; className: string }) => {
  const t = duplicateTexts.useTexts()
  const settled = useSettled(name.trim())
  const child = { name: settled, bornOn: /^\d{4}-\d{2}-\d{2}$/.test(bornOn) ? bornOn : undefined, className: useSettled(className.trim()) || undefined }
  const found = useQuery({
    queryKey: ['cases', 'duplicates', child],
    queryFn: async ({ signal }) => (await api.post('/cases/duplicates', { body: child, signal })).data.items,
    enabled: settled.includes(' ') && settled === name.trim(),
    staleTime: 60_000,
  }).data
  const likely = found?.filter((one) => one.likeness !== 'Namesake').length ?? 0
  return (
    !!found &&
    likely > 0 && (
      <Note tone="amber" title={t.found(likely)}>
        <p className="small">{t.foundThen}</p>
        <DuplicateCards duplicates={found} />
      </Note>
    )
  )
}

export default KnownCases
