import { useState } from 'react'
import { Link } from 'react-router'
import { Button, ButtonLink } from '@/components/button'
import { DataTable, type Column } from '@/components/data-table'
import { DateField, unreadable } from '@/components/date-time-field'
import { Field, optionsOf, Select } from '@/components/field'
import { Page } from '@/components/page'
import { Await, EmptyState, NoPermission } from '@/components/states'
import type { OrganisationRow } from '@/lib/api/types'
import { plainDate, today } from '@/lib/dates'
import { common } from '@/lib/i18n/common'
import { holds } from '@/lib/search-text'
import { hasRole, useMe } from '@/lib/session'
import { useFilters } from '@/lib/use-filters'
import { pathOf } from './lines'
import { useOrganisationsOn } from './organisations'
import { texts } from './texts'
import './organisations.css'

const step = 100

export const OrganisationsPage = () => {
  const t = texts.useTexts()
  const c = common.useTexts()
  const me = useMe().data
  const filters = useFilters()
  const { of } = filters
  const [shown, setShown] = useState(step)
  const [day, setDay] = useState(of('on') || today())
  const read = day === unreadable || day === '' ? today() : day
  const query = useOrganisationsOn(read)
  if (!hasRole(me, 'Administrator')) return <NoPermission />
  const set = (name: string, value: string) => {
    setShown(step)
    filters.set(name, value)
  }
  const bind = (name: string) => ({ id: `organisations-${name}`, value: of(name), onChange: (value: string) => set(name, value) })
  return (
    <Page
      title={t.title}
      lead={t.lead}
      aside={
        <>
          <ButtonLink to="nhap">{t.importFile}</ButtonLink>
          <ButtonLink to="moi" look="primary" icon="plus">
            {t.add}
          </ButtonLink>
        </>
      }
    >
      <search className="organisation-filters">
        <Field bind={bind('q')} label={t.search} hint={t.searchHint} type="search" autoComplete="off" />
        <Select bind={bind('kind')} label={t.kind} hint={t.kindHint} empty={c.all} options={optionsOf(t.kinds)} />
        <DateField
          bind={{
            id: 'organisations-on',
            value: day,
            onChange: (value) => {
              setDay(value)
              set('on', value)
            },
            error: day === unreadable ? t.dayUnreadable : undefined,
          }}
          label={t.on}
          hint={t.onHint}
        />
      </search>
      <Await query={query}>
        {(all) => {
          const byId = new Map(all.map((one) => [one.id, one]))
          const found = all.filter((one) => (!of('kind') || one.kind === of('kind')) && holds(`${one.name} ${one.code}`, of('q')))
          const columns: Column<OrganisationRow>[] = [
            {
              key: 'name',
              head: t.name,
              main: true,
              cell: (one) => (
                <>
                  <Link to={one.id}>{one.name}</Link>
                  <span className="organisation-what">
                    {t.kinds[one.kind]} · {one.code}
                  </span>
                </>
              ),
            },
            { key: 'path', head: t.parent, cell: (one) => pathOf(one.parentId, byId).join(' › ') || '–' },
            { key: 'valid', head: t.exists, cell: (one) => <span className="organisation-days">{t.period(plainDate(one.validFrom), one.validTo ? plainDate(one.validTo) : '')}</span> },
          ]
          if (found.length === 0) return <EmptyState icon="search" title={t.nothing(plainDate(read))} />
          return (
            <div className="stack">
              <p className="muted" role="status">
                {t.count(found.length, plainDate(read))}
              </p>
              <DataTable caption={t.title} columns={columns} rows={found.slice(0, shown)} rowKey={(one) => one.id} />
              {found.length > shown && (
                <div>
                  <Button onClick={() => setShown(shown + step)}>{c.loadMore}</Button>
                </div>
              )}
            </div>
          )
        }}
      </Await>
    </Page>
  )
}
