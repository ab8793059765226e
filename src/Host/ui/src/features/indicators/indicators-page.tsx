import { useState } from 'react'
import { Link } from 'react-router'
import { DataTable } from '@/components/data-table'
import { Select } from '@/components/field'
import { Page, Section } from '@/components/page'
import { Await, EmptyState } from '@/components/states'
import type { IndicatorPlan } from '@/lib/api/types'
import { today } from '@/lib/dates'
import { useLanguage } from '@/lib/i18n/language'
import { word } from '@/lib/i18n/texts'
import { useMe } from '@/lib/session'
import { useOperational } from './get-operational'
import { usePlan } from './get-plan'
import { usePlans } from './list-plans'
import { readNumber, Standing } from './standing'
import { texts } from './texts'
import './indicators.css'

export const IndicatorsPage = () => {
  const t = texts.useTexts()
  const language = useLanguage()
  const me = useMe().data
  const plans = usePlans()
  const [chosen, setChosen] = useState('')
  const planId = chosen || plans.data?.[0]?.id
  const plan = usePlan(planId)
  const organisationId = plan.data?.organisationId ?? me?.memberships[0]?.organisationId
  return (
    <Page title={t.title} {...(plan.data ? { lead: `${language === 'vi' ? plan.data.nameVi : plan.data.nameEn}. ${t.period(plan.data.period)}` } : {})}>
      <Await query={plans}>
        {(list) =>
          list.length === 0 ? (
            <EmptyState icon="chart" title={t.noPlan} />
          ) : (
            <div className="stack">
              {list.length > 1 && (
                <Select
                  bind={{ id: 'plan', value: planId ?? '', onChange: setChosen }}
                  label={t.plan}
                  options={list.map((row) => ({ value: row.id, label: language === 'vi' ? row.nameVi : row.nameEn }))}
                />
              )}
              <Await query={plan}>{(loaded) => <Targets plan={loaded} />}</Await>
            </div>
          )
        }
      </Await>
      {organisationId && <OperationalSection organisationId={organisationId} />}
    </Page>
  )
}

const Targets = ({ plan }: { plan: IndicatorPlan }) => {
  const t = texts.useTexts()
  const language = useLanguage()
  return (
    <DataTable
      caption={t.title}
      rows={plan.targets}
      rowKey={(row) => row.indicatorCode}
      columns={[
        {
          key: 'name',
          head: t.indicator,
          main: true,
          cell: (row) => (
            <>
              <Link to={`/chi-tieu/${encodeURIComponent(row.indicatorCode)}?ke-hoach=${plan.id}`}>{language === 'vi' ? row.nameVi : row.nameEn}</Link>
              <span className="indicator-code">
                {row.indicatorCode} · {word(t.direction, row.direction)}
              </span>
            </>
          ),
        },
        {
          key: 'target',
          head: t.target,
          cell: (row) => (
            <ul className="targets">
              {row.targets.map((target) => (
                <li key={`${target.year}${target.source}`} title={target.source}>
                  <span className="muted">{target.year}:</span> {target.operator === 'Eq' ? '' : `${word(t.operator, target.operator)} `}
                  {readNumber(target.value, row.unit, language, t)}
                </li>
              ))}
            </ul>
          ),
        },
        {
          key: 'result',
          head: t.result,
          cell: (row) =>
            row.latest?.value ? (
              <>
                <strong>{readNumber(row.latest.value, row.unit, language, t)}</strong> <span className="small muted">({row.latest.period})</span>
              </>
            ) : (
              '–'
            ),
        },
        { key: 'status', head: t.status, cell: (row) => <Standing status={row.latest?.status ?? 'NoData'} onTrack={row.latest?.onTrack} /> },
      ]}
    />
  )
}

const OperationalSection = ({ organisationId }: { organisationId: string }) => {
  const t = texts.useTexts()
  const language = useLanguage()
  const query = useOperational(organisationId, Number(today().slice(0, 4)))
  return (
    <Section id="van-hanh" title={t.operational}>
      <p className="muted">{t.operationalHint}</p>
      <Await query={query}>
        {(rows) => (
          <DataTable
            caption={t.operational}
            rows={rows}
            rowKey={(row) => row.indicatorCode}
            columns={[
              {
                key: 'name',
                head: t.indicator,
                main: true,
                cell: (row) => (
                  <>
                    {language === 'vi' ? row.nameVi : row.nameEn}
                    <span className="indicator-code">{row.indicatorCode}</span>
                  </>
                ),
              },
              { key: 'target', head: t.target, cell: (row) => readNumber(row.target, '%', language, t) },
              {
                key: 'value',
                head: t.result,
                cell: (row) => (
                  <>
                    <strong>{readNumber(row.value, '%', language, t)}</strong>{' '}
                    {row.numerator != null && row.denominator != null && <span className="small muted">({t.outOf(String(row.numerator), String(row.denominator))})</span>}
                  </>
                ),
              },
              { key: 'status', head: t.status, cell: (row) => <Standing status={row.status} /> },
            ]}
          />
        )}
      </Await>
    </Section>
  )
}
