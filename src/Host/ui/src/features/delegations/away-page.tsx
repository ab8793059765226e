import { useState } from 'react'
import { Button } from '@/components/button'
import { DateTimeField } from '@/components/date-time-field'
import { Dialog } from '@/components/dialog'
import { Check, Field, Select } from '@/components/field'
import { FormFrame } from '@/components/form'
import { Page, Section } from '@/components/page'
import { Await, Note } from '@/components/states'
import { useForm } from '@/components/use-form'
import { api } from '@/lib/api/client'
import type { Me, Role } from '@/lib/api/types'
import { common } from '@/lib/i18n/common'
import { word } from '@/lib/i18n/texts'
import { useMe } from '@/lib/session'
import { useColleagues, useOwnDelegations, useReadAnew } from './delegations'
import { DelegationList } from './delegation-list'
import { texts } from './texts'
import { timesOf } from './times'

/** Who acts for me while I am away, and for whom I act. */
export const AwayPage = () => {
  const t = texts.useTexts()
  const me = useMe().data
  const query = useOwnDelegations()
  const readAnew = useReadAnew()
  const [giving, setGiving] = useState(false)
  const end = async ({ id }: { id: string }) => {
    await api.delete('/access/delegations/{id}', { path: { id } })
    await readAnew()
  }
  return (
    <Page title={t.title} lead={t.lead} narrow>
      <Await query={query} lines={5}>
        {(own) => {
          const mine = me?.memberships.filter((held) => own.roles.includes(held.role)) ?? []
          return (
            <>
              <Section
                id="ai-thay-toi"
                title={t.given}
                aside={
                  mine.length > 0 && (
                    <Button look="primary" onClick={() => setGiving(true)}>
                      {t.give}
                    </Button>
                  )
                }
              >
                {mine.length === 0 && <Note tone="teal">{t.noRoles}</Note>}
                {own.given.length === 0 ? mine.length > 0 && <p className="muted">{t.noneGiven}</p> : <DelegationList rows={own.given} as="absent" end={end} />}
              </Section>
              <Section id="toi-thay-ai" title={t.held}>
                {own.held.length === 0 ? (
                  <p className="muted">{t.noneHeld}</p>
                ) : (
                  <>
                    <p>{t.heldText}</p>
                    <DelegationList rows={own.held} as="standIn" end={end} />
                  </>
                )}
              </Section>
              {giving && me && <GiveDialog me={me} mine={mine} close={() => setGiving(false)} />}
            </>
          )
        }}
      </Await>
    </Page>
  )
}

const GiveDialog = ({ me, mine, close }: { me: Me; mine: Me['memberships']; close: () => void }) => {
  const t = texts.useTexts()
  const c = common.useTexts()
  const readAnew = useReadAnew()
  const nameOf = (held: Me['memberships'][number]) => `${held.role}@${held.organisationId}`
  const form = useForm({
    initial: { role: mine[0] ? nameOf(mine[0]) : '', delegateId: '', from: new Date().toISOString(), until: '', reason: '', restricted: false },
    validate: (values): Record<string, string> => ({
      ...(values.delegateId ? {} : { delegateId: c.required }),
      ...(values.reason.trim() ? {} : { reason: c.required }),
      ...timesOf(values, c, t.needFuture),
    }),
    send: async (values, key) => {
      const [role, organisationId] = values.role.split('@') as [Role, string]
      await api.post('/access/delegations', {
        body: { role, organisationId, delegateId: values.delegateId, from: values.from, until: values.until, reason: values.reason.trim(), restricted: values.restricted },
        key,
      })
      form.clean()
      await readAnew()
      close()
    },
  })
  const people = useColleagues(form.values.role.split('@')[1]).data ?? []
  return (
    <Dialog title={t.give} onClose={close}>
      <FormFrame
        form={form}
        action={t.give}
        then={t.then}
        extra={
          <Button look="quiet" onClick={close}>
            {c.cancel}
          </Button>
        }
      >
        {mine.length > 1 && <Select bind={form.bind('role')} label={t.which} options={mine.map((held) => ({ value: nameOf(held), label: `${word(c.role, held.role)}, ${held.organisationName}` }))} />}
        <Select
          bind={form.bind('delegateId')}
          label={t.standIn}
          options={people.filter((person) => person.id !== me.id).map((person) => ({ value: person.id, label: `${person.displayName} (${person.roles.map((role) => word(c.role, role)).join(', ')})` }))}
        />
        <DateTimeField bind={form.bind('from')} label={t.from} />
        <DateTimeField bind={form.bind('until')} label={t.until} hint={t.untilHint} />
        <Field bind={form.bind('reason')} label={t.reason} hint={t.reasonHint} maxLength={500} />
        <Check bind={form.bind('restricted')} label={t.restricted} hint={t.restrictedHint} />
      </FormFrame>
    </Dialog>
  )
}
