import { Button } from './button'
import { DateField, DateTimeField, unreadable } from './date-time-field'
import { Dialog } from './dialog'
import { Check, CheckCards, Field, Select, TextArea, type Option } from './field'
import { FormFrame } from './form'
import { useForm, type Form } from './use-form'
import { common } from '@/lib/i18n/common'

/** One question of an act. Its name is that of the field the server knows, so that what is refused stands at its field. */
export interface Question {
  name: string
  label: string
  kind: 'text' | 'area' | 'choice' | 'choices' | 'day' | 'instant' | 'yes' | 'number'
  hint?: string
  options?: Option[]
  optional?: boolean
  initial?: string
}

/** What was answered, as text: several choices joined by commas, yes as 'yes'. */
export type Answers = Record<string, string>

export const chosen = (answer: string | undefined): string[] => (answer ? answer.split(',') : [])

interface Props {
  title: string
  /** What follows from it, or what is read out. */
  text?: React.ReactNode
  action: string
  questions: Question[]
  /** What is wrong beside what is missing. */
  validate?: (answers: Answers) => Record<string, string>
  send: (answers: Answers, key: string) => Promise<unknown>
  reload?: () => Promise<unknown>
  close: () => void
}

/** An act on a register: a few questions and one button. */
export const ActDialog = ({ title, text, action, questions, validate, send, reload, close }: Props) => {
  const c = common.useTexts()
  const form = useForm<Answers>({
    initial: Object.fromEntries(questions.map((question) => [question.name, question.initial ?? ''])),
    labels: Object.fromEntries(questions.map((question) => [question.name, question.label])),
    validate: (answers) => {
      const errors: Record<string, string> = {}
      for (const { name, kind, optional } of questions) {
        const answer = answers[name]?.trim() ?? ''
        if (answer === unreadable) errors[name] = kind === 'day' ? c.badDate : c.badDateTime
        else if (!answer && !optional && kind !== 'yes') errors[name] = kind === 'choice' || kind === 'choices' ? c.chooseOne : c.required
      }
      return { ...validate?.(answers), ...errors }
    },
    send: async (answers, key) => {
      await send(Object.fromEntries(Object.entries(answers).map(([name, answer]) => [name, answer.trim()])), key)
      form.clean()
      close()
    },
  })
  return (
    <Dialog title={title} onClose={close}>
      {text}
      <FormFrame
        form={form}
        action={action}
        {...(reload ? { reload } : {})}
        extra={
          <Button look="quiet" onClick={close}>
            {c.cancel}
          </Button>
        }
      >
        {questions.map((question) => (
          <Asked key={question.name} question={question} form={form} />
        ))}
      </FormFrame>
    </Dialog>
  )
}

const Asked = ({ question: { name, label, kind, hint, options = [], optional = false }, form }: { question: Question; form: Form<Answers> }) => {
  const bind = form.bind(name)
  const words = { label, optional, ...(hint ? { hint } : {}) }
  switch (kind) {
    case 'area':
      return <TextArea bind={bind} {...words} rows={3} maxLength={4000} />
    case 'choice':
      return <Select bind={bind} {...words} options={options} />
    case 'choices':
      return <CheckCards bind={{ ...bind, value: chosen(bind.value), onChange: (all) => bind.onChange(all.join(',')) }} {...words} options={options} side />
    case 'day':
      return <DateField bind={bind} {...words} />
    case 'instant':
      return <DateTimeField bind={bind} {...words} />
    case 'yes':
      return <Check bind={{ ...bind, value: bind.value === 'yes', onChange: (yes) => bind.onChange(yes ? 'yes' : '') }} {...words} />
    default:
      return <Field bind={bind} {...words} autoComplete="off" {...(kind === 'number' ? { inputMode: 'numeric' as const } : {})} />
  }
}
