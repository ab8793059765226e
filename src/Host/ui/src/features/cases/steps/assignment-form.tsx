import { RadioCards } from '@/components/field'
import { FormFrame } from '@/components/form'
import { Await } from '@/components/states'
import { useForm } from '@/components/use-form'
import type { Person } from '@/lib/api/types'
import { common } from '@/lib/i18n/common'
import { word } from '@/lib/i18n/texts'
import { useMe } from '@/lib/session'
import { usePeople } from '../list-people'
import { stepTexts } from '../step-texts'
import { missing } from './rules'
import type { StepProps } from './step-props'

export const Assignment = (props: StepProps) => {
  const me = useMe().data
  return <Await query={usePeople(props.file.school?.id ?? me?.memberships[0]?.organisationId)}>{(people) => <AssignmentForm {...props} people={people} />}</Await>
}

const AssignmentForm = ({ file, change, reload, done, people }: StepProps & { people: Person[] }) => {
  const t = stepTexts.useTexts()
  const c = common.useTexts()
  const form = useForm({
    initial: { assigneeId: file.assignee?.id ?? '' },
    validate: (values) => missing([['assigneeId', !values.assigneeId, t.assignment.need]]),
    send: async (values, key) => {
      await change('/assignment', { assigneeId: values.assigneeId }, key)
      form.clean()
      done()
    },
  })
  const able = people.filter((person) => person.roles.some((role) => ['SocialWorker', 'Counsellor', 'FocalPerson', 'CommuneOfficer'].includes(role)))
  return (
    <FormFrame form={form} action={t.assignment.action} reload={reload}>
      <RadioCards
        bind={form.bind('assigneeId')}
        label={t.assignment.who}
        options={able.map((person) => ({ value: person.id, label: person.displayName, hint: person.roles.map((role) => word(c.role, role)).join(', ') }))}
      />
    </FormFrame>
  )
}
