import { newKey } from './api/client'
import { Problem, type ProblemDocument } from './api/problem'
import { language } from './i18n/language'
import { saveFile } from './save-file'

/** Asks for a file that the server makes, hands it to the browser's downloads, and says what it is called. */
export const fetchFile = async (path: string, body: unknown, csrfToken: string, otherwise: string): Promise<{ name: string; headers: Headers }> => {
  const response = await fetch(`/api/v1${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Accept-Language': language(), 'X-CSRF-Token': csrfToken, 'Idempotency-Key': newKey() },
    credentials: 'same-origin',
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Problem((await response.json()) as ProblemDocument)
  const name = /filename="?([^";]+)"?/.exec(response.headers.get('Content-Disposition') ?? '')?.[1] ?? otherwise
  saveFile(await response.blob(), name)
  return { name, headers: response.headers }
}
