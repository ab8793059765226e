import { api } from '@/lib/api/client'
import { NoConnection } from '@/lib/api/problem'
import type { ReportBody, ReportReceipt } from '@/lib/api/types'

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
 * Sends until the server has answered. A broken connection leaves it unknown whether the report arrived,
 * so every try carries the same key and the server records it once.
 */
export const sendReport = async (body: ReportBody, key: string, onWaiting: (waiting: boolean) => void, signal: AbortSignal): Promise<ReportReceipt> => {
  for (let delay = 2_000; ; delay = Math.min(delay * 2, 30_000)) {
    try {
      const { data } = await api.post('/cases/reports', { body, key, signal })
      onWaiting(false)
      return data
    } catch (error) {
      if (!(error instanceof NoConnection) || signal.aborted) throw error
      onWaiting(true)
      await pause(delay, signal)
    }
  }
}
