import { newKey } from '@/lib/api/client'
import { Problem, type ProblemDocument } from '@/lib/api/problem'
import { language } from '@/lib/i18n/language'
import { saveFile } from '@/lib/save-file'

export interface Asked {
  caseId: string
  personalData: boolean
  withheld: string[]
  purpose: string
  reason: string
  olderSizes: number[]
}

export interface Exported {
  name: string
  /** SHA-256 of the file in hex, as the ledger has it. */
  digest: string
}

/** Exports, hands the file to the browser's downloads, and says what it is called. */
export const exportEvidence = async (asked: Asked, csrfToken: string): Promise<Exported> => {
  const response = await fetch('/api/v1/audit/evidence', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Accept-Language': language(), 'X-CSRF-Token': csrfToken, 'Idempotency-Key': newKey() },
    credentials: 'same-origin',
    body: JSON.stringify(asked),
  })
  if (!response.ok) throw new Problem((await response.json()) as ProblemDocument)
  const name = /filename="?([^";]+)"?/.exec(response.headers.get('Content-Disposition') ?? '')?.[1] ?? 'evidence.zip'
  const digest = /sha-256=:([^:]+):/.exec(response.headers.get('Repr-Digest') ?? '')?.[1] ?? ''
  saveFile(await response.blob(), name)
  return { name, digest: [...atob(digest)].map((letter) => letter.charCodeAt(0).toString(16).padStart(2, '0')).join('') }
}
