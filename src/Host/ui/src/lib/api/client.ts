import { language } from '../i18n/language'
import type { Answered, Method, OptionsOf, PathOf } from './operations'
import { NoConnection, Problem, problemType, type ProblemDocument } from './problem'

type Values = Record<string, string | number | boolean | null | undefined>

interface Options {
  path?: Values
  query?: Values
  body?: unknown
  /** The version the writer looked at; the server refuses when it is no longer the newest. */
  version?: number | undefined
  /** One key for one intention, the same on every retry of it. */
  key?: string
  headers?: Record<string, string>
  signal?: AbortSignal
  /** 'omit': whoever is signed in on this device has nothing to do with it. */
  credentials?: RequestCredentials
}

/** An answer with the version of the thing it speaks of (from ETag), when it has one. */
export interface Answer<T> {
  data: T
  version?: number
}

let csrfToken: string | null = null
let onSignedOut: () => void = () => undefined
let onLocked: () => void = () => undefined

/** Set by the session as soon as it is known; changes made with the sign-in cookie need it. */
export const setCsrfToken = (token: string | null | undefined) => {
  csrfToken = token ?? null
}

export const whenSignedOut = (go: () => void) => {
  onSignedOut = go
}

export const whenLocked = (go: () => void) => {
  onLocked = go
}

export const newKey = (): string =>
  typeof crypto.randomUUID === 'function'
    ? crypto.randomUUID()
    : // crypto.randomUUID needs a secure context; a school may open the platform by plain address inside its network
      [...crypto.getRandomValues(new Uint8Array(16))]
        .map((byte, i) => ([4, 6, 8, 10].includes(i) ? '-' : '') + byte.toString(16).padStart(2, '0'))
        .join('')

const address = (template: string, parts: Values = {}, query: Values = {}) => {
  const path = template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(parts[name])))
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query))
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value))
  const text = search.toString()
  return `/api/v1${path}${text ? `?${text}` : ''}`
}

const asProblem = async (response: Response): Promise<Problem> => {
  let document: Partial<ProblemDocument> = {}
  try {
    document = (await response.json()) as Partial<ProblemDocument>
  } catch {
    // a proxy in between may answer without a problem document
  }
  return new Problem({
    ...document,
    type: document.type ?? (response.status === 401 ? problemType.unauthenticated : `/problems/status-${response.status}`),
    title: document.title ?? '',
    status: response.status,
  })
}

/** For a request whose path is no longer a template; everything else goes through `api`. */
export const send = async <T>(method: string, path: string, options: Options): Promise<Answer<T>> => {
  const change = method !== 'GET'
  const headers: Record<string, string> = {
    Accept: 'application/json',
    'Accept-Language': language(),
    ...options.headers,
  }
  if (method === 'POST') options = { body: {}, ...options }
  const file = options.body instanceof Blob ? options.body : undefined
  if (options.body !== undefined) headers['Content-Type'] = file?.type ?? 'application/json'
  if (change && csrfToken && options.credentials !== 'omit') headers['X-CSRF-Token'] = csrfToken
  if (method === 'POST' || options.key) headers['Idempotency-Key'] = options.key ?? newKey()
  if (options.version !== undefined) headers['If-Match'] = `"${options.version}"`

  let response: Response
  try {
    response = await fetch(address(path, options.path, options.query), {
      method,
      headers,
      credentials: options.credentials ?? 'same-origin',
      ...(options.body === undefined ? {} : { body: file ?? JSON.stringify(options.body) }),
      ...(options.signal ? { signal: options.signal } : {}),
    })
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new NoConnection()
  }

  if (!response.ok) {
    const problem = await asProblem(response)
    if (problem.type === problemType.unauthenticated) onSignedOut()
    if (problem.type === problemType.locked) onLocked()
    throw problem
  }

  const tag = /"(\d+)"/.exec(response.headers.get('ETag') ?? '')
  const data = (response.status === 204 ? undefined : await response.json()) as T
  return tag ? { data, version: Number(tag[1]) } : { data }
}

/** A file and the name it comes with. The reason of a restricted one travels in a header. */
export const getFile = async (path: string, reason?: string): Promise<{ content: Blob; name: string }> => {
  let response: Response
  try {
    response = await fetch(`/api/v1${path}`, {
      headers: { 'Accept-Language': language(), ...(reason ? { 'X-Purpose-Reason': encodeURIComponent(reason) } : {}) },
      credentials: 'same-origin',
    })
  } catch {
    throw new NoConnection()
  }
  if (!response.ok) throw await asProblem(response)
  return { content: await response.blob(), name: /filename="?([^";]+)"?/.exec(response.headers.get('Content-Disposition') ?? '')?.[1] ?? 'file' }
}

type Rest<M extends Method, P extends PathOf<M>> = object extends OptionsOf<M, P> ? [options?: OptionsOf<M, P>] : [options: OptionsOf<M, P>]
type Call<M extends Method> = <P extends PathOf<M>>(path: P, ...rest: Rest<M, P>) => Promise<Answer<Answered<M, P>>>

/** Path, query, body and answer are those of the approved OpenAPI document: `api.get('/cases/{id}', { path: { id } })`. */
const call = (method: string) => (path: string, options: Options = {}) => send<never>(method, path, options)

export const api: { [M in Method]: Call<M> } = {
  get: call('GET') as Call<'get'>,
  post: call('POST') as Call<'post'>,
  put: call('PUT') as Call<'put'>,
  delete: call('DELETE') as Call<'delete'>,
}
