import { CheckCards, Field, optionsOf, Select } from '@/components/field'
import { FormFrame } from '@/components/form'
import { useForm } from '@/components/use-form'
import { api } from '@/lib/api/client'
import type { ApiScope } from '@/lib/api/types'
import { common } from '@/lib/i18n/common'
import { useReached, useScopeName, type Secret } from './keys'
import { texts } from './texts'

/** Only what reads is ticked to begin with. */
export const MakeForm = ({ scopes, done }: { scopes: ApiScope[]; done: (secret: Secret) => void }) => {
  const t = texts.useTexts()
  const c = common.useTexts()
  const nameOf = useScopeName(scopes)
  const organisations = useReached()
  const form = useForm({
    initial: {
      name: '',
      organisationId: '',
      scopes: scopes.filter((scope) => scope.reads).map((scope) => scope.code),
      validForDays: '90',
      requestsPerMinute: '60',
    },
    validate: ({ name, organisationId, scopes, requestsPerMinute }) => ({
      ...(!name.trim() && { name: c.required }),
      ...(!organisationId && { organisationId: c.required }),
      ...(scopes.length === 0 && { scopes: t.scopeNeeded }),
      ...(!/^[1-9]\d{0,3}$/.test(requestsPerMinute.trim()) && { requestsPerMinute: t.perMinuteWrong }),
    }),
    send: async ({ name, organisationId, scopes, validForDays, requestsPerMinute }) => {
      const { data } = await api.post('/access/api-keys', {
        body: { name, organisationId, scopes, validForDays: Number(validForDays), requestsPerMinute: Number(requestsPerMinute) },
      })
      form.clean()
      done({ name, key: data.key, expiresAt: data.expiresAt })
    },
  })
  return (
    <FormFrame form={form} action={t.make} then={t.makeThen}>
      <Field bind={form.bind('name')} label={t.name} hint={t.nameHint} autoComplete="off" maxLength={100} />
      <Select
        bind={form.bind('organisationId')}
        label={t.organisation}
        hint={t.organisationHint}
        options={organisations.map((one) => ({ value: one.id, label: one.name }))}
      />
      <CheckCards
        bind={form.bind('scopes')}
        label={t.scopes}
        options={scopes.map(({ code, reads }) => ({ value: code, label: nameOf(code), hint: `${code} · ${reads ? t.reads : t.writes}` }))}
      />
      <Select bind={form.bind('validForDays')} label={t.validFor} options={optionsOf(t.days)} />
      <Field bind={form.bind('requestsPerMinute')} label={t.perMinute} hint={t.perMinuteHint} inputMode="numeric" autoComplete="off" maxLength={4} />
    </FormFrame>
  )
}
