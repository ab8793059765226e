import { isProblem, NoConnection } from './api/problem'
import type { UploadForm, UploadState } from './api/types'

/** Where a file goes: the same steps for a case and for a report. */
export interface UploadRoute {
  start: (form: UploadForm) => Promise<UploadState>
  state: (upload: string) => Promise<UploadState>
  piece: (upload: string, bytes: Blob, range: string, signal: AbortSignal) => Promise<UploadState>
  finish: (upload: string, key: string) => Promise<unknown>
}

/** The types the server takes, by what browsers call them and by the ends of names. */
const types: Record<string, { type: string; kind: UploadForm['kind'] }> = {
  jpg: { type: 'image/jpeg', kind: 'Photo' },
  jpeg: { type: 'image/jpeg', kind: 'Photo' },
  png: { type: 'image/png', kind: 'Photo' },
  webp: { type: 'image/webp', kind: 'Photo' },
  heic: { type: 'image/heic', kind: 'Photo' },
  heif: { type: 'image/heic', kind: 'Photo' },
  pdf: { type: 'application/pdf', kind: 'Document' },
  docx: { type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', kind: 'Document' },
  txt: { type: 'text/plain', kind: 'Document' },
  mp3: { type: 'audio/mpeg', kind: 'Audio' },
  m4a: { type: 'audio/mp4', kind: 'Audio' },
  mp4: { type: 'audio/mp4', kind: 'Audio' },
  ogg: { type: 'audio/ogg', kind: 'Audio' },
  oga: { type: 'audio/ogg', kind: 'Audio' },
  opus: { type: 'audio/ogg', kind: 'Audio' },
  wav: { type: 'audio/wav', kind: 'Audio' },
}

export const acceptedFiles = '.jpg,.jpeg,.png,.webp,.pdf,.docx,.txt,.mp3,.m4a,.ogg,.opus,.wav,image/jpeg,image/png,image/webp,application/pdf,text/plain,audio/mpeg,audio/mp4,audio/ogg,audio/wav'

export const largestFile = 20 * 1024 * 1024

/** What a file is, as the server names it; what nobody knows goes by its own name and is refused there with its reason. */
export const typeOf = (file: Pick<File, 'name' | 'type'>): { type: string; kind: UploadForm['kind'] } => {
  const end = file.name.toLowerCase().split('.').at(-1) ?? ''
  return types[end] ?? Object.values(types).find((known) => known.type === file.type) ?? { type: file.type || 'application/octet-stream', kind: 'Document' }
}

const pause = (ms: number, signal: AbortSignal) =>
  new Promise<void>((go, stop) => {
    const done = () => {
      clearTimeout(timer)
      window.removeEventListener('online', done)
      signal.removeEventListener('abort', done)
      if (signal.aborted) stop(new DOMException('paused', 'AbortError'))
      else go()
    }
    const timer = setTimeout(done, ms)
    window.addEventListener('online', done)
    signal.addEventListener('abort', done)
  })

const passes = (error: unknown) => error instanceof NoConnection || (isProblem(error) && [429, 502, 503, 504].includes(error.status))

interface Running {
  signal: AbortSignal
  /** The upload that was begun before, to go on with. */
  begun?: string | undefined
  onBegun: (upload: string) => void
  onProgress: (received: number, waiting: boolean) => void
}

/** Sends a file piece by piece. A lost connection is waited out, then the server says how far it came. Ends when it is kept; stops with AbortError when paused. */
export const sendFile = async (route: UploadRoute, file: Blob, form: UploadForm, key: string, { signal, begun, onBegun, onProgress }: Running): Promise<void> => {
  let upload = begun
  let received: number | undefined
  let size = 0
  for (let tries = 0; ; ) {
    try {
      if (upload === undefined) {
        const state = await route.start(form)
        upload = state.uploadId
        onBegun(upload)
        received = state.received
        size = state.pieceBytes
      } else if (received === undefined) {
        const state = await route.state(upload)
        received = state.received
        size = state.pieceBytes
      }
      while (received < file.size) {
        onProgress(received, false)
        if (signal.aborted) throw new DOMException('paused', 'AbortError')
        // A quarter of what may be sent: a piece that is cut off costs little.
        const end = Math.min(file.size, received + Math.max(1, Math.floor(size / 4)))
        received = (await route.piece(upload, file.slice(received, end, 'application/octet-stream'), `bytes ${received}-${end - 1}/${file.size}`, signal)).received
        tries = 0
      }
      onProgress(file.size, false)
      await route.finish(upload, key)
      return
    } catch (error) {
      const misplaced = isProblem(error, '/problems/piece-out-of-place') || isProblem(error, '/problems/upload-not-whole')
      if (!(passes(error) || (misplaced && tries < 5))) throw error
      onProgress(received ?? 0, true)
      received = undefined
      await pause(Math.min(30_000, 1_000 * 2 ** tries++), signal)
    }
  }
}
