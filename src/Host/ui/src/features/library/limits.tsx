import { unreadable } from '@/components/date-time-field'
import { DataTable } from '@/components/data-table'
import { Field, Select } from '@/components/field'
import { FormFrame } from '@/components/form'
import { Await } from '@/components/states'
import { useForm } from '@/components/use-form'
import { api } from '@/lib/api/client'
import { plainDate } from '@/lib/dates'
import { common } from '@/lib/i18n/common'
import { word } from '@/lib/i18n/texts'
import { IssueFields } from './issue-fields'
import { newestFirst, newIssue, useLimits, usePlaces, useReadAnew } from './library'
import { texts } from './texts'

type Limit = NonNullable<ReturnType<typeof useLimits>['data']>[number]

export const Limits = () => {
  const t = texts.useTexts()
  const c = common.useTexts()
  const places = usePlaces().data ?? []
  const amount = (limit: Limit['limit'] | null | undefined) => (limit ? `${limit.amount} ${word(t.unit, limit.unit)}` : '–')
  return (
    <Await query={useLimits()} lines={6}>
      {(rules) => (
        <>
          <DataTable
            caption={t.limits}
            rowKey={(rule) => rule.code + rule.version}
            rows={newestFirst(rules).sort((one, two) => one.code.localeCompare(two.code))}
            columns={[
              { key: 'code', head: t.which, main: true, cell: (rule) => word(c.deadline, rule.code) },
              { key: 'limit', head: t.limit, cell: (rule) => amount(rule.limit) },
              { key: 'high', head: t.high, cell: (rule) => amount(rule.highRiskLimit) },
              { key: 'place', head: t.place, cell: (rule) => (rule.organisationId ? (places.find((place) => place.id === rule.organisationId)?.name ?? '–') : t.country) },
              { key: 'from', head: t.from, cell: (rule) => <time>{plainDate(rule.validFrom)}</time> },
              { key: 'source', head: t.source, cell: (rule) => rule.reason ?? rule.source },
            ]}
          />
          <details className="fact-group">
            <summary>{t.change}</summary>
            <div className="form-group">
              <ChangeLimit rules={rules} />
            </div>
          </details>
        </>
      )}
    </Await>
  )
}

const ChangeLimit = ({ rules }: { rules: Limit[] }) => {
  const t = texts.useTexts()
  const c = common.useTexts()
  const readAnew = useReadAnew()
  const codes = [...new Set(rules.map((rule) => rule.code))]
  const form = useForm({
    initial: { ...newIssue(), code: '', amount: '', high: '' },
    validate: (values) => ({
      ...(values.code ? {} : { code: c.chooseOne }),
      ...(/^\d+$/.test(values.amount) ? {} : { amount: t.needNumber }),
      ...(values.high && !/^\d+$/.test(values.high) ? { high: t.needNumber } : {}),
      ...(values.from && values.from !== unreadable ? {} : { from: c.badDate }),
      ...(values.reason.trim() ? {} : { reason: c.required }),
    }),
    send: async (values, key) => {
      await api.post('/cases/deadline-rules', {
        body: {
          code: values.code,
          amount: Number(values.amount),
          highRiskAmount: values.high ? Number(values.high) : undefined,
          validFrom: values.from,
          reason: values.reason.trim(),
          organisationId: values.place || undefined,
        },
        key,
      })
      form.clean()
      await readAnew()
    },
  })
  const unit = rules.find((rule) => rule.code === form.values.code)?.limit.unit
  return (
    <FormFrame form={form} action={t.change} then={t.changeThen}>
      <Select bind={form.bind('code')} label={t.which} empty={c.chooseOne} options={codes.map((code) => ({ value: code, label: word(c.deadline, code) }))} />
      <div className="two">
        <Field bind={form.bind('amount')} label={unit ? `${t.amount} (${word(t.unit, unit)})` : t.amount} inputMode="numeric" autoComplete="off" maxLength={3} />
        <Field bind={form.bind('high')} label={t.amountHigh} optional inputMode="numeric" autoComplete="off" maxLength={3} />
      </div>
      <IssueFields bind={(name) => form.bind(name)} sourced={false} />
    </FormFrame>
  )
}
