import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { Button } from '@/components/button'
import { unreadable } from '@/components/date-time-field'
import { Select } from '@/components/field'
import { Icon } from '@/components/icon'
import { api } from '@/lib/api/client'
import { usePhone } from '@/lib/use-media'
import { texts } from './texts'

/** The conditions of a list as they stand in the address. */
export type Conditions = Partial<Record<'type' | 'organisation' | 'person' | 'case' | 'stream' | 'correlation' | 'from' | 'to' | 'denied' | 'listed', string>>

const names = ['type', 'organisation', 'person', 'case', 'stream', 'correlation', 'from', 'to', 'denied', 'listed'] as const

export const readConditions = (search: URLSearchParams): Conditions =>
  Object.fromEntries(names.map((name) => [name, search.get(name) ?? '']).filter(([, value]) => value !== ''))

export const writeConditions = (conditions: Conditions): Record<string, string> =>
  Object.fromEntries(Object.entries(conditions).filter((entry): entry is [string, string] => !!entry[1] && entry[1] !== unreadable))

/** A form of conditions: on a phone behind its heading, so that the list comes first. */
export const Filters = ({ children, conditions, apply, clear }: { children: ReactNode; conditions: Conditions; apply: () => void; clear: () => void }) => {
  const t = texts.useTexts().events
  const phone = usePhone()
  const [open, setOpen] = useState(false)
  const count = Object.keys(conditions).length
  const form = (
    <search>
      <form
        className="audit-filters"
        onSubmit={(event) => {
          event.preventDefault()
          setOpen(false)
          apply()
        }}
      >
        {children}
        <div className="row">
          <Button type="submit" look="primary" icon="search">
            {t.search}
          </Button>
          {count > 0 && (
            <Button look="quiet" onClick={clear}>
              {t.clear}
            </Button>
          )}
        </div>
      </form>
    </search>
  )
  if (!phone) return form
  return (
    <div className="stack-tight">
      <Button icon="search" wide aria-expanded={open} onClick={() => setOpen(!open)}>
        {count > 0 ? `${t.filters} (${count})` : t.filters}
      </Button>
      {open && form}
    </div>
  )
}

export const useOrganisations = () =>
  (useQuery({ queryKey: ['organisations'], queryFn: async () => (await api.get('/access/organisations')).data.items, staleTime: 5 * 60_000 }).data ?? []).map(
    (organisation) => ({ value: organisation.id, label: organisation.name }),
  )

/** An organisation, and one of its people when one was chosen. */
export const WhoFields = ({ conditions, change }: { conditions: Conditions; change: (part: Conditions) => void }) => {
  const t = texts.useTexts().events
  const organisations = useOrganisations()
  const chosen = conditions.organisation
  const people = useQuery({
    queryKey: ['people', chosen],
    queryFn: async () => (await api.get('/access/people', { query: { organisationId: chosen } })).data.items,
    enabled: !!chosen,
    staleTime: 5 * 60_000,
  }).data
  return (
    <>
      <Select
        bind={{ id: 'audit-organisation', value: chosen ?? '', onChange: (organisation) => change({ organisation, person: '' }) }}
        label={t.organisation}
        empty={t.anyOrganisation}
        options={organisations}
      />
      <Select
        bind={{ id: 'audit-person', value: people?.some((person) => person.id === conditions.person) ? (conditions.person ?? '') : '', onChange: (person) => change({ person }) }}
        label={t.person}
        empty={chosen ? t.anyPerson : t.personFirst}
        disabled={!chosen}
        options={(people ?? []).map((person) => ({ value: person.id, label: person.displayName }))}
      />
    </>
  )
}

/** A condition that came from a row rather than from a field, with the way to drop it. */
export const Chips = ({ chips }: { chips: { name: string; drop: () => void }[] }) => {
  const t = texts.useTexts().events
  if (chips.length === 0) return null
  return (
    <div className="row no-print">
      <span className="small muted">{t.active}:</span>
      {chips.map((chip) => (
        <button key={chip.name} type="button" className="chip" aria-label={t.drop(chip.name)} onClick={chip.drop}>
          {chip.name}
          <Icon name="close" size={16} />
        </button>
      ))}
    </div>
  )
}
