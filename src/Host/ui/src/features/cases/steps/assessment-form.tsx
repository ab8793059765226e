import { Button } from '@/components/button'
import { Check, Field, optionsOf, RadioCards, Select, TextArea } from '@/components/field'
import { FormFrame } from '@/components/form'
import { Await } from '@/components/states'
import { LevelBadge } from '@/components/status-badge'
import { useForm } from '@/components/use-form'
import type { Template, TemplateRow } from '@/lib/api/types'
import { thisMinute } from '@/lib/dates'
import { common } from '@/lib/i18n/common'
import { useLanguage } from '@/lib/i18n/language'
import { word } from '@/lib/i18n/texts'
import { rowWords } from '../assessments-section'
import { factGroups, factTexts } from '../fact-texts'
import { useCaseForm } from '../get-reference-data'
import { score, type Answers } from '../score'
import { stepTexts } from '../step-texts'
import { texts } from '../texts'
import { OccurredAt, PerformedBy } from './common-fields'
import { missing, orNothing, pastMoment } from './rules'
import type { StepProps } from './step-props'

/** The rows of tables A and B, each with its own wording of the three levels. */
export const ScoreRows = ({ rows, answers, onAnswer, idOf, errors }: { rows: TemplateRow[]; answers: Record<string, string>; onAnswer: (code: string, level: string) => void; idOf: (name: string) => string; errors: Record<string, string> }) => {
  const t = texts.useTexts()
  const c = common.useTexts()
  const language = useLanguage()
  return (['A', 'B'] as const).map((table) => (
    <fieldset className="form-group" key={table}>
      <legend>{table === 'A' ? t.tableA : t.tableB}</legend>
      {rows
        .filter((row) => row.table === table)
        .map((row) => {
          const words = rowWords(row, language)
          return (
            <RadioCards
              key={row.code}
              bind={{
                id: idOf(`answers.${row.code}`),
                value: answers[row.code] ?? '',
                onChange: (level) => onAnswer(row.code, level),
                error: errors[`answers.${row.code}`],
              }}
              label={words.name}
              side
              options={(['High', 'Medium', 'Low'] as const).map((level) => ({ value: level, label: word(c.level, level), hint: words[level] }))}
            />
          )
        })}
    </fieldset>
  ))
}

export const ScorePreview = ({ template, answers }: { template: Template; answers: Answers }) => {
  const t = stepTexts.useTexts().assess
  const w = texts.useTexts()
  const left = template.rows.filter((row) => !answers[row.code]).length
  const { level, rule } = score(template, answers)
  return (
    <div className="preview" role="status">
      <div className="row-between">
        <strong>{t.preview}</strong>
        <LevelBadge level={left === template.rows.length ? null : level} long />
      </div>
      <p className="small">{left > 0 ? t.missing(left) : word(w.explanation, String(rule))}</p>
    </div>
  )
}

