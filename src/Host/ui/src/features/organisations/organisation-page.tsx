import { useState, type ReactNode } from 'react'
import { Link, useParams } from 'react-router'
import { Button, ButtonLink } from '@/components/button'
import { DataTable, type Column } from '@/components/data-table'
import { Dialog } from '@/components/dialog'
import { Facts, Page, Section } from '@/components/page'
import { Await, NoPermission } from '@/components/states'
import { StatusBadge } from '@/components/status-badge'
import type { OrganisationDetail, OrganisationRef } from '@/lib/api/types'
import { plainDate, today } from '@/lib/dates'
import { hasRole, useMe } from '@/lib/session'
import { ChangeForm, EndForm } from './forms'
import { useOrganisation } from './organisations'
import { texts } from './texts'
import './organisations.css'

const Linked = ({ one }: { one: OrganisationRef }) => <Link to={`/quan-tri/to-chuc/${one.id}`}>{one.name}</Link>

const Listed = ({ these, dated = false }: { these: OrganisationRef[]; dated?: boolean }) => {
  const t = texts.useTexts()
  return (
    <ul className="organisation-list">
      {these.map((one) => (
        <li key={one.id}>
          <Linked one={one} /> <span className="muted small">{dated ? t.period(plainDate(one.validFrom), one.validTo ? plainDate(one.validTo) : '') : t.kinds[one.kind]}</span>
        </li>
      ))}
    </ul>
  )
}

/** The way up, as links; the highest first. */
const Path = ({ above }: { above: OrganisationRef[] }): ReactNode =>
  above.toReversed().map((one, i) => (
    <span key={one.id}>
      {i > 0 && ' › '}
      <Linked one={one} />
    </span>
  ))

export const OrganisationPage = () => {
  const t = texts.useTexts()
  const { id = '' } = useParams()
  const me = useMe().data
  const query = useOrganisation(id)
  const [doing, setDoing] = useState<'change' | 'end'>()
  if (!hasRole(me, 'Administrator')) return <NoPermission />
  return (
    <Await query={query}>
      {(one) => {
        const ended = one.validTo !== null && one.validTo < today()
        const columns: Column<OrganisationDetail['periods'][number]>[] = [
          { key: 'name', head: t.name, main: true, cell: (period) => period.name },
          { key: 'days', head: t.days, cell: (period) => t.period(plainDate(period.validFrom), period.validTo ? plainDate(period.validTo) : '') },
          { key: 'parent', head: t.parent, cell: (period) => (period.parent ? <Linked one={period.parent} /> : '–') },
          { key: 'contact', head: t.contact, cell: (period) => [period.phone, period.email].filter(Boolean).join(' · ') || '–' },
        ]
        return (
          <Page
            title={one.name}
            lead={t.kinds[one.kind]}
            above={
              <div>
                <ButtonLink to="/quan-tri/to-chuc" look="quiet" icon="back">
                  {t.title}
                </ButtonLink>
              </div>
            }
            aside={
              one.validTo === null && (
                <>
                  <Button onClick={() => setDoing('change')}>{t.change}</Button>
                  <Button look="danger" onClick={() => setDoing('end')}>
                    {t.end}
                  </Button>
                </>
              )
            }
          >
            <Facts
              facts={[
                { term: t.code, text: one.code },
                {
                  term: t.exists,
                  text: (
                    <span className="row">
                      {t.period(plainDate(one.validFrom), one.validTo ? plainDate(one.validTo) : '')}
                      {ended && <StatusBadge sign="bar">{t.ended}</StatusBadge>}
                    </span>
                  ),
                },
                one.above.length > 0 && { term: ended ? t.parentThen : t.parent, text: <Path above={one.above} /> },
              ]}
            />
            {one.successors.length > 0 && (
              <Section id="successors" title={t.successors}>
                <Listed these={one.successors} dated />
              </Section>
            )}
            {one.predecessors.length > 0 && (
              <Section id="predecessors" title={t.predecessors}>
                <Listed these={one.predecessors} dated />
              </Section>
            )}
            <Section id="periods" title={t.periods}>
              <DataTable caption={t.periods} columns={columns} rows={one.periods} rowKey={(period) => period.validFrom} />
            </Section>
            {one.beneath.length > 0 && (
              <Section id="beneath" title={ended ? t.beneathThen : t.beneath}>
                <Listed these={one.beneath} />
              </Section>
            )}
            {doing && (
              <Dialog title={t[doing]} onClose={() => setDoing(undefined)}>
                {doing === 'change' ? <ChangeForm one={one} done={() => setDoing(undefined)} /> : <EndForm one={one} done={() => setDoing(undefined)} />}
              </Dialog>
            )}
          </Page>
        )
      }}
    </Await>
  )
}
