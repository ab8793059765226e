import { Button } from '@/components/button'
import { DateField } from '@/components/date-time-field'
import { Field, optionsOf, RadioCards, Select, TextArea } from '@/components/field'
import { FormFrame } from '@/components/form'
import { Note } from '@/components/states'
import { useForm } from '@/components/use-form'
import type { Plan } from '@/lib/api/types'
import { common } from '@/lib/i18n/common'
import { useLanguage } from '@/lib/i18n/language'
import { useMe } from '@/lib/session'
import { useReferenceData } from '../get-reference-data'
import { usePeople } from '../list-people'
import { stepTexts } from '../step-texts'
import { stepPath } from '../steps'
import { texts } from '../texts'
import { missing, optionalDay, orNothing, withoutGoal } from './rules'
import type { StepProps } from './step-props'

const emptyAction = { description: '', measureCode: '', owner: '', ownerId: '', collaborators: '', cost: '', startOn: '', dueOn: '', expectedResult: '', goal: '', resources: '' }

const toValues = (plan: Plan | undefined, needs: string[]) => ({
  basis: plan?.basis ?? '',
  problemSummary: plan?.problemSummary ?? '',
  overallGoal: plan?.overallGoal ?? '',
  goals: plan?.goals.length ? plan.goals.map((goal) => ({ ...goal })) : needs.length > 0 ? needs.map((need) => ({ need, goal: '' })) : [{ need: '', goal: '' }],
  actions: plan?.actions.length
    ? plan.actions.map((action) => ({
        description: action.description,
        measureCode: action.measureCode,
        owner: action.owner,
        ownerId: action.ownerId ?? '',
        collaborators: action.collaborators ?? '',
        cost: action.cost ?? '',
        startOn: action.startOn ?? '',
        dueOn: action.dueOn ?? '',
        expectedResult: action.expectedResult ?? '',
        goal: action.goal ? String(action.goal) : '',
        resources: action.resources ?? '',
      }))
    : [{ ...emptyAction }],
  childOpinion: plan?.childOpinion ?? '',
  childOpinionMissingReason: plan?.childOpinionMissingReason ?? '',
  caregiverOpinion: plan?.caregiverOpinion ?? '',
  caregiverAgreement: plan?.caregiverAgreement ?? '',
  monitoring: plan?.monitoring ?? '',
})

