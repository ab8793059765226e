import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Field } from '@/components/field'
import { api } from '@/lib/api/client'
import { texts } from './texts'

const fewest = 2

/** The name of a chosen case, as far as this person may see it. */
export const useCaseName = (id: string | undefined) =>
  useQuery({
    queryKey: ['audit', 'case-name', id],
    queryFn: async () => {
      const file = (await api.get('/cases/{id}', { path: { id: id ?? '' } })).data
      return { reference: file.reference, child: file.report.child?.fullName ?? '' }
    },
    enabled: !!id,
    staleTime: Infinity,
  }).data

/** Chooses a case by what people know of it. Shows few rows: whoever searches knows whom they mean. */
export const CasePicker = ({ id, value, onChange }: { id: string; value: string; onChange: (caseId: string) => void }) => {
  const t = texts.useTexts().picker
  const [text, setText] = useState('')
  const chosen = useCaseName(value || undefined)
  const wanted = text.trim()
  const found = useQuery({
    queryKey: ['audit', 'find-case', wanted],
    queryFn: async () => (await api.post('/cases/search', { body: { words: wanted, limit: 6 } })).data.items,
    enabled: wanted.length >= fewest,
  }).data
  if (value)
    return (
      <div className="field">
        <span className="field-label">{t.chosen}</span>
        <span className="row picked">
          <strong className="figures">{chosen?.reference ?? '…'}</strong>
          <span>{chosen?.child}</span>
          <Button look="quiet" onClick={() => onChange('')}>
            {t.change}
          </Button>
        </span>
      </div>
    )
  return (
    <div className="stack-tight">
      <Field bind={{ id, value: text, onChange: setText }} label={t.label} type="search" autoComplete="off" {...(wanted.length === 1 ? { hint: t.short } : {})} />
      <div aria-live="polite">
        {found && found.length === 0 && <p className="small muted">{t.none}</p>}
        {found && found.length > 0 && (
          <ul className="found">
            {found.map((row) => (
              <li key={row.id}>
                <button type="button" onClick={() => onChange(row.id)}>
                  <strong className="figures">{row.reference}</strong>
                  <span>{[row.childName, row.className, row.schoolName].filter(Boolean).join(' · ')}</span>
                </button>
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  )
}
