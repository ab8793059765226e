import { Field, optionsOf, Select } from '@/components/field'
import { FormFrame } from '@/components/form'
import { useForm } from '@/components/use-form'
import { api } from '@/lib/api/client'
import type { Invitation } from '@/lib/api/types'
import { common } from '@/lib/i18n/common'
import { useOrganisations } from './accounts'
import { texts } from './texts'

export const InviteForm = ({ done }: { done: (invitation: Invitation) => void }) => {
  const t = texts.useTexts()
  const c = common.useTexts()
  const organisations = useOrganisations().data ?? []
  const form = useForm({
    initial: { displayName: '', userName: '', email: '', role: '', memberships: '' },
    validate: (values) =>
      Object.fromEntries((['displayName', 'userName', 'role', 'memberships'] as const).filter((name) => !values[name].trim()).map((name) => [name, c.required])),
    send: async (values) => {
      const { displayName, userName, email, role, memberships } = values
      const { data } = await api.post('/access/accounts', {
        body: { displayName, userName, email: email || null, memberships: [{ role, organisationId: memberships }] },
      })
      form.clean()
      done(data)
    },
  })
  return (
    <FormFrame form={form} action={t.invite} then={t.inviteThen}>
      <Field bind={form.bind('displayName')} label={t.displayName} autoComplete="off" maxLength={200} />
      <Field bind={form.bind('userName')} label={t.userName} hint={t.userNameHint} autoComplete="off" autoCapitalize="none" spellCheck={false} maxLength={64} />
      <Field bind={form.bind('email')} label={t.email} hint={t.emailHint} optional type="email" autoComplete="off" maxLength={256} />
      <Select bind={form.bind('role')} label={t.role} options={optionsOf(c.role).filter((role) => role.value !== 'ApiClient')} />
      <Select bind={form.bind('memberships')} label={t.organisation} options={organisations.map((one) => ({ value: one.id, label: one.name }))} />
    </FormFrame>
  )
}
