import { useQuery } from '@tanstack/react-query'
import { api } from '@/lib/api/client'
import { Problem, type ProblemDocument } from '@/lib/api/problem'
import { language } from '@/lib/i18n/language'
import { saveFile } from '@/lib/save-file'

/** Which papers can be printed. Asked only when somebody wants to print: asking is recorded. */
export const useDocuments = (id: string, knownAt: string | undefined, wanted: boolean) =>
  useQuery({
    queryKey: ['cases', 'documents', id, knownAt ?? ''],
    queryFn: async ({ signal }) => (await api.get('/cases/{id}/documents', { path: { id }, query: { knownAt }, signal })).data,
    enabled: wanted,
  })

export interface Printing {
  caseId: string
  kind: string
  number: number | undefined
  knownAt: string | undefined
  format: 'html' | 'docx' | 'pdf'
}

export const paperAddress = ({ caseId, kind, number, knownAt, format }: Printing, restricted = false) => {
  const asked = new URLSearchParams({ format })
  if (number !== undefined) asked.set('number', String(number))
  if (knownAt) asked.set('knownAt', knownAt)
  if (restricted) asked.set('restricted', 'true')
  return `/api/v1/cases/${caseId}/documents/${kind}?${asked}`
}

const fetchPaper = async (printing: Printing, reason: string | undefined) => {
  const response = await fetch(paperAddress(printing, reason !== undefined), {
    headers: { 'Accept-Language': language(), ...(reason === undefined ? {} : { 'X-Purpose-Reason': encodeURIComponent(reason) }) },
    credentials: 'same-origin',
  })
  if (!response.ok) throw new Problem((await response.json()) as ProblemDocument)
  return response
}

/** @param reason Prints also what is restricted, for this reason. */
export const savePaper = async (printing: Printing, reason?: string) => {
  const response = await fetchPaper(printing, reason)
  saveFile(await response.blob(), /filename="?([^";]+)"?/.exec(response.headers.get('Content-Disposition') ?? '')?.[1] ?? `${printing.kind}.${printing.format}`)
}

/** A reason travels in a header, which a link cannot send: the page is fetched and written into a tab opened by the click. */
export const showPaper = async (printing: Printing, reason: string) => {
  const tab = window.open('', '_blank')
  try {
    const page = await (await fetchPaper(printing, reason)).text()
    if (!tab) return
    tab.document.write(page)
    tab.document.close()
  } catch (error) {
    tab?.close()
    throw error
  }
}
