import type { Entry, Owner } from './entry'

/** What of it is kept, and where. In the browser encrypted (see indexed-db-store); the interleavings test keeps it in memory. */
export interface Store {
  /** In the order they were taken. */
  all(owner: Owner): Promise<Entry[]>
  /** Gives it its place. One that is there by its key already stays as it is and is answered. */
  add(entry: Omit<Entry, 'order' | 'revision'>): Promise<Entry>
  /** Writes, or deletes with null, only what nobody changed since `before` was read; otherwise undefined. */
  replace(before: Entry, after: Entry | null): Promise<Entry | undefined>
}
