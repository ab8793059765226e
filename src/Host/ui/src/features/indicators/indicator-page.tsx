import { useState } from 'react'
import { Link, useParams, useSearchParams } from 'react-router'
import { Button } from '@/components/button'
import { DataTable } from '@/components/data-table'
import { TextArea } from '@/components/field'
import { FormFrame } from '@/components/form'
import { Page, Section } from '@/components/page'
import { ProblemNote } from '@/components/problem-note'
import { Await } from '@/components/states'
import { StatusBadge } from '@/components/status-badge'
import { useForm } from '@/components/use-form'
import { newKey } from '@/lib/api/client'
import type { By, Measurement } from '@/lib/api/types'
import { common } from '@/lib/i18n/common'
import { useLanguage } from '@/lib/i18n/language'
import { word } from '@/lib/i18n/texts'
import { hasRole, useMe } from '@/lib/session'
import { usePlan } from './get-plan'
import { useTrend } from './get-trend'
import { useMeasurements } from './list-measurements'
import { MeasurementForm } from './measurement-form'
import { useDecideMeasurement } from './record-measurement'
import { readNumber, Standing } from './standing'
import { texts } from './texts'
import { TrendChart } from './trend-chart'
import './indicators.css'

export const IndicatorPage = () => {
  const t = texts.useTexts()
  const language = useLanguage()
  const { code = '' } = useParams()
  const [search] = useSearchParams()
  const me = useMe().data
  const plan = usePlan(search.get('ke-hoach') ?? undefined)
  const row = plan.data?.targets.find((target) => target.indicatorCode === code)
  const organisationId = plan.data?.organisationId ?? me?.memberships[0]?.organisationId
  const trend = useTrend(code, organisationId)
  const [entering, setEntering] = useState(false)
  const name = (language === 'vi' ? row?.nameVi : row?.nameEn) ?? code
  const mayEnter = hasRole(me, 'Principal', 'FocalPerson', 'SocialWorker', 'Counsellor', 'DepartmentOfficer', 'Administrator')
  return (
    <Page title={name} lead={<Link to="/chi-tieu">{t.backToList}</Link>}>
      <Section
        id="dien-bien"
        title={t.trend}
        aside={
          mayEnter &&
          organisationId &&
          !entering && (
            <Button icon="plus" onClick={() => setEntering(true)}>
              {t.enter}
            </Button>
          )
        }
      >
        {entering && organisationId && <MeasurementForm indicatorCode={code} organisationId={organisationId} unit={row?.unit} close={() => setEntering(false)} />}
        <Await query={trend}>
          {(data) => (
            <>
              <TrendChart trend={data} label={t.chart(name)} legend={{ results: t.results, targets: t.targets }} language={language} />
              <div className="two">
                <DataTable
                  caption={t.results}
                  rows={data.points}
                  rowKey={(point) => point.period}
                  columns={[
                    { key: 'period', head: t.year, main: true, cell: (point) => point.period },
                    { key: 'value', head: t.results, cell: (point) => readNumber(point.value, row?.unit, language, t) },
                    { key: 'status', head: t.status, cell: (point) => <Standing status={point.status} /> },
                  ]}
                />
                <DataTable
                  caption={t.targets}
                  rows={data.targets}
                  rowKey={(target) => `${target.year}${target.value}`}
                  columns={[
                    { key: 'year', head: t.year, main: true, cell: (target) => target.year },
                    {
                      key: 'value',
                      head: t.target,
                      cell: (target) => `${word(t.operator, target.operator)} ${readNumber(target.value, row?.unit, language, t)}`,
                    },
                  ]}
                />
              </div>
            </>
          )}
        </Await>
      </Section>
      <Measurements code={code} organisationId={organisationId} unit={row?.unit} />
    </Page>
  )
}

const nameOf = (by: By | string | null | undefined) => (typeof by === 'string' ? by : by?.name)
const idOf = (by: By | string | null | undefined) => (typeof by === 'string' ? by : by?.id)

const Measurements = ({ code, organisationId, unit }: { code: string; organisationId: string | undefined; unit: string | undefined }) => {
  const t = texts.useTexts()
  const language = useLanguage()
  const me = useMe().data
  const query = useMeasurements(code, organisationId)
  return (
    <Section id="so-lieu" title={t.measurements}>
      <Await query={query}>
        {(rows) =>
          rows.length === 0 ? (
            <p className="muted">{t.noMeasurements}</p>
          ) : (
            <DataTable
              caption={t.measurements}
              rows={rows}
              rowKey={(row) => row.id}
              columns={[
                { key: 'period', head: t.year, main: true, cell: (row) => row.period },
                {
                  key: 'value',
                  head: t.value,
                  cell: (row) => (
                    <>
                      <strong>{readNumber(row.value, unit, language, t)}</strong>{' '}
                      {row.numerator != null && row.denominator != null && <span className="small muted">({t.outOf(String(row.numerator), String(row.denominator))})</span>}
                    </>
                  ),
                },
                { key: 'by', head: t.enteredBy, cell: (row) => nameOf(row.enteredBy) ?? '–' },
                { key: 'evidence', head: t.evidence, cell: (row) => row.evidence ?? '–' },
                {
                  key: 'state',
                  head: t.status,
                  cell: (row) => (
                    <span className="stack-tight start">
                      <StatusBadge tone={row.status === 'Approved' ? 'green' : row.status === 'Returned' ? 'amber' : 'plain'} sign={row.status === 'Approved' ? 'tick' : row.status === 'Returned' ? 'bar' : 'ring'}>
                        {word(t.state, row.status)}
                      </StatusBadge>
                      {row.status !== 'Approved' && row.status !== 'Returned' && hasRole(me, 'Principal', 'DepartmentOfficer') && idOf(row.enteredBy) !== me?.id && <Approval row={row} />}
                    </span>
                  ),
                },
              ]}
            />
          )
        }
      </Await>
    </Section>
  )
}

const Approval = ({ row }: { row: Measurement }) => {
  const t = texts.useTexts()
  const c = common.useTexts()
  const decide = useDecideMeasurement()
  const [key] = useState(newKey)
  const [returning, setReturning] = useState(false)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<unknown>(null)
  const form = useForm({
    initial: { reason: '' },
    validate: (values): Record<string, string> => (values.reason.trim() ? {} : { reason: t.needReason }),
    send: async (values, sendKey) => {
      await decide(row.id, { outcome: 'Returned', reason: values.reason.trim() }, sendKey, row.version)
      form.clean()
    },
  })
  const approve = async () => {
    setBusy(true)
    setFailure(null)
    try {
      await decide(row.id, { outcome: 'Approved' }, key, row.version)
    } catch (error) {
      setFailure(error)
    } finally {
      setBusy(false)
    }
  }
  if (returning)
    return (
      <FormFrame
        form={form}
        action={t.return}
        extra={
          <Button look="quiet" onClick={() => setReturning(false)}>
            {c.cancel}
          </Button>
        }
      >
        <TextArea bind={form.bind('reason')} label={t.returnReason} rows={2} />
      </FormFrame>
    )
  return (
    <span className="stack-tight">
      {!!failure && <ProblemNote error={failure} />}
      <span className="row no-print">
        <Button look="primary" busy={busy} onClick={() => void approve()}>
          {t.approve}
        </Button>
        <Button onClick={() => setReturning(true)}>{t.return}</Button>
      </span>
    </span>
  )
}
