import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { Button } from '@/components/button'
import { Dialog } from '@/components/dialog'
import { TextArea } from '@/components/field'
import { FormFrame } from '@/components/form'
import { Card } from '@/components/page'
import { ProblemNote } from '@/components/problem-note'
import { FoldingSection } from '@/components/section'
import { StatusBadge } from '@/components/status-badge'
import { Uploader } from '@/components/uploader'
import { useForm } from '@/components/use-form'
import { api, getFile } from '@/lib/api/client'
import type { Attachment, CaseView } from '@/lib/api/types'
import { dateTime } from '@/lib/dates'
import { attachmentTexts, fileSize } from '@/lib/i18n/attachments'
import { common } from '@/lib/i18n/common'
import { saveFile } from '@/lib/save-file'
import type { UploadRoute } from '@/lib/upload'
import { useChangeCase } from './change-case'
import './attachments.css'

interface Props {
  file: CaseView
  mayAdd: boolean
  mayRemove: (number: number) => boolean
  mayReveal: boolean
}

export const AttachmentsSection = ({ file, mayAdd, mayRemove, mayReveal }: Props) => {
  const t = attachmentTexts.useTexts()
  const cache = useQueryClient()
  const [opened, setOpened] = useState<Attachment>()
  const [removing, setRemoving] = useState<Attachment>()
  const route = useMemo(() => routeOf(file.id), [file.id])
  if (file.attachments.length === 0 && !mayAdd) return null
  return (
    <FoldingSection id="tep" title={t.title}>
      {file.attachments.length === 0 && <p className="muted">{t.none}</p>}
      <ul className="attachments">
        {[...file.attachments].reverse().map((one) => (
          <li key={one.number}>
            <Line
              one={one}
              {...(!one.removal && (!one.restricted || mayReveal) ? { open: () => setOpened(one) } : {})}
              {...(mayRemove(one.number) ? { remove: () => setRemoving(one) } : {})}
            />
          </li>
        ))}
      </ul>
      {mayAdd && <Uploader route={route} mayRestrict onKept={() => cache.invalidateQueries({ queryKey: ['cases'] })} />}
      {opened && <Opened caseId={file.id} one={opened} close={() => setOpened(undefined)} />}
      {removing && <Removing file={file} one={removing} close={() => setRemoving(undefined)} />}
    </FoldingSection>
  )
}

const routeOf = (id: string): UploadRoute => ({
  start: async (body) => (await api.post('/cases/{id}/attachments/uploads', { path: { id }, body })).data,
  state: async (upload) => (await api.get('/cases/{id}/attachments/uploads/{upload}', { path: { id, upload } })).data,
  piece: async (upload, body, range, signal) => (await api.put('/cases/{id}/attachments/uploads/{upload}', { path: { id, upload }, body, headers: { 'Content-Range': range }, signal })).data,
  finish: (upload, key) => api.post('/cases/{id}/attachments/uploads/{upload}/completion', { path: { id, upload }, key }),
})

const nameOf = (one: Attachment, number: string) => one.fileName ?? number

const Line = ({ one, open, remove }: { one: Attachment; open?: () => void; remove?: () => void }) => {
  const t = attachmentTexts.useTexts()
  const name = nameOf(one, t.number(one.number))
  const action = one.kind === 'Photo' ? t.view : one.kind === 'Audio' ? t.listen : t.download
  return (
    <Card>
      <div className="row-between">
        <div className="stack-tight attachment-words">
          <h3 className={one.removal ? 'attachment-gone' : undefined}>{name}</h3>
          <p className="small muted">
            {t.kind[one.kind]} · {fileSize(one.size)} · <time>{dateTime(one.addedAt)}</time> · {one.fromReporter ? t.fromReporter : one.by.name}
          </p>
        </div>
        {one.restricted && (
          <StatusBadge tone="amber" sign="octagon">
            {t.isRestricted}
          </StatusBadge>
        )}
      </div>
      {one.caption && <p className="prose-lines">{one.caption}</p>}
      {one.removal && (
        <p className="prose-lines">
          {t.removed(one.removal.by.name, dateTime(one.removal.at))}
          {'\n'}
          {one.removal.reason}
        </p>
      )}
      <details className="small">
        <summary>{t.digest}</summary>
        <p className="attachment-digest">
          {t.digestKept}: <code>{one.sha256}</code>
        </p>
        {one.uploadedSha256 !== one.sha256 && (
          <p className="attachment-digest">
            {t.digestSent}: <code>{one.uploadedSha256}</code>
          </p>
        )}
      </details>
      {(open ?? remove) && (
        <div className="row no-print">
          {open && (
            <Button aria-label={t.opening(action, name)} onClick={open}>
              {action}
            </Button>
          )}
          {remove && (
            <Button look="quiet" aria-label={t.opening(t.remove, name)} onClick={remove}>
              {t.remove}
            </Button>
          )}
        </div>
      )}
    </Card>
  )
}

