import { ButtonLink } from '@/components/button'
import { FormFrame } from '@/components/form'
import { Note } from '@/components/states'
import { StatusBadge } from '@/components/status-badge'
import { useForm } from '@/components/use-form'
import { PlanCard } from '../plans-section'
import { stepTexts } from '../step-texts'
import { stepPath } from '../steps'
import { texts } from '../texts'
import type { StepProps } from './step-props'

export const PlanSubmission = ({ file, change, search, reload, done }: StepProps) => {
  const t = stepTexts.useTexts()
  const w = texts.useTexts()
  const wanted = Number(search.get('so'))
  const plan = file.plans.find((known) => (known.status === 'Draft' || known.status === 'Returned') && (!wanted || known.number === wanted))
  const form = useForm({
    initial: {},
    send: async (_, key) => {
      if (!plan) return
      await change('/plans/{number}/submission', {}, key, { number: plan.number })
      done()
    },
  })
  if (!plan) return <Note tone="amber" title={t.notNow} />
  const checks: [string, boolean][] = [
    [t.submission.goal, plan.goals.length > 0],
    [t.submission.action1, plan.actions.length > 0 && plan.actions.every((action) => action.owner && action.dueOn && action.measureCode)],
    [t.submission.opinion, !!plan.childOpinion || !!plan.childOpinionMissingReason],
  ]
  return (
    <>
      <p className="muted">{t.submission.lead}</p>
      <h2 className="visually-hidden">{w.spine.plan}</h2>
      <PlanCard plan={plan} />
      <FormFrame
        form={form}
        action={t.submission.action}
        then={t.submission.then}
        reload={reload}
        extra={
          <ButtonLink to={stepPath(file.id, { kind: 'PlanEdit', number: plan.number })}>{w.step.PlanEdit ?? ''}</ButtonLink>
        }
      >
        <section className="stack-tight" aria-label={t.submission.checks}>
          <h2>{t.submission.checks}</h2>
          <ul className="needs">
            {checks.map(([words, ok]) => (
              <li key={words} className="row">
                <StatusBadge tone={ok ? 'green' : 'amber'} sign={ok ? 'tick' : 'diamond'}>
                  {ok ? t.submission.ok : t.submission.missing}
                </StatusBadge>
                <span>{words}</span>
              </li>
            ))}
          </ul>
        </section>
      </FormFrame>
    </>
  )
}
