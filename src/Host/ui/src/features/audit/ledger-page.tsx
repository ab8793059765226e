import { Navigate } from 'react-router'
import { Button } from '@/components/button'
import { DataTable } from '@/components/data-table'
import { Facts } from '@/components/page'
import { FoldingSection } from '@/components/section'
import { Await, Note } from '@/components/states'
import { StatusBadge, type Tone } from '@/components/status-badge'
import { Sign, type SignName } from '@/components/signs'
import type { LedgerStanding } from '@/lib/api/types'
import { exactTime } from '@/lib/dates'
import { useLanguage } from '@/lib/i18n/language'
import { word } from '@/lib/i18n/texts'
import { hasRole, useMe } from '@/lib/session'
import { AuditFrame } from './audit-frame'
import { useLedger, useRequestCheck } from './get-ledger'
import { KeptCheckpoint } from './kept-checkpoint'
import { texts } from './texts'

const useNumber = () => {
  const language = useLanguage()
  return (n: number) => n.toLocaleString(language === 'vi' ? 'vi-VN' : 'en-GB')
}

/** The ledger's health in words, who holds its checkpoints, and what checks found. */
export const LedgerPage = () => {
  const t = texts.useTexts().ledger
  const me = useMe().data
  const auditor = hasRole(me, 'Auditor')
  const query = useLedger(auditor)
  if (!auditor && hasRole(me, 'DataProtectionOfficer')) return <Navigate replace to="/kiem-tra/ai-da-xem" />
  return (
    <AuditFrame title={t.title} lead={t.lead}>
      <Await query={query} lines={10}>
        {(ledger) => (
          <>
            <Health ledger={ledger} />
            <div className="audit-body">
              <Checks ledger={ledger} />
              <Anchors ledger={ledger} />
              <KeptCheckpoint />
              <Keys ledger={ledger} />
            </div>
          </>
        )}
      </Await>
    </AuditFrame>
  )
}

const Health = ({ ledger }: { ledger: LedgerStanding }) => {
  const t = texts.useTexts().ledger
  const say = useNumber()
  const last = ledger.lastCheckpoint
  const incremental = ledger.checks.lastIncremental
  const look: { tone: Tone; sign: SignName } =
    ledger.findings.length > 0 ? { tone: 'red', sign: 'octagon' } : last ? { tone: 'green', sign: 'tick' } : { tone: 'amber', sign: 'ring' }
  return (
    <section className={`health health-${look.tone}`} aria-labelledby="health-title">
      <div className="health-head">
        <span className="health-mark">
          <Sign name={look.sign} size={28} />
        </span>
        <div className="stack-tight">
          <h2 id="health-title">{ledger.findings.length > 0 ? t.found(ledger.findings.length) : last ? t.sound(say(ledger.sealedSize)) : t.none}</h2>
          <p>
            {ledger.findings.length > 0 ? t.foundText : !last ? t.noneText : incremental ? t.checked(exactTime(incremental.at)) : ''}{' '}
            {ledger.unsealed > 0 ? t.waiting(say(ledger.unsealed)) + '.' : t.noneWaiting}
          </p>
        </div>
      </div>
      {last && (
        <Facts
          facts={[
            { term: t.lastCheckpoint, text: `${exactTime(last.signedAt)}\n${last.previousSize > 0 ? t.extends(say(last.previousSize)) : ''}`.trim() },
            { term: t.root, text: <code>{last.root}</code> },
            { term: t.external, text: t.externalText(say(ledger.externalEvents)) },
            { term: t.gaps, text: ledger.unusedNumbers === 0 ? t.noGaps : `${t.gapsText(say(ledger.unusedNumbers))} ${ledger.gaps.map((gap) => t.gap(gap.from, gap.to)).join(', ')}` },
          ]}
        />
      )}
      {last && (
        <div className="row no-print">
          <a className="button button-secondary" href="/api/v1/audit/checkpoint" download={`checkpoint-${last.size}.txt`}>
            {t.download}
          </a>
          <a className="button button-secondary" href="/api/v1/audit/log/key" download="log-key.pem">
            {t.key}
          </a>
        </div>
      )}
    </section>
  )
}