/** The file lives in this dialog only: closed, it is gone from the page and was never in its cache. */
const Opened = ({ caseId, one, close }: { caseId: string; one: Attachment; close: () => void }) => {
  const t = attachmentTexts.useTexts()
  const c = common.useTexts()
  const [reason, setReason] = useState('')
  const form = useForm({
    initial: { reason: '' },
    validate: (values): Record<string, string> => (values.reason.trim() ? {} : { reason: c.required }),
    send: async (values) => {
      form.clean()
      setReason(values.reason.trim())
    },
  })
  return (
    <Dialog title={nameOf(one, t.number(one.number))} onClose={close}>
      {one.restricted && !reason ? (
        <FormFrame
          form={form}
          action={t.open}
          extra={
            <Button look="quiet" onClick={close}>
              {c.cancel}
            </Button>
          }
        >
          <TextArea bind={form.bind('reason')} label={t.reason} rows={3} maxLength={1000} />
        </FormFrame>
      ) : (
        <Content caseId={caseId} one={one} reason={reason} />
      )}
    </Dialog>
  )
}

const Content = ({ caseId, one, reason }: { caseId: string; one: Attachment; reason: string }) => {
  const t = attachmentTexts.useTexts()
  const [got, setGot] = useState<{ content: Blob; name: string; address: string }>()
  const [failure, setFailure] = useState<unknown>()
  useEffect(() => {
    let address: string | undefined
    let left = false
    getFile(`/cases/${caseId}/attachments/${one.number}`, reason || undefined).then(
      (file) => {
        if (left) return
        address = URL.createObjectURL(file.content)
        setGot({ ...file, address })
      },
      (error: unknown) => {
        if (!left) setFailure(error)
      },
    )
    return () => {
      left = true
      if (address) URL.revokeObjectURL(address)
    }
  }, [caseId, one.number, reason])
  if (failure) return <ProblemNote error={failure} />
  if (!got) return <p aria-busy="true">{t.loading}</p>
  return (
    <>
      {one.kind !== 'Audio' && one.mediaType.startsWith('image/') && <img className="attachment-picture" src={got.address} alt={one.caption ?? nameOf(one, t.number(one.number))} />}
      {one.kind === 'Audio' && (
        <audio className="attachment-sound" controls src={got.address}>
          <track kind="captions" />
        </audio>
      )}
      <p className="small muted">{t.recorded}</p>
      <div className="row">
        <Button onClick={() => saveFile(got.content, got.name)}>{t.download}</Button>
      </div>
    </>
  )
}

const Removing = ({ file, one, close }: { file: CaseView; one: Attachment; close: () => void }) => {
  const t = attachmentTexts.useTexts()
  const c = common.useTexts()
  const cache = useQueryClient()
  const change = useChangeCase(file.id, file.version)
  const form = useForm({
    initial: { reason: '' },
    validate: (values): Record<string, string> => (values.reason.trim() ? {} : { reason: c.required }),
    send: async (values, key) => {
      await change('/attachments/{number}/removal', { reason: values.reason.trim() }, key, { number: one.number })
      form.clean()
      close()
    },
  })
  return (
    <Dialog title={t.removeTitle} onClose={close}>
      <FormFrame
        form={form}
        action={t.removeAction}
        reload={() => cache.invalidateQueries({ queryKey: ['cases'] })}
        extra={
          <Button look="quiet" onClick={close}>
            {c.cancel}
          </Button>
        }
      >
        <p>
          <strong>{nameOf(one, t.number(one.number))}</strong>
        </p>
        <p>{t.removeText}</p>
        <TextArea bind={form.bind('reason')} label={t.removeReason} rows={3} maxLength={2000} />
      </FormFrame>
    </Dialog>
  )
}
