import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { NoConnection, Problem } from './api/problem'
import { sendFile, typeOf, type UploadRoute } from './upload'

const form = { fileName: 'anh.jpg', mediaType: 'image/jpeg', size: 10, kind: 'Photo' as const }
const state = (received: number) => ({ uploadId: 'u1', size: 10, received, pieceBytes: 16, expiresAt: '2026-11-27T00:00:00Z' })

/** A server that keeps what arrives, and loses the connection when told to. */
const server = (lose: (piece: number) => 'before' | 'after' | undefined = () => undefined) => {
  let kept = 0
  let pieces = 0
  const ranges: string[] = []
  const route: UploadRoute = {
    start: vi.fn(async () => state(0)),
    state: vi.fn(async () => state(kept)),
    piece: vi.fn(async (_upload, bytes, range) => {
      ranges.push(range)
      const lost = lose(++pieces)
      if (lost === 'before') throw new NoConnection()
      kept += bytes.size
      if (lost === 'after') throw new NoConnection()
      return state(kept)
    }),
    finish: vi.fn(async () => undefined),
  }
  return { route, ranges }
}

describe('a file that is sent', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  const send = (route: UploadRoute, more: Partial<Parameters<typeof sendFile>[4]> = {}) =>
    sendFile(route, new Blob(['0123456789']), form, 'k', { signal: new AbortController().signal, onBegun: () => undefined, onProgress: () => undefined, ...more })

  it('goes piece by piece and is finished once', async () => {
    const { route, ranges } = server()
    await send(route)
    expect(ranges).toEqual(['bytes 0-3/10', 'bytes 4-7/10', 'bytes 8-9/10'])
    expect(route.finish).toHaveBeenCalledTimes(1)
  })

  it('goes on where the server says it came, after a lost connection', async () => {
    const { route, ranges } = server((piece) => (piece === 2 ? 'after' : piece === 3 ? 'before' : undefined))
    const sent = send(route)
    await vi.runAllTimersAsync()
    await sent
    expect(ranges).toEqual(['bytes 0-3/10', 'bytes 4-7/10', 'bytes 8-9/10', 'bytes 8-9/10'])
    expect(route.start).toHaveBeenCalledTimes(1)
    expect(route.state).toHaveBeenCalledTimes(2)
  })

  it('stops when paused and goes on with the same upload', async () => {
    const stop = new AbortController()
    const { route, ranges } = server()
    let begun: string | undefined
    await expect(send(route, { signal: stop.signal, onBegun: (upload) => (begun = upload), onProgress: (received) => received >= 4 && stop.abort() })).rejects.toThrow('paused')
    expect(ranges).toEqual(['bytes 0-3/10'])
    expect(route.finish).not.toHaveBeenCalled()
    await send(route, { begun })
    expect(ranges).toEqual(['bytes 0-3/10', 'bytes 4-7/10', 'bytes 8-9/10'])
    expect(route.start).toHaveBeenCalledTimes(1)
  })

  it('stops at a refusal', async () => {
    const { route } = server()
    route.finish = vi.fn(async () => {
      throw new Problem({ type: '/problems/attachment-can-run', title: 'x', status: 409 })
    })
    await expect(send(route)).rejects.toThrow('x')
    expect(route.finish).toHaveBeenCalledTimes(1)
  })

  it('is named as the server names its type', () => {
    expect(typeOf({ name: 'A.JPG', type: '' })).toEqual({ type: 'image/jpeg', kind: 'Photo' })
    expect(typeOf({ name: 'memo.m4a', type: 'audio/x-m4a' })).toEqual({ type: 'audio/mp4', kind: 'Audio' })
    expect(typeOf({ name: 'x.svg', type: 'image/svg+xml' }).type).toBe('image/svg+xml')
  })
})
