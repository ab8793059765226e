import { useQuery } from '@tanstack/react-query'
import { Select } from '@/components/field'
import { FormFrame } from '@/components/form'
import { useForm } from '@/components/use-form'
import { api } from '@/lib/api/client'
import { stepTexts } from '../step-texts'
import { missing } from './rules'
import type { StepProps } from './step-props'

/** A report that named no school: the department officer says where it belongs. */
export const SchoolRouting = ({ change, reload, done }: StepProps) => {
  const t = stepTexts.useTexts()
  const schools = useQuery({ queryKey: ['schools'], queryFn: async () => (await api.get('/access/schools')).data.items }).data ?? []
  const form = useForm({
    initial: { schoolId: '' },
    validate: (values) => missing([['schoolId', !values.schoolId, t.school.need]]),
    send: async (values, key) => {
      await change('/school', { schoolId: values.schoolId }, key)
      form.clean()
      done()
    },
  })
  return (
    <FormFrame form={form} action={t.school.action} reload={reload}>
      <Select bind={form.bind('schoolId')} label={t.school.which} options={schools.map((school) => ({ value: school.id, label: school.name }))} />
    </FormFrame>
  )
}
