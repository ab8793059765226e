import { DataTable } from '@/components/data-table'
import { Await } from '@/components/states'
import { StatusBadge } from '@/components/status-badge'
import { plainDate } from '@/lib/dates'
import { PrivacyFrame } from './privacy-frame'
import { useConfidentialityList } from './registers'
import { texts } from './texts'

/** Who has accepted the duty of confidentiality and who has not. */
export const ConfidentialityPage = () => {
  const t = texts.useTexts().confidentiality
  const query = useConfidentialityList()
  return (
    <PrivacyFrame register="duty" title={t.title} lead={t.listLead}>
      <Await query={query}>
        {(people) => (
          <>
            <p>
              <strong>{t.counts(people.filter((person) => !person.due).length, people.length)}</strong>
            </p>
            <DataTable
              caption={t.title}
              rows={people}
              rowKey={(person) => person.personId}
              columns={[
                { key: 'person', head: t.person, main: true, cell: (person) => person.personName },
                { key: 'at', head: t.at, cell: (person) => person.organisations.join('; ') },
                {
                  key: 'standing',
                  head: t.title,
                  cell: (person) =>
                    person.due ? (
                      <StatusBadge tone="amber" sign="ring">
                        {t.notYet}
                      </StatusBadge>
                    ) : (
                      <StatusBadge tone="green" sign="tick">
                        {t.accepted(plainDate(person.acceptedOn))}
                      </StatusBadge>
                    ),
                },
                { key: 'again', head: t.again, cell: (person) => plainDate(person.dueAgainOn) },
              ]}
            />
          </>
        )}
      </Await>
    </PrivacyFrame>
  )
}
