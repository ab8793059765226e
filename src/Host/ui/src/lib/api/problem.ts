/** A refusal in the shape of RFC 9457. Callers branch on `type`, never on words. */
export interface ProblemDocument {
  type: string
  title: string
  status: number
  detail?: string
  traceId?: string
  errors?: Record<string, string[]>
  source?: string
  allowed?: string[]
  currentVersion?: number
}

export class Problem extends Error {
  readonly document: ProblemDocument

  constructor(document: ProblemDocument) {
    super(document.title)
    this.name = 'Problem'
    this.document = document
  }

  get type() {
    return this.document.type
  }

  get status() {
    return this.document.status
  }
}

/** The request never got an answer: no network, or the connection broke. Safe to send again with the same key. */
export class NoConnection extends Error {
  constructor() {
    super('no connection')
    this.name = 'NoConnection'
  }
}

export const problemType = {
  invalid: '/problems/invalid-request',
  unauthenticated: '/problems/unauthenticated',
  forbidden: '/problems/forbidden',
  notFound: '/problems/not-found',
  notSealedYet: '/problems/not-sealed-yet',
  changed: '/problems/changed-meanwhile',
  signInFailed: '/problems/sign-in-failed',
  secondFactorNeeded: '/problems/second-factor-needed',
  codeWrong: '/problems/code-wrong',
  locked: '/problems/session-locked',
  busy: '/problems/busy',
  csrfMissing: '/problems/csrf-token-missing',
} as const

export const isProblem = (error: unknown, type?: string): error is Problem =>
  error instanceof Problem && (type === undefined || error.type === type)

/** "/child/fullName", "child.fullName", "$.child.fullName" → "child.fullName": one way to name a field. */
export const fieldName = (pointer: string): string =>
  pointer
    .replace(/^\$\.?/, '')
    .replace(/^[#/]+/, '')
    .replace(/\[(\d+)\]/g, '.$1')
    .replaceAll('/', '.')
    .split('.')
    .map((part) => part.charAt(0).toLowerCase() + part.slice(1))
    .join('.')

export const fieldErrors = (error: unknown): Record<string, string> => {
  if (!isProblem(error)) return {}
  const found: Record<string, string> = {}
  for (const [pointer, reasons] of Object.entries(error.document.errors ?? {}))
    found[fieldName(pointer)] = reasons.join(' ')
  return found
}
