import { fetchFile } from '@/lib/fetch-file'

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
  const { name, headers } = await fetchFile('/audit/evidence', asked, csrfToken, 'evidence.zip')
  const digest = /sha-256=:([^:]+):/.exec(headers.get('Repr-Digest') ?? '')?.[1] ?? ''
  return { name, digest: [...atob(digest)].map((letter) => letter.charCodeAt(0).toString(16).padStart(2, '0')).join('') }
}
