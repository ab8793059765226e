import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button, ButtonLink } from '@/components/button'
import { Card, Facts } from '@/components/page'
import { FoldingSection } from '@/components/section'
import { Await } from '@/components/states'
import { api } from '@/lib/api/client'
import type { CaseView, CounsellingNote } from '@/lib/api/types'
import { dateTime } from '@/lib/dates'
import { word } from '@/lib/i18n/texts'
import { stepPath } from './steps'
import { texts } from './texts'

/** That there were talks is for everybody who works with the case; their words are fetched only for who may read them, and only when asked. */
export const CounsellingSection = ({ file, mayWrite, mayRead }: { file: CaseView; mayWrite: boolean; mayRead: boolean }) => {
  const t = texts.useTexts().counselling
  const [open, setOpen] = useState(false)
  const notes = useQuery({
    queryKey: ['cases', 'counselling', file.id],
    queryFn: async ({ signal }) => (await api.get('/cases/{id}/counselling-notes', { path: { id: file.id }, signal })).data.notes,
    enabled: open && mayRead,
    gcTime: 0,
  })
  return (
    <FoldingSection
      id="tham-van"
      title={t.title}
      aside={
        mayWrite && (
          <ButtonLink icon="speak" to={stepPath(file.id, { kind: 'CounsellingNote' })}>
            {t.add}
          </ButtonLink>
        )
      }
    >
      <p className="small muted">{t.text}</p>
      {mayRead && !open && (
        <div className="row no-print">
          <Button onClick={() => setOpen(true)}>{t.read}</Button>
        </div>
      )}
      {open && mayRead ? (
        <Await query={notes}>{(mine) => <Notes file={file} mine={mine} />}</Await>
      ) : (
        <Notes file={file} mine={[]} />
      )}
    </FoldingSection>
  )
}

const Notes = ({ file, mine }: { file: CaseView; mine: CounsellingNote[] }) => {
  const t = texts.useTexts()
  return [...file.counsellingNotes].reverse().map((note) => {
    const told = mine.find((own) => own.number === note.number)
    return (
      <Card key={note.number}>
        <p className="small muted">
          {dateTime(note.occurredAt)} · {note.by.name}
          {dateTime(note.recordedAt) !== dateTime(note.occurredAt) && ` · ${t.recorded} ${dateTime(note.recordedAt)}`}
          {told?.form && ` · ${word(t.counselling.form, told.form)}`}
        </p>
        <Facts
          facts={[
            !!note.topic && { term: t.counselling.topicLabel, text: word(t.counselling.topic, note.topic) },
            { term: t.counselling.summary, text: note.summary },
            { term: t.counselling.nextStep, text: note.nextStep },
          ]}
        />
        {told?.text && <p className="prose-lines no-print">{told.text}</p>}
        {!!told?.sharedWith.length && <p className="small muted">{t.counselling.sharedWith(told.sharedWith.map((person) => person.name).join(', '))}</p>}
      </Card>
    )
  })
}
