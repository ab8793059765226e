import { useMemo, useState } from 'react'
import { Button } from '@/components/button'
import { Field, TextArea } from '@/components/field'
import { FormFrame } from '@/components/form'
import { Page, Section } from '@/components/page'
import { StatusBadge } from '@/components/status-badge'
import { Uploader } from '@/components/uploader'
import { useForm } from '@/components/use-form'
import { isProblem } from '@/lib/api/problem'
import type { FollowUp } from '@/lib/api/types'
import { dateTime } from '@/lib/dates'
import { attachmentTexts, fileSize } from '@/lib/i18n/attachments'
import { useMe } from '@/lib/session'
import { readFollowUp, reportRoute, sendFollowUpMessage } from './follow-up'
import { texts } from './texts'
import './report.css'

interface Codes {
  reference: string
  code: string
}

export const FollowUpPage = () => {
  const t = texts.useTexts()
  const signedIn = useMe().data?.signedIn ?? false
  const [found, setFound] = useState<{ codes: Codes; report: FollowUp } | null>(null)
  const form = useForm<Codes>({
    initial: { reference: '', code: '' },
    validate: (values) => ({
      ...(values.reference.trim() ? {} : { reference: t.needReference }),
      ...(values.code.trim() || signedIn ? {} : { code: t.needCode }),
    }),
    send: async (codes) => {
      try {
        const report = await readFollowUp(codes.reference, codes.code)
        form.clean()
        setFound({ codes, report })
      } catch (error) {
        if (isProblem(error) && error.status === 404) return { code: codes.code.trim() || !signedIn ? t.badCodes : t.notYours }
        throw error
      }
    },
  })
  return (
    <Page title={t.followUpTitle} {...(found ? {} : { lead: signedIn ? t.followUpLeadSignedIn : t.followUpLead })} narrow>
      {found ? (
        <Found
          {...found}
          refresh={async () => setFound({ codes: found.codes, report: await readFollowUp(found.codes.reference, found.codes.code) })}
          hide={() => {
            setFound(null)
            form.setValues({ reference: '', code: '' })
            form.clean()
          }}
        />
      ) : (
        <FormFrame form={form} action={t.look}>
          <Field bind={form.bind('reference')} label={t.reference} autoComplete="off" autoCapitalize="characters" spellCheck={false} />
          <Field bind={form.bind('code')} label={t.code} autoComplete="off" autoCapitalize="none" spellCheck={false} {...(signedIn ? { optional: true, hint: t.codeOptional } : {})} />
        </FormFrame>
      )}
    </Page>
  )
}

const Found = ({ codes, report, refresh, hide }: { codes: Codes; report: FollowUp; refresh: () => Promise<void>; hide: () => void }) => {
  const t = texts.useTexts()
  const form = useForm({
    initial: { text: '' },
    validate: (values): Record<string, string> => (values.text.trim() ? {} : { text: t.needMessage }),
    send: async (values, key) => {
      await sendFollowUpMessage(codes.reference, codes.code, values.text.trim(), key)
      form.setValues({ text: '' })
      form.clean()
      await refresh()
    },
  })
  return (
    <>
      <section className="receipt">
        <dl>
          <div>
            <dt>{t.reference}</dt>
            <dd className="receipt-code">{report.reference}</dd>
          </div>
        </dl>
        <div className="row">
          <StatusBadge tone={report.state === 'Finished' ? 'green' : 'teal'} sign={report.state === 'Finished' ? 'tick' : 'arrow'}>
            {t.followState[report.state]}
          </StatusBadge>
          <span className="small">
            {t.receivedAt} <time>{dateTime(report.receivedAt)}</time>
          </span>
        </div>
        <div className="row no-print">
          <Button look="quiet" icon="hide" onClick={hide}>
            {t.hideNow}
          </Button>
        </div>
      </section>
      <Section title={t.messages}>
        {report.messages.length === 0 ? (
          <p className="muted">{t.noMessages}</p>
        ) : (
          <ul className="talk">
            {report.messages.map((message) => (
              <li key={message.at + message.from} className={message.from === 'School' ? 'talk-school' : undefined}>
                <p className="small muted">
                  {message.from === 'School' ? t.fromSchool : t.fromReporter} · <time>{dateTime(message.at)}</time>
                </p>
                <p className="prose-lines">{message.text}</p>
              </li>
            ))}
          </ul>
        )}
        <FormFrame form={form} action={t.sendMessage}>
          <TextArea bind={form.bind('text')} label={t.message} rows={3} />
        </FormFrame>
      </Section>
      <Files codes={codes} report={report} refresh={refresh} />
    </>
  )
}

/** Files from the reporter: that they arrived is all that is shown of them. */
const Files = ({ codes, report, refresh }: { codes: Codes; report: FollowUp; refresh: () => Promise<void> }) => {
  const t = attachmentTexts.useTexts()
  const route = useMemo(() => reportRoute(codes.reference, codes.code), [codes])
  return (
    <Section title={t.reporterTitle}>
      <p>{t.reporterText}</p>
      <p className="small muted">{t.reporterVoice}</p>
      {report.attachments.length > 0 && (
        <ul className="uploads">
          {report.attachments.map((file) => (
            <li key={file.at}>{t.reporterSent(t.kind[file.kind] ?? file.kind, fileSize(file.size), dateTime(file.at))}</li>
          ))}
        </ul>
      )}
      <p>{t.reporterLeft(report.moreAttachments)}</p>
      {report.moreAttachments > 0 && <Uploader route={route} most={report.moreAttachments} onKept={refresh} />}
    </Section>
  )
}
