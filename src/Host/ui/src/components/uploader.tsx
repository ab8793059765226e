import { useEffect, useMemo, useRef, useState } from 'react'
import { newKey } from '@/lib/api/client'
import { attachmentTexts, fileSize } from '@/lib/i18n/attachments'
import { acceptedFiles, largestFile, sendFile, typeOf, type UploadRoute } from '@/lib/upload'
import { usePhone } from '@/lib/use-media'
import { Button } from './button'
import { Check, TextArea } from './field'
import { ProblemNote } from './problem-note'
import './uploader.css'

interface Chosen {
  key: string
  file: File
}

interface Props {
  route: UploadRoute
  /** Files that may still be added. */
  most?: number
  /** Who works with the case may put a file behind the second permission. */
  mayRestrict?: boolean
  /** After each file that is kept. */
  onKept: () => Promise<unknown> | void
}

/** Files on their way: chosen, described, sent in pieces, paused, gone on with. */
export const Uploader = ({ route, most = 20, mayRestrict = false, onKept }: Props) => {
  const t = attachmentTexts.useTexts()
  const phone = usePhone()
  const [files, setFiles] = useState<Chosen[]>([])
  const [done, setDone] = useState(false)
  const pick = useRef<HTMLInputElement>(null)
  const camera = useRef<HTMLInputElement>(null)
  const drop = (key: string) => setFiles((before) => before.filter((chosen) => chosen.key !== key))
  const chosen = (list: FileList | null, input: HTMLInputElement) => {
    // Taken now: emptying the field empties the list with it.
    const more = [...(list ?? [])].map((file) => ({ key: newKey(), file }))
    setDone(false)
    setFiles((before) => [...before, ...more].slice(0, most))
    input.value = ''
  }
  return (
    <div className="uploader no-print">
      <p className="small muted">{t.limits}</p>
      <input ref={pick} type="file" hidden multiple accept={acceptedFiles} data-testid="pick-file" onChange={(event) => chosen(event.target.files, event.target)} />
      <input ref={camera} type="file" hidden accept="image/jpeg" capture="environment" onChange={(event) => chosen(event.target.files, event.target)} />
      {files.length < most && (
        <div className="row">
          {phone && (
            <Button icon="plus" onClick={() => camera.current?.click()}>
              {t.takePhoto}
            </Button>
          )}
          <Button icon="folder" onClick={() => pick.current?.click()}>
            {t.choose}
          </Button>
        </div>
      )}
      {files.length > 0 && (
        <ul className="uploads">
          {files.map((one) => (
            <Upload
              key={one.key}
              chosen={one}
              route={route}
              mayRestrict={mayRestrict}
              drop={() => drop(one.key)}
              kept={() => {
                // Said at once: over a slow line the list it shows in may take a while.
                drop(one.key)
                setDone(true)
                void onKept()
              }}
            />
          ))}
        </ul>
      )}
      <p role="status" className={done ? 'small' : 'visually-hidden'}>
        {done && t.done}
      </p>
    </div>
  )
}

type Stage = 'chosen' | 'sending' | 'waiting' | 'paused' | 'checking' | 'failed'

const Upload = ({ chosen: { key, file }, route, mayRestrict, drop, kept }: { chosen: Chosen; route: UploadRoute; mayRestrict: boolean; drop: () => void; kept: () => void }) => {
  const t = attachmentTexts.useTexts()
  const { type, kind } = typeOf(file)
  const [caption, setCaption] = useState('')
  const [restricted, setRestricted] = useState(false)
  const [stage, setStage] = useState<Stage>('chosen')
  const [received, setReceived] = useState(0)
  const [failure, setFailure] = useState<unknown>()
  const running = useRef<AbortController>(undefined)
  const begun = useRef<string>(undefined)
  useEffect(() => () => running.current?.abort(), [])
  const wrong = file.size > largestFile ? t.tooLarge : file.size === 0 ? t.empty : undefined
  const percent = file.size > 0 ? Math.floor((100 * received) / file.size) : 0

  const send = async () => {
    const control = new AbortController()
    running.current = control
    setFailure(undefined)
    setStage('sending')
    try {
      await sendFile(route, file, { fileName: file.name, mediaType: type, size: file.size, kind, caption: caption.trim() || null, restricted }, key, {
        signal: control.signal,
        begun: begun.current,
        onBegun: (upload) => (begun.current = upload),
        onProgress: (bytes, waiting) => {
          setReceived(bytes)
          setStage(waiting ? 'waiting' : bytes === file.size ? 'checking' : 'sending')
        },
      })
      kept()
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') return setStage('paused')
      // What was refused is dropped there: another try is another upload.
      begun.current = undefined
      setReceived(0)
      setFailure(error)
      setStage('failed')
    }
  }

  const moving = stage === 'sending' || stage === 'waiting' || stage === 'checking'
  return (
    <li className="upload">
      <div className="stack-tight">
        <p className="upload-name">{file.name}</p>
        <p className="small muted">
          {t.kind[kind]} · {fileSize(file.size)}
        </p>
      </div>
      {wrong && <p className="field-error">{wrong}</p>}
      {kind === 'Photo' && stage === 'chosen' && !wrong && <Picture file={file} />}
      {(stage === 'chosen' || stage === 'failed') && !wrong && (
        <>
          <TextArea bind={{ id: `caption-${key}`, value: caption, onChange: setCaption }} label={t.caption} hint={t.captionHint} optional rows={2} maxLength={2000} />
          {mayRestrict && <Check bind={{ id: `restricted-${key}`, value: restricted, onChange: setRestricted }} label={t.restricted} />}
        </>
      )}
      {stage !== 'chosen' && stage !== 'failed' && (
        <div className="stack-tight">
          <progress className={stage === 'paused' ? 'upload-progress upload-paused' : 'upload-progress'} max={100} value={percent} aria-label={t.progress(file.name)} />
          <p className="small figures" role="status">
            {stage === 'waiting' ? t.waiting : stage === 'paused' ? t.paused(percent) : stage === 'checking' ? t.checking : t.sending(percent)}
          </p>
        </div>
      )}
      {!!failure && <ProblemNote error={failure} />}
      <div className="row">
        {!wrong && !moving && (
          <Button look="primary" onClick={() => void send()}>
            {stage === 'paused' ? t.resume : stage === 'failed' ? t.retry : t.send}
          </Button>
        )}
        {(stage === 'sending' || stage === 'waiting') && <Button onClick={() => running.current?.abort()}>{t.pause}</Button>}
        {!moving && (
          <Button look="quiet" aria-label={t.dropNamed(file.name)} onClick={drop}>
            {t.drop}
          </Button>
        )}
      </div>
    </li>
  )
}

/** The picture as it lies on the device. */
const Picture = ({ file }: { file: File }) => {
  const address = useMemo(() => URL.createObjectURL(file), [file])
  useEffect(() => () => URL.revokeObjectURL(address), [address])
  return <img className="upload-picture" src={address} alt={file.name} />
}
