import { Problem, type ProblemDocument } from '@/lib/api/problem'
import { language } from '@/lib/i18n/language'
import { saveFile } from '@/lib/save-file'

/** Makes the copy for the child and hands it to the browser's downloads. */
export const makeCopy = async (asked: { caseId: string; requestId: string; vietnamese: boolean }, csrfToken: string): Promise<void> => {
  const response = await fetch('/api/v1/audit/access-copy', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Accept-Language': language(), 'X-CSRF-Token': csrfToken },
    credentials: 'same-origin',
    body: JSON.stringify(asked),
  })
  if (!response.ok) throw new Problem((await response.json()) as ProblemDocument)
  saveFile(await response.blob(), /filename="?([^";]+)"?/.exec(response.headers.get('Content-Disposition') ?? '')?.[1] ?? 'access-copy.html')
}
