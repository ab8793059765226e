import { ButtonLink } from '@/components/button'
import { Card, Facts } from '@/components/page'
import { FoldingSection } from '@/components/section'
import type { CaseView } from '@/lib/api/types'
import { common } from '@/lib/i18n/common'
import { word } from '@/lib/i18n/texts'
import { factTexts } from './fact-texts'
import { recordTexts } from './record-texts'
import { Recorded } from './recorded'
import { stepPath } from './steps'

export const ParentsSection = ({ file, mayTell }: { file: CaseView; mayTell: boolean }) => {
  const t = recordTexts.useTexts().parents
  const f = factTexts.useTexts()
  return (
    <FoldingSection
      id="cha-me"
      title={t.title}
      aside={mayTell && <ButtonLink to={stepPath(file.id, { kind: 'ParentNotice' })}>{t.action}</ButtonLink>}
    >
      {[...file.parentNotices].reverse().map((notice) => (
        <Card key={notice.number} {...(notice.notInformed ? { tone: 'amber' as const } : {})}>
          <h3>{notice.notInformed ? t.notTold : t.told}</h3>
          <Facts
            facts={[
              { term: t.who, text: notice.who },
              !!notice.channel && { term: t.channel, text: word(f.channel, notice.channel) },
              { term: t.said, text: notice.note },
              !!notice.notInformed && { term: t.why, text: word(t.ground, notice.notInformed) },
              { term: t.reason, text: notice.reason },
            ]}
          />
          <Recorded {...notice} />
        </Card>
      ))}
    </FoldingSection>
  )
}

/** The incident log of Decree 80: all its steps in their order, those not taken yet in grey. */
export const ViolenceSection = ({ file, mayRecord }: { file: CaseView; mayRecord: boolean }) => {
  const t = recordTexts.useTexts().violence
  const c = common.useTexts()
  const steps = Object.entries(t.step)
  const taken = (step: string) => file.violenceSteps.filter((entry) => entry.step === step).sort((one, two) => one.occurredAt.localeCompare(two.occurredAt))
  const done = steps.filter(([step]) => taken(step).length > 0).length
  return (
    <FoldingSection
      id="bao-luc"
      title={t.title}
      aside={mayRecord && <ButtonLink to={stepPath(file.id, { kind: 'ViolenceStep' })}>{t.action}</ButtonLink>}
    >
      <p className="small muted">
        {t.basis} · {t.done(done, steps.length)}
      </p>
      <ol className="chronology">
        {steps.map(([step, name]) => (
          <li key={step} className={taken(step).length > 0 ? 'event' : 'event event-unknown'}>
            <div className="row">
              <h3>{name}</h3>
              {taken(step).length === 0 && <span className="small muted">{t.notYet}</span>}
            </div>
            {taken(step).map((entry) => (
              <div key={entry.number}>
                <p className="prose-lines">{entry.note}</p>
                <Recorded {...entry} more={entry.performedBy === 'School' ? undefined : word(c.performedBy, entry.performedBy)} />
              </div>
            ))}
          </li>
        ))}
      </ol>
    </FoldingSection>
  )
}
