import { useState } from 'react'
import { Field } from '@/components/field'
import { FormFrame } from '@/components/form'
import { Section } from '@/components/page'
import { Await } from '@/components/states'
import { useForm } from '@/components/use-form'
import { api } from '@/lib/api/client'
import { today } from '@/lib/dates'
import { useMe } from '@/lib/session'
import { useWorkforce, type Workforce } from './get-workforce'
import { useRecordTraining } from './record-training'
import { texts } from './texts'

/** How many people there are to train: the number the coverage is measured against. */
export const WorkforceForm = () => {
  const t = texts.useTexts()
  const me = useMe().data
  const organisation = me?.memberships.find((membership) => membership.role === 'Trainer') ?? me?.memberships[0]
  const year = Number(today().slice(0, 4))
  return organisation ? (
    <Section title={t.workforce}>
      <p className="muted">{t.workforceHint(year)}</p>
      <OfOrganisation organisationId={organisation.organisationId} year={year} />
    </Section>
  ) : null
}

const OfOrganisation = ({ organisationId, year }: { organisationId: string; year: number }) => {
  const query = useWorkforce(organisationId, year)
  return <Await query={query}>{(workforce) => <Headcount organisationId={organisationId} year={year} workforce={workforce} refetch={query.refetch} />}</Await>
}

const Headcount = ({ organisationId, year, workforce, refetch }: { organisationId: string; year: number; workforce: Workforce; refetch: () => Promise<{ data?: Workforce | undefined }> }) => {
  const t = texts.useTexts()
  const record = useRecordTraining()
  const [version, setVersion] = useState(workforce.version)
  const form = useForm({
    initial: { headcount: workforce.headcount === null ? '' : String(workforce.headcount) },
    validate: (values): Record<string, string> => (/^\d+$/.test(values.headcount.trim()) ? {} : { headcount: t.wrongNumber }),
    send: async (values) => {
      await record(() => api.put('/training/workforce/{organisationId}/{year}', { path: { organisationId, year }, body: { headcount: Number(values.headcount) }, version }))
      form.clean()
      setVersion((await refetch()).data?.version ?? version)
    },
  })
  return (
    <FormFrame
      form={form}
      action={t.save}
      reload={async () => {
        setVersion((await refetch()).data?.version ?? version)
      }}
    >
      <Field bind={form.bind('headcount')} label={t.headcount} inputMode="numeric" autoComplete="off" />
    </FormFrame>
  )
}
