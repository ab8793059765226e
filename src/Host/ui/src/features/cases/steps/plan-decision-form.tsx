import { DateField } from '@/components/date-time-field'
import { Field, optionsOf, RadioCards, TextArea } from '@/components/field'
import { FormFrame } from '@/components/form'
import { Section } from '@/components/page'
import { Note } from '@/components/states'
import { useForm } from '@/components/use-form'
import { today } from '@/lib/dates'
import { common } from '@/lib/i18n/common'
import { useMe } from '@/lib/session'
import { PlanCard } from '../plans-section'
import { stepTexts } from '../step-texts'
import { texts } from '../texts'
import { PerformedBy } from './common-fields'
import { lines, missing, optionalDay, orNothing } from './rules'
import type { StepProps } from './step-props'

export const PlanDecision = ({ file, change, search, reload, done }: StepProps) => {
  const t = stepTexts.useTexts()
  const { plan: w, spine } = texts.useTexts()
  const c = common.useTexts()
  const me = useMe().data
  const wanted = Number(search.get('so'))
  const plan = file.plans.find((known) => known.status === 'Submitted' && (!wanted || known.number === wanted)) ?? file.plans.find((known) => known.status === 'Submitted')
  const previous = plan && [...file.plans].filter((known) => known.number < plan.number).sort((one, two) => two.number - one.number)[0]
  const form = useForm({
    initial: {
      outcome: '',
      decisionNo: '',
      decidedOn: today(),
      signer: me?.displayName ?? '',
      performedBy: me?.roles.includes('CommuneOfficer') ? 'Commune' : 'School',
      reason: '',
      effectiveOn: '',
      responsible: '',
      recipients: '',
    },
    validate: (values) => ({
      ...missing([
        ['outcome', !values.outcome, c.chooseOne],
        ['reason', values.outcome === 'Returned' && !values.reason.trim(), t.decision.needReturnReason],
      ]),
      ...optionalDay('decidedOn', values.decidedOn, c),
      ...optionalDay('effectiveOn', values.effectiveOn, c),
    }),
    send: async (values, key) => {
      if (!plan) return
      const approved = values.outcome === 'Approved'
      await change(
        '/plans/{number}/decision',
        {
          outcome: values.outcome,
          decisionNo: approved ? orNothing(values.decisionNo) : undefined,
          decidedOn: values.decidedOn || undefined,
          signer: approved ? orNothing(values.signer) : undefined,
          performedBy: values.performedBy,
          reason: orNothing(values.reason),
          effectiveOn: approved ? values.effectiveOn || undefined : undefined,
          responsible: approved ? lines(values.responsible) : undefined,
          recipients: approved ? lines(values.recipients) : undefined,
        },
        key,
        { number: plan.number },
      )
      form.clean()
      done()
    },
  })
  if (!plan) return <Note tone="amber" title={t.notNow} />
  return (
    <>
      <p className="muted">{t.decision.lead}</p>
      <div className={previous ? 'side-by-side' : undefined}>
        <div>
          <h2 className="visually-hidden">{spine.plan}</h2>
          <PlanCard plan={plan} />
        </div>
        {previous && (
          <Section title={w.previous(previous.number)}>
            <PlanCard plan={previous} />
          </Section>
        )}
      </div>
      <FormFrame form={form} action={t.decision.action} then={t.decision.then} reload={reload}>
        <RadioCards bind={form.bind('outcome')} label={t.decision.outcome} side options={optionsOf(w.decided)} />
        {form.values.outcome === 'Approved' && (
          <>
            <div className="two">
              <Field bind={form.bind('decisionNo')} label={t.decisionNo} optional autoComplete="off" />
              <DateField bind={form.bind('decidedOn')} label={t.decision.decidedOn} />
            </div>
            <Field bind={form.bind('signer')} label={t.decision.signer} optional autoComplete="off" />
            <PerformedBy bind={form.bind('performedBy')} />
            <DateField bind={form.bind('effectiveOn')} label={w.effectiveOn} optional />
            <TextArea bind={form.bind('responsible')} label={w.responsible} hint={t.onePerLine} optional rows={2} />
            <TextArea bind={form.bind('recipients')} label={w.recipients} hint={t.onePerLine} optional rows={2} />
          </>
        )}
        {form.values.outcome === 'Returned' && <TextArea bind={form.bind('reason')} label={t.decision.returnReason} rows={3} />}
      </FormFrame>
    </>
  )
}