const AssessmentForm = ({ kind, template, change, reload, done }: StepProps & { kind: 'Form02' | 'Form03'; template: Template }) => {
  const rows = template.rows
  const t = stepTexts.useTexts()
  const c = common.useTexts()
  const f = factTexts.useTexts()
  const detailed = kind === 'Form03'
  const form = useForm({
    initial: {
      answers: {} as Record<string, string>,
      officerLevel: '',
      officerReason: '',
      seriousHarm: false,
      emergencyNeeded: '',
      safetyNeeds: [] as { need: string; action: string; provider: string; time: string }[],
      needs: detailed ? [{ description: '', priority: 'Medium' }] : ([] as { description: string; priority: string }[]),
      facts: {} as Record<string, string>,
      occurredAt: thisMinute(),
      performedBy: 'School',
    },
    validate: (values) => {
      const computed = score(template, values.answers as Answers).level
      return {
        ...missing([
          ...rows.map((row): [string, boolean, string] => [`answers.${row.code}`, !values.answers[row.code], t.assess.unanswered]),
          ['officerReason', !!values.officerLevel && values.officerLevel !== computed && !values.officerReason.trim(), t.assess.needDifferReason],
          ['emergencyNeeded', !detailed && !values.emergencyNeeded, t.assess.needEmergency],
        ]),
        ...pastMoment('occurredAt', values.occurredAt, t.needTime, c),
      }
    },
    labels: Object.fromEntries(rows.map((row) => [`answers.${row.code}`, row.code])),
    send: async (values, key) => {
      const facts = Object.fromEntries(Object.entries(values.facts).filter(([, text]) => text.trim()))
      const safetyNeeds = values.safetyNeeds
        .filter((need) => need.need.trim() && need.action.trim())
        .map((need) => ({ need: need.need.trim(), action: need.action.trim(), provider: orNothing(need.provider), time: orNothing(need.time) }))
      const needs = values.needs.filter((need) => need.description.trim()).map((need) => ({ description: need.description.trim(), priority: need.priority }))
      await change(
        '/assessments',
        {
          form: kind,
          occurredAt: values.occurredAt,
          performedBy: values.performedBy,
          answers: values.answers,
          officerLevel: values.officerLevel || undefined,
          officerReason: orNothing(values.officerReason),
          seriousHarm: values.seriousHarm,
          emergencyNeeded: detailed ? undefined : values.emergencyNeeded === 'yes',
          safetyNeeds: safetyNeeds.length > 0 ? safetyNeeds : undefined,
          facts: detailed && Object.keys(facts).length > 0 ? facts : undefined,
          needs: needs.length > 0 ? needs : undefined,
        },
        key,
      )
      form.clean()
      done()
    },
  })
  const { values } = form
  const computed = score(template, values.answers as Answers).level
  return (
    <FormFrame form={form} action={t.assess.action} then={t.assess.then} reload={reload}>
      <p className="muted">{detailed ? t.assess.lead03 : t.assess.lead02}</p>
      <ScoreRows
        rows={rows}
        answers={values.answers}
        onAnswer={(code, level) => form.set('answers', { ...values.answers, [code]: level })}
        idOf={form.idOf}
        errors={form.errors}
      />
      <ScorePreview template={template} answers={values.answers as Answers} />
      <Check bind={form.bind('seriousHarm')} label={t.assess.serious} />
      {!detailed && (
        <RadioCards
          bind={form.bind('emergencyNeeded')}
          label={t.assess.emergency}
          side
          options={[
            { value: 'yes', label: c.yes },
            { value: 'no', label: c.no },
          ]}
        />
      )}
      <Select bind={form.bind('officerLevel')} label={t.assess.differ} empty={t.assess.same} options={optionsOf(c.level)} />
      {!!values.officerLevel && values.officerLevel !== computed && <TextArea bind={form.bind('officerReason')} label={t.assess.differReason} rows={2} />}
      <fieldset className="form-group">
        <legend>{t.assess.safety}</legend>
        {values.safetyNeeds.map((_, i) => (
          <div className="repeat" key={i}>
            <Field bind={form.bindRow('safetyNeeds', values.safetyNeeds, i, 'need')} label={t.assess.need} hint={t.assess.needHint} />
            <Field bind={form.bindRow('safetyNeeds', values.safetyNeeds, i, 'action')} label={t.assess.doing} />
            <div className="two">
              <Field bind={form.bindRow('safetyNeeds', values.safetyNeeds, i, 'provider')} label={t.assess.provider} optional />
              <Field bind={form.bindRow('safetyNeeds', values.safetyNeeds, i, 'time')} label={t.assess.when} optional />
            </div>
            <div>
              <Button look="quiet" icon="close" onClick={() => form.set('safetyNeeds', values.safetyNeeds.filter((__, at) => at !== i))}>
                {c.remove}
              </Button>
            </div>
          </div>
        ))}
        <div>
          <Button icon="plus" onClick={() => form.set('safetyNeeds', [...values.safetyNeeds, { need: '', action: '', provider: '', time: '' }])}>
            {t.assess.addSafety}
          </Button>
        </div>
      </fieldset>
      {detailed && (
        <>
          <div className="stack-tight">
            <h2>{t.assess.facts}</h2>
            <p className="field-hint">{t.assess.factsHint}</p>
          </div>
          {factGroups.map(([group, names], i) => (
            <details className="fact-group" key={group} open={i === 0 || names.some((name) => form.errors[`facts.${name}`])}>
              <summary>
                {f.group[group]} <span className="small muted">{t.assess.filled(names.filter((name) => values.facts[name]?.trim()).length, names.length)}</span>
              </summary>
              <div className="form-group">
                {names.map((name) => (
                  <TextArea
                    key={name}
                    bind={{ id: form.idOf(`facts.${name}`), value: values.facts[name] ?? '', onChange: (text) => form.set('facts', { ...values.facts, [name]: text }), error: form.errors[`facts.${name}`] }}
                    label={word(f.fact, name)}
                    rows={2}
                  />
                ))}
              </div>
            </details>
          ))}
          <fieldset className="form-group">
            <legend>{t.assess.needs}</legend>
            {values.needs.map((_, i) => (
              <div className="repeat" key={i}>
                <TextArea bind={form.bindRow('needs', values.needs, i, 'description')} label={t.assess.need} rows={2} />
                <Select bind={form.bindRow('needs', values.needs, i, 'priority')} label={t.assess.priority} options={optionsOf(c.level)} />
                <div>
                  <Button look="quiet" icon="close" onClick={() => form.set('needs', values.needs.filter((__, at) => at !== i))}>
                    {c.remove}
                  </Button>
                </div>
              </div>
            ))}
            <div>
              <Button icon="plus" onClick={() => form.set('needs', [...values.needs, { description: '', priority: 'Medium' }])}>
                {t.assess.addNeed}
              </Button>
            </div>
          </fieldset>
        </>
      )}
      <OccurredAt bind={form.bind('occurredAt')} />
      <PerformedBy bind={form.bind('performedBy')} />
    </FormFrame>
  )
}

const WithTemplate = (props: StepProps & { kind: 'Form02' | 'Form03' }) => (
  <Await query={useCaseForm(props.file.id, props.kind)} lines={8}>
    {(template) => <AssessmentForm {...props} template={template} />}
  </Await>
)

export const Assessment02 = (props: StepProps) => <WithTemplate kind="Form02" {...props} />
export const Assessment03 = (props: StepProps) => <WithTemplate kind="Form03" {...props} />

