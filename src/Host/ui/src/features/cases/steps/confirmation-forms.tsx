import { RadioCards, TextArea } from '@/components/field'
import { FormFrame } from '@/components/form'
import { Facts } from '@/components/page'
import { Note } from '@/components/states'
import { useForm } from '@/components/use-form'
import { common, deadlineName } from '@/lib/i18n/common'
import { word } from '@/lib/i18n/texts'
import { ReportSection } from '../case-sections'
import { stepTexts } from '../step-texts'
import { texts } from '../texts'
import { missing } from './rules'
import type { StepProps } from './step-props'

interface ConfirmationProps extends Pick<StepProps, 'reload' | 'done'> {
  confirm: (answer: { agree: boolean; reason: string }, key: string) => Promise<unknown>
}

/** The second person: agrees or not, always with a reason. */
export const Confirmation = ({ confirm, reload, done }: ConfirmationProps) => {
  const t = stepTexts.useTexts()
  const c = common.useTexts()
  const form = useForm({
    initial: { agree: '', reason: '' },
    validate: (values) =>
      missing([
        ['agree', !values.agree, c.chooseOne],
        ['reason', !values.reason.trim(), t.needReason],
      ]),
    send: async (values, key) => {
      await confirm({ agree: values.agree === 'yes', reason: values.reason.trim() }, key)
      form.clean()
      done()
    },
  })
  return (
    <FormFrame form={form} action={t.confirm.action} reload={reload}>
      <RadioCards
        bind={form.bind('agree')}
        label={t.confirm.agree}
        side
        options={[
          { value: 'yes', label: t.confirm.yes },
          { value: 'no', label: t.confirm.no },
        ]}
      />
      <TextArea bind={form.bind('reason')} label={t.reason} rows={3} />
    </FormFrame>
  )
}

export const TriageConfirmation = (props: StepProps) => {
  const t = stepTexts.useTexts()
  const w = texts.useTexts()
  const triage = props.file.triage
  return (
    <>
      <ReportSection file={props.file} />
      {triage && (
        <Note tone="amber" title={`${t.confirm.asked(triage.by.name)}: ${word(w.triage, triage.decision)}`}>
          <p className="prose-lines">{triage.reason}</p>
        </Note>
      )}
      <Confirmation confirm={(answer, key) => props.change('/triage/confirmation', answer, key)} {...props} />
    </>
  )
}

export const WaiverConfirmation = (props: StepProps) => {
  const t = stepTexts.useTexts()
  const c = common.useTexts()
  const id = props.search.get('thoi-han')
  const deadline =
    props.file.deadlines.find((known) => known.id === id) ?? props.file.deadlines.find((known) => known.waiver?.pending)
  if (!deadline) return <Note tone="amber" title={t.notNow} />
  return (
    <>
      <Note tone="amber" title={deadlineName(deadline.code, deadline.about, c)}>
        <Facts
          facts={[
            { term: t.confirm.asked(deadline.waiver?.requestedBy.name ?? ''), text: deadline.waiver?.reason },
          ]}
        />
      </Note>
      <Confirmation confirm={(answer, key) => props.change('/deadlines/{deadlineId}/waiver/confirmation', answer, key, { deadlineId: deadline.id })} {...props} />
    </>
  )
}

export const LowerRiskConfirmation = (props: StepProps) => {
  const t = stepTexts.useTexts()
  const w = texts.useTexts()
  const c = common.useTexts()
  const number = Number(props.search.get('so'))
  const assessment = props.file.assessments.find((known) => known.number === number) ?? props.file.assessments.find((known) => known.levelPending)
  if (!assessment) return <Note tone="amber" title={t.notNow} />
  return (
    <>
      <Note tone="amber" title={t.confirm.asked(assessment.by.name)}>
        <Facts
          facts={[
            { term: w.computed, text: word(c.level, assessment.computedLevel) },
            { term: w.officer, text: word(c.level, assessment.officerLevel) },
            { term: w.officerReason, text: assessment.officerReason },
          ]}
        />
      </Note>
      <Confirmation confirm={(answer, key) => props.change('/assessments/{number}/confirmation', answer, key, { number: assessment.number })} {...props} />
    </>
  )
}
