import { Check, optionsOf, RadioCards, TextArea } from '@/components/field'
import { FormFrame } from '@/components/form'
import { Await, Note } from '@/components/states'
import { useForm } from '@/components/use-form'
import type { Template } from '@/lib/api/types'
import { thisMinute } from '@/lib/dates'
import { common } from '@/lib/i18n/common'
import { word } from '@/lib/i18n/texts'
import { useCaseForm } from '../get-reference-data'
import { stepTexts } from '../step-texts'
import { texts } from '../texts'
import { ScorePreview, ScoreRows } from './assessment-form'
import { OccurredAt } from './common-fields'
import { missing, orNothing, pastMoment } from './rules'
import type { StepProps } from './step-props'

const states = ['physical', 'psychological', 'cognitive', 'emotional', 'environment'] as const

const ReviewForm = ({ file, change, reload, done, template }: StepProps & { template: Template }) => {
  const rows = template.rows
  const t = stepTexts.useTexts()
  const w = texts.useTexts()
  const c = common.useTexts()
  const actions = [...file.plans].reverse().find((plan) => plan.status === 'Approved')?.actions ?? []
  const form = useForm({
    initial: {
      interim: false,
      answers: {} as Record<string, string>,
      childState: {} as Record<string, string>,
      environmentSafe: false,
      stable: false,
      conclusion: '',
      results: {} as Record<string, string>,
      childOpinion: '',
      caregiverOpinion: '',
      occurredAt: thisMinute(),
    },
    validate: (values) => ({
      ...missing([
        ...rows.map((row): [string, boolean, string] => [`answers.${row.code}`, !values.answers[row.code], t.assess.unanswered]),
        ...states.map((state): [string, boolean, string] => [`childState.${state}`, state !== 'environment' && !values.childState[state]?.trim(), t.review.needState]),
        ['conclusion', !values.conclusion, c.chooseOne],
      ]),
      ...pastMoment('occurredAt', values.occurredAt, t.needTime, c),
    }),
    labels: { ...Object.fromEntries(rows.map((row) => [`answers.${row.code}`, row.code])), ...Object.fromEntries(states.map((state) => [`childState.${state}`, w.childState[state] ?? state])) },
    send: async (values, key) => {
      const results = Object.entries(values.results).filter(([, text]) => text.trim())
      await change(
        '/reviews',
        {
          interim: values.interim,
          occurredAt: values.occurredAt,
          answers: values.answers,
          childState: Object.fromEntries(states.map((state) => [state, orNothing(values.childState[state] ?? '')])),
          environmentSafe: values.environmentSafe,
          stable: values.stable,
          conclusion: values.conclusion,
          actionResults: results.length > 0 ? results.map(([number, result]) => ({ number: Number(number), result: result.trim() })) : undefined,
          childOpinion: orNothing(values.childOpinion),
          caregiverOpinion: orNothing(values.caregiverOpinion),
        },
        key,
      )
      form.clean()
      done()
    },
  })
  const { values } = form
  const harmLeft = rows.some((row) => row.table === 'A' && values.answers[row.code] !== 'Low')
  return (
    <FormFrame form={form} action={t.review.action} then={t.review.then} reload={reload}>
      <Check bind={form.bind('interim')} label={t.review.interim} hint={t.review.interimHint} />
      <ScoreRows
        rows={rows}
        answers={values.answers}
        onAnswer={(code, level) => form.set('answers', { ...values.answers, [code]: level })}
        idOf={form.idOf}
        errors={form.errors}
      />
      <ScorePreview template={template} answers={values.answers as Record<string, 'High' | 'Medium' | 'Low'>} />
      {actions.length > 0 && (
        <fieldset className="form-group">
          <legend>{t.review.results}</legend>
          {actions.map((action) => (
            <TextArea
              key={action.number}
              bind={{
                id: form.idOf(`results.${action.number}`),
                value: values.results[action.number] ?? '',
                onChange: (text) => form.set('results', { ...values.results, [action.number]: text }),
              }}
              label={`${action.number}. ${action.description}`}
              hint={word(w.plan.actionStatus, action.status)}
              optional
              rows={2}
            />
          ))}
        </fieldset>
      )}
      <fieldset className="form-group">
        <legend>{t.review.state}</legend>
        {states.map((state) => (
          <TextArea
            key={state}
            bind={{
              id: form.idOf(`childState.${state}`),
              value: values.childState[state] ?? '',
              onChange: (text) => form.set('childState', { ...values.childState, [state]: text }),
              error: form.errors[`childState.${state}`] ?? form.errors[`childState`],
            }}
            label={word(w.childState, state)}
            optional={state === 'environment'}
            rows={2}
          />
        ))}
        <Check bind={form.bind('environmentSafe')} label={w.environmentSafe} />
        <Check bind={form.bind('stable')} label={w.stable} />
      </fieldset>
      <TextArea bind={form.bind('childOpinion')} label={w.plan.childOpinion} optional rows={2} />
      <TextArea bind={form.bind('caregiverOpinion')} label={w.plan.caregiverOpinion} optional rows={2} />
      <RadioCards bind={form.bind('conclusion')} label={t.review.conclusion} options={optionsOf(w.conclusion)} />
      {values.conclusion === 'Close' && (harmLeft || !values.stable) && <Note tone="amber" title={t.review.notClosable} />}
      <OccurredAt bind={form.bind('occurredAt')} />
    </FormFrame>
  )
}

export const Review = (props: StepProps) => (
  <Await query={useCaseForm(props.file.id, 'Form06')} lines={8}>
    {(template) => <ReviewForm {...props} template={template} />}
  </Await>
)
