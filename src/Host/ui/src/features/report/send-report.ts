import { NoConnection } from '@/lib/api/problem'
import type { ReportBody, ReportReceipt } from '@/lib/api/types'
import { submit } from '@/lib/outbox/device'
import type { Owner } from '@/lib/outbox/entry'
import type { ReportDraft } from './report-draft'

const pause = (milliseconds: number, signal: AbortSignal) =>
  new Promise<void>((resolve, reject) => {
    const done = () => {
      clearTimeout(timer)
      removeEventListener('online', done)
      resolve()
    }
    const timer = setTimeout(done, milliseconds)
    addEventListener('online', done)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      removeEventListener('online', done)
      reject(new NoConnection())
    })
  })

/**
 * Keeps the report on the device and sends it from there; rejects with Queued when it has to wait. Where the device can keep
 * nothing safely, sends until the server has answered, as long as the page is open: every try carries the same key, so the
 * server records it once.
 */
export const sendReport = async (
  owner: Owner,
  body: ReportBody,
  draft: ReportDraft,
  key: string,
  onWaiting: (waiting: boolean) => void,
  signal: AbortSignal,
): Promise<ReportReceipt> => {
  for (let delay = 2_000; ; delay = Math.min(delay * 2, 30_000)) {
    try {
      const receipt = await submit({ key, owner, line: key, method: 'POST', path: '/cases/reports', body, about: {}, values: draft })
      onWaiting(false)
      return receipt as ReportReceipt
    } catch (error) {
      if (!(error instanceof NoConnection) || signal.aborted) throw error
      onWaiting(true)
      await pause(delay, signal)
    }
  }
}