const Checks = ({ ledger }: { ledger: LedgerStanding }) => {
  const t = texts.useTexts().ledger
  const say = useNumber()
  const request = useRequestCheck()
  const { lastIncremental, lastFull, running } = ledger.checks
  return (
    <FoldingSection id="doi-chieu" title={t.checks} open>
      <div className="card">
        <p className="muted">{t.checksText}</p>
        <Facts
          facts={[
            { term: t.incremental, text: lastIncremental ? t.upTo(exactTime(lastIncremental.at), say(lastIncremental.upTo)) : t.never },
            { term: t.full, text: lastFull?.at ? t.entries(exactTime(lastFull.at), say(lastFull.entries)) : t.never },
          ]}
        />
        <div className="row no-print">
          <Button look="primary" onClick={() => request.mutate()} busy={request.isPending} disabled={!!running}>
            {t.check}
          </Button>
          <span className="small muted" aria-live="polite">
            {running ? t.running(say(running.entries), say(ledger.sealedSize)) : t.checkThen}
          </span>
        </div>
      </div>
      <h3>{t.findings}</h3>
      {ledger.findings.length === 0 ? (
        <p className="row">
          <StatusBadge tone="green" sign="tick">
            {t.noFindings}
          </StatusBadge>
        </p>
      ) : (
        <ul className="rows">
          {ledger.findings.map((finding) => (
            <li key={finding.code + finding.subject}>
              <Note tone="red" title={finding.text}>
                <p className="small figures">
                  {finding.subject} · {t.firstFound(exactTime(finding.firstFound))}
                </p>
              </Note>
            </li>
          ))}
        </ul>
      )}
    </FoldingSection>
  )
}

const anchorLooks: Record<string, { tone: Tone; sign: SignName }> = {
  Pending: { tone: 'amber', sign: 'halfClock' },
  Sent: { tone: 'green', sign: 'tick' },
  Failed: { tone: 'red', sign: 'octagon' },
}

const Anchors = ({ ledger }: { ledger: LedgerStanding }) => {
  const t = texts.useTexts().ledger
  const say = useNumber()
  return (
    <FoldingSection id="ben-giu" title={t.anchors} open={ledger.anchors.length === 0}>
      {ledger.anchors.length === 0 ? (
        <Note tone="amber">
          <p>{t.noAnchors}</p>
        </Note>
      ) : (
        <>
          <p className="muted">{t.anchorsText}</p>
          <DataTable
            caption={t.anchors}
            rows={ledger.anchors}
            rowKey={(anchor) => `${anchor.target}${anchor.size}${anchor.requestedAt}`}
            columns={[
              { key: 'target', head: t.anchor.target, main: true, cell: (anchor) => anchor.target },
              { key: 'size', head: t.anchor.size, cell: (anchor) => say(anchor.size) },
              {
                key: 'state',
                head: t.anchor.state,
                cell: (anchor) => (
                  <span className="stack-tight start">
                    <StatusBadge {...(anchorLooks[anchor.state] ?? { tone: 'plain', sign: 'ring' })}>{word(t.anchorState, anchor.state)}</StatusBadge>
                    {anchor.countersigned && <span className="small">{t.countersigned}</span>}
                    {anchor.error && <span className="small">{anchor.error}</span>}
                  </span>
                ),
              },
              { key: 'sent', head: t.anchor.sentAt, cell: (anchor) => exactTime(anchor.sentAt) },
            ]}
          />
        </>
      )}
    </FoldingSection>
  )
}

const Keys = ({ ledger }: { ledger: LedgerStanding }) => {
  const t = texts.useTexts().ledger
  return (
    <FoldingSection id="khoa" title={t.keys}>
      <p className="muted">{t.keysText}</p>
      <ul className="rows">
        {ledger.keys.map((key) => (
          <li key={key.keyId} className="card">
            <code>{key.fingerprint.replace(/(.{8})/g, '$1 ').trim()}</code>
            <span className="small muted">
              {t.keyFrom(exactTime(key.from))}
              {key.to && `, ${t.keyTo(exactTime(key.to))}`}
            </span>
          </li>
        ))}
      </ul>
    </FoldingSection>
  )
}