/** Form 04. A new plan begins with what the last one and the detailed assessment already say. */
export const PlanForm = ({ file, change, revise, search, reload, done }: StepProps) => {
  const t = stepTexts.useTexts()
  const w = texts.useTexts().plan
  const c = common.useTexts()
  const language = useLanguage()
  const me = useMe().data
  const measures = useReferenceData().data?.measures ?? []
  const people = usePeople(file.school?.id ?? me?.memberships[0]?.organisationId).data ?? []
  const wanted = Number(search.get('so'))
  const draft = file.plans.find((plan) => (plan.status === 'Draft' || plan.status === 'Returned') && (!wanted || plan.number === wanted))
  const latest = [...file.plans].sort((one, two) => two.number - one.number)[0]
  const needs = [...file.assessments].reverse().find((assessment) => assessment.needs?.length)?.needs?.map((need) => need.description) ?? []
  const returned = draft?.decision?.outcome === 'Returned' ? draft.decision : undefined

  const form = useForm({
    initial: toValues(draft ?? latest, needs),
    validate: (values) => ({
      ...Object.assign(
        {},
        ...values.actions.map((action, i) =>
          Object.values(action).every((text) => !text)
            ? {}
            : {
                ...missing([
                  [`actions.${i}.description`, !action.description.trim(), t.plan.needDescription],
                  [`actions.${i}.measureCode`, !action.measureCode, t.plan.needMeasure],
                  [`actions.${i}.owner`, !action.owner.trim() && !action.ownerId, t.plan.needOwner],
                  [`actions.${i}.dueOn`, !action.dueOn, t.plan.needDue],
                ]),
                ...optionalDay(`actions.${i}.dueOn`, action.dueOn, c),
                ...optionalDay(`actions.${i}.startOn`, action.startOn, c),
              },
        ),
      ),
    }),
    send: async (values, key) => {
      // A goal without words is left out: those after it move up, and with them what the actions name.
      const kept = values.goals.flatMap((goal, i) => (goal.goal.trim() ? [i + 1] : []))
      const body = {
        basis: orNothing(values.basis),
        problemSummary: orNothing(values.problemSummary),
        overallGoal: orNothing(values.overallGoal),
        goals: values.goals.filter((goal) => goal.goal.trim()).map((goal) => ({ need: goal.need.trim(), goal: goal.goal.trim() })),
        actions: values.actions
          .filter((action) => action.description.trim())
          .map((action) => ({
            description: action.description.trim(),
            measureCode: action.measureCode,
            owner: people.find((person) => person.id === action.ownerId)?.displayName ?? action.owner.trim(),
            ownerId: action.ownerId || undefined,
            collaborators: orNothing(action.collaborators),
            cost: orNothing(action.cost.replace(/[.\s]/g, '')),
            startOn: action.startOn || undefined,
            dueOn: action.dueOn || undefined,
            expectedResult: orNothing(action.expectedResult),
            goal: kept.includes(Number(action.goal)) ? kept.indexOf(Number(action.goal)) + 1 : undefined,
            resources: orNothing(action.resources),
          })),
        childOpinion: orNothing(values.childOpinion),
        childOpinionMissingReason: orNothing(values.childOpinionMissingReason),
        caregiverOpinion: orNothing(values.caregiverOpinion),
        caregiverAgreement: values.caregiverAgreement || undefined,
        monitoring: orNothing(values.monitoring),
      }
      if (draft) await revise(draft.number, body, key)
      const number = draft?.number ?? (await change('/plans', body, key)).number
      form.clean()
      done(stepPath(file.id, { kind: 'PlanSubmission', number }))
    },
  })
  const { values } = form
  return (
    <FormFrame form={form} action={w.save} then={w.saveThen} reload={reload}>
      {returned?.reason && (
        <Note tone="amber" title={w.decided.Returned ?? ''}>
          <p className="prose-lines">{returned.reason}</p>
        </Note>
      )}
      <TextArea bind={form.bind('basis')} label={w.basis} optional rows={2} maxLength={5_000} />
      <TextArea bind={form.bind('problemSummary')} label={w.problem} optional />
      <TextArea bind={form.bind('overallGoal')} label={w.goal} optional rows={2} />
      <fieldset className="form-group">
        <legend>{w.goals}</legend>
        {values.goals.map((_, i) => (
          <div className="repeat" key={i}>
            <TextArea bind={form.bindRow('goals', values.goals, i, 'need')} label={w.need} rows={1} />
            <TextArea bind={form.bindRow('goals', values.goals, i, 'goal')} label={w.goalOfNeed} rows={2} />
            {values.goals.length > 1 && (
              <div>
                <Button look="quiet" icon="close" onClick={() => form.setValues(withoutGoal(values, i))}>
                  {c.remove}
                </Button>
              </div>
            )}
          </div>
        ))}
        <div>
          <Button icon="plus" onClick={() => form.set('goals', [...values.goals, { need: '', goal: '' }])}>
            {w.addGoal}
          </Button>
        </div>
      </fieldset>
      <fieldset className="form-group">
        <legend>{w.actions}</legend>
        {values.actions.map((action, i) => (
          <div className="repeat" key={`${values.actions.length}-${i}`} role="group" aria-label={w.action(i + 1)}>
            <strong>{w.action(i + 1)}</strong>
            <TextArea bind={form.bindRow('actions', values.actions, i, 'description')} label={w.description} rows={2} />
            {values.goals.some((goal) => goal.goal.trim()) && (
              <Select
                bind={form.bindRow('actions', values.actions, i, 'goal')}
                label={w.servesPick}
                optional
                empty="–"
                options={values.goals.flatMap((goal, at) => (goal.goal.trim() ? [{ value: String(at + 1), label: `${at + 1}. ${goal.goal.trim()}` }] : []))}
              />
            )}
            <Select
              bind={form.bindRow('actions', values.actions, i, 'measureCode')}
              label={w.measure}
              options={measures.map((measure) => ({ value: measure.code, label: language === 'vi' ? measure.nameVi : measure.nameEn }))}
            />
            <div className="two">
              <Select
                bind={form.bindRow('actions', values.actions, i, 'ownerId')}
                label={w.ownerPick}
                optional
                empty="–"
                options={people.map((person) => ({ value: person.id, label: person.displayName }))}
              />
              {!action.ownerId && <Field bind={form.bindRow('actions', values.actions, i, 'owner')} label={w.owner} autoComplete="off" />}
            </div>
            <Field bind={form.bindRow('actions', values.actions, i, 'collaborators')} label={w.collaborators} optional autoComplete="off" />
            <div className="two">
              <DateField bind={form.bindRow('actions', values.actions, i, 'startOn')} label={w.start} optional />
              <DateField bind={form.bindRow('actions', values.actions, i, 'dueOn')} label={w.due} />
            </div>
            <Field bind={form.bindRow('actions', values.actions, i, 'resources')} label={w.resources} optional autoComplete="off" maxLength={500} />
            <Field bind={form.bindRow('actions', values.actions, i, 'cost')} label={w.cost} optional inputMode="numeric" autoComplete="off" />
            <TextArea bind={form.bindRow('actions', values.actions, i, 'expectedResult')} label={w.result} optional rows={2} />
            {values.actions.length > 1 && (
              <div>
                <Button look="quiet" icon="close" onClick={() => form.set('actions', values.actions.filter((__, at) => at !== i))}>
                  {c.remove}
                </Button>
              </div>
            )}
          </div>
        ))}
        <div>
          <Button icon="plus" onClick={() => form.set('actions', [...values.actions, { ...emptyAction }])}>
            {w.addAction}
          </Button>
        </div>
      </fieldset>
      <TextArea bind={form.bind('childOpinion')} label={w.childOpinion} hint={w.childOpinionHint} rows={3} />
      {!values.childOpinion.trim() && <TextArea bind={form.bind('childOpinionMissingReason')} label={w.childOpinionMissing} rows={2} />}
      <RadioCards bind={form.bind('caregiverAgreement')} label={w.agreement} optional options={optionsOf(w.agreements)} />
      <TextArea bind={form.bind('caregiverOpinion')} label={w.caregiverOpinion} optional rows={2} />
      <TextArea bind={form.bind('monitoring')} label={w.monitoring} optional rows={2} />
    </FormFrame>
  )
}
