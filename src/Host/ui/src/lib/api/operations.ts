import type { paths } from './schema'

/** What the approved OpenAPI document says of each operation, in the form the client takes it. */
export type Method = 'get' | 'post' | 'put' | 'delete'

/** "/cases/{id}": the paths of the document that know the method, without the base. */
export type PathOf<M extends Method> = {
  [P in keyof paths]: P extends `/api/v1${infer Rest}` ? (paths[P][M] extends undefined ? never : Rest) : never
}[keyof paths]

type Operation<M extends Method, P> = `/api/v1${P & string}` extends infer Whole extends keyof paths ? paths[Whole][M] : never

/**
 * Forms hold their choices as text and leave out what was not answered. Members, their kinds and what is needed
 * are checked; that a choice is one of the enumeration's words is up to its list of options (and to the server).
 */
type Loose<T> = T extends string
  ? string
  : T extends readonly (infer Item)[]
    ? Loose<Item>[]
    : T extends object
      ? { [K in keyof T as null extends T[K] ? never : undefined extends T[K] ? never : K]: Loose<T[K]> } & {
          [K in keyof T as null extends T[K] ? K : undefined extends T[K] ? K : never]?: Loose<T[K]> | null | undefined
        }
      : T

type PathPart<O> = O extends { parameters: { path: infer T } } ? { path: T } : { path?: never }
type QueryPart<O> = O extends { parameters: { query?: infer T } }
  ? [T] extends [undefined]
    ? { query?: never }
    : { query?: { [K in keyof T]?: Loose<T[K]> | null | undefined } }
  : { query?: never }
type BodyPart<O> = O extends { requestBody: { content: { 'application/json': infer T } } }
  ? { body: Loose<T> }
  : O extends { requestBody: { content: { 'text/csv': string } | { 'application/octet-stream': string } } }
    ? { body: Blob }
    : { body?: never }
type VersionPart<O> = O extends { parameters: { header: { 'If-Match': string } } }
  ? {
      /** The version the writer looked at; the server refuses when it is no longer the newest. */
      version: number
    }
  : { version?: never }

/** Of each path by itself: of all at once the compiler would combine every path's parts with every other's. */
export type OptionsOf<M extends Method, P> = P extends string
  ? PathPart<Operation<M, P>> &
      QueryPart<Operation<M, P>> &
      BodyPart<Operation<M, P>> &
      VersionPart<Operation<M, P>> & {
        /** One key for one intention, the same on every retry of it. */
        key?: string
        headers?: Record<string, string>
        signal?: AbortSignal
      }
  : never

export type PartsOf<M extends Method, P> = PathPart<Operation<M, P>> extends { path: infer T } ? T : object

export type BodyOf<M extends Method, P> = BodyPart<Operation<M, P>> extends { body: infer T } ? T : undefined

type Json<R> = R extends { content: { 'application/json': infer T } } ? T : undefined
type Good<R> = R extends { 200: infer A } ? Json<A> : R extends { 201: infer A } ? Json<A> : undefined

export type Answered<M extends Method, P> = Operation<M, P> extends { responses: infer R } ? Good<R> : never
