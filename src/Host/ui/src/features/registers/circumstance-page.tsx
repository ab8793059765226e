import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { ActDialog, type Question } from '@/components/act-dialog'
import { Button } from '@/components/button'
import { Dialog } from '@/components/dialog'
import { optionsOf } from '@/components/field'
import { FormFrame } from '@/components/form'
import { Facts, Section } from '@/components/page'
import { Await } from '@/components/states'
import { StateBadge, StatusBadge } from '@/components/status-badge'
import { useForm } from '@/components/use-form'
import { api } from '@/lib/api/client'
import type { Circumstance } from '@/lib/api/types'
import { dateTime, plainDate, thisMinute, today } from '@/lib/dates'
import { word } from '@/lib/i18n/texts'
import { useCircumstance, useCodes, useDisasters, useRecord } from './circumstances'
import { PupilFields, pupilBody, pupilValues, useCheckPupil, type PupilValues } from './pupil-fields'
import { RegistersFrame } from './registers-frame'
import { texts } from './texts'

export const CircumstancePage = () => {
  const { id = '' } = useParams()
  const query = useCircumstance(id)
  return <Await query={query}>{(entry) => <Entry entry={entry} reload={query.refetch} />}</Await>
}

type Act = { what: 'group' | 'support' | 'correct' | 'link' | 'open' } | { what: 'end' | 'give' | 'drop'; number: number }

const Entry = ({ entry, reload }: { entry: Circumstance; reload: () => Promise<unknown> }) => {
  const t = texts.useTexts()
  const l = t.circumstances
  const codes = useCodes()
  const disasters = useDisasters().data ?? []
  const [act, setAct] = useState<Act>()
  const { pupil, guardian } = entry
  const listingName = (listing: Circumstance['listings'][number]) =>
    (listing.disasterId && disasters.find((one) => one.id === listing.disasterId)?.name) ||
    (listing.subType ? `${codes.groupName(listing.group)}: ${codes.subTypeName(listing.subType)}` : codes.groupName(listing.group))
  return (
    <RegistersFrame register="circumstances" title={pupil?.name ?? t.erased} lead={[pupil?.className, entry.schoolName].filter(Boolean).join(' · ')}>
      <Section
        id="nhom"
        title={l.groups}
        aside={
          <Button icon="plus" onClick={() => setAct({ what: 'group' })}>
            {l.addGroup}
          </Button>
        }
      >
        <ul className="register-list">
          {entry.listings.map((listing) => (
            <li key={listing.number} className={listing.endsOn ? 'register-item register-item-ended' : 'register-item'}>
              <strong>{listingName(listing)}</strong>
              <span className="small">
                {l.sinceDay(plainDate(listing.from))}
                {listing.evidence && ` · ${listing.evidence}`}
              </span>
              {listing.endsOn && (
                <span className="small">
                  {l.ended(plainDate(listing.endsOn))} · {word(l.endReasons, listing.endReason)}
                  {listing.endNote && ` · ${listing.endNote}`}
                </span>
              )}
              <span className="small muted">{t.by(listing.by, dateTime(listing.at))}</span>
              {!listing.endsOn && (
                <div className="row">
                  <Button look="quiet" onClick={() => setAct({ what: 'end', number: listing.number })}>
                    {l.endGroup}
                  </Button>
                </div>
              )}
            </li>
          ))}
        </ul>
      </Section>
      <Section
        id="ho-tro"
        title={l.supports}
        aside={
          <Button look="primary" icon="plus" onClick={() => setAct({ what: 'support' })}>
            {l.addSupport}
          </Button>
        }
      >
        {entry.supports.length === 0 && <p className="muted">{l.noSupports}</p>}
        <ul className="register-list">
          {[...entry.supports].reverse().map((support) => {
            const listing = entry.listings.find((one) => one.number === support.listing)
            return (
              <li key={support.number} className={support.status === 'Dropped' ? 'register-item register-item-ended' : 'register-item'}>
                <div className="row">
                  <strong>{codes.supportName(support.kind)}</strong>
                  <StatusBadge tone={support.status === 'Given' ? 'green' : support.status === 'Planned' ? 'amber' : 'plain'} sign={support.status === 'Given' ? 'tick' : support.status === 'Planned' ? 'halfClock' : 'bar'}>
                    {l.statuses[support.status]} {plainDate(support.on)}
                  </StatusBadge>
                </div>
                <span className="small">
                  {[support.amountDong != null && l.dong(amount(support.amountDong)), support.giver, listing ? listingName(listing) : l.forAll].filter(Boolean).join(' · ')}
                </span>
                {(support.note ?? support.droppedBecause) && <span className="small">{[support.note, support.droppedBecause].filter(Boolean).join(' · ')}</span>}
                <span className="small muted">{t.by(support.by, dateTime(support.at))}</span>
                {support.status === 'Planned' && (
                  <div className="row">
                    <Button onClick={() => setAct({ what: 'give', number: support.number })}>{l.give}</Button>
                    <Button look="quiet" onClick={() => setAct({ what: 'drop', number: support.number })}>
                      {l.drop}
                    </Button>
                  </div>
                )}
              </li>
            )
          })}
        </ul>
      </Section>
      <Section
        id="ca"
        title={l.cases}
        aside={
          pupil && (
            <div className="row">
              <Button onClick={() => setAct({ what: 'link' })}>{l.link}</Button>
              <Button onClick={() => setAct({ what: 'open' })}>{l.openCase}</Button>
            </div>
          )
        }
      >
        {entry.cases.length === 0 && <p className="muted">{l.noCases}</p>}
        <ul className="register-list">
          {entry.cases.map((one) => (
            <li key={one.caseId} className="row">
              <Link to={`/ca/${one.caseId}`}>{one.reference}</Link> <StateBadge state={one.state} />
            </li>
          ))}
        </ul>
      </Section>
      <Section
        id="thong-tin"
        title={l.details}
        aside={
          pupil && (
            <Button look="quiet" onClick={() => setAct({ what: 'correct' })}>
              {l.correct}
            </Button>
          )
        }
      >
        <Facts
          facts={[
            { term: t.bornOn, text: pupil?.bornOn && plainDate(pupil.bornOn) },
            { term: t.sex, text: pupil?.sex && word(t.sexes, pupil.sex) },
            { term: t.className, text: pupil?.className },
            { term: t.pupilCode, text: pupil?.pupilCode },
            { term: t.guardian, text: guardian && [guardian.name, guardian.relation, guardian.phone, guardian.address].filter(Boolean).join(' · ') },
          ]}
        />
      </Section>
      {act?.what === 'correct' && <Correct entry={entry} reload={reload} close={() => setAct(undefined)} />}
      {act && act.what !== 'correct' && <EntryAct act={act} entry={entry} listingName={listingName} reload={reload} close={() => setAct(undefined)} />}
    </RegistersFrame>
  )
}

const amount = (dong: number) => dong.toLocaleString('vi-VN')

const Correct = ({ entry, reload, close }: { entry: Circumstance; reload: () => Promise<unknown>; close: () => void }) => {
  const t = texts.useTexts()
  const record = useRecord()
  const check = useCheckPupil()
  const form = useForm<PupilValues>({
    initial: pupilValues(entry.pupil, entry.guardian),
    labels: { name: t.name, bornOn: t.bornOn },
    validate: check,
    send: async (values, key) => {
      await record(api.post('/cases/circumstances/{id}/pupil', { path: { id: entry.id }, key, version: entry.version, body: pupilBody(values) }))
      form.clean()
      close()
    },
  })
  return (
    <Dialog title={t.circumstances.correct} onClose={close}>
      <div className="register-form">
        <FormFrame form={form} action={t.circumstances.correct} reload={reload}>
          <PupilFields form={form} known />
        </FormFrame>
      </div>
    </Dialog>
  )
}

type OneAct = Exclude<Act, { what: 'correct' }>

const EntryAct = ({ act, entry, listingName, reload, close }: { act: OneAct; entry: Circumstance; listingName: (listing: Circumstance['listings'][number]) => string; reload: () => Promise<unknown>; close: () => void }) => {
  const t = texts.useTexts()
  const l = t.circumstances
  const codes = useCodes()
  const disasters = useDisasters().data ?? []
  const record = useRecord()
  const at = { path: { id: entry.id }, version: entry.version }
  const common = { reload, close }
  const dong: Question = { name: 'amountDong', label: l.amount, hint: l.amountHint, kind: 'number', optional: true }
  const digits = (answers: Record<string, string>): Record<string, string> => (answers.amountDong && !/^\d{1,11}$/.test(answers.amountDong) ? { amountDong: l.badAmount } : {})
  const number = (text: string | undefined) => (text ? Number(text) : undefined)
  switch (act.what) {
    case 'group':
      return (
        <ActDialog
          {...common}
          title={l.addGroup}
          action={l.addGroup}
          questions={[
            { name: 'group', label: l.group, kind: 'choice', options: codes.groupOptions },
            { name: 'disasterId', label: l.disaster, hint: l.disasterHint, kind: 'choice', optional: true, options: disasters.map((one) => ({ value: one.id, label: one.name })) },
            { name: 'from', label: l.since, kind: 'day' },
            { name: 'evidence', label: l.evidence, hint: l.evidenceHint, kind: 'text', optional: true },
          ]}
          send={(answers, key) =>
            record(
              api.post('/cases/circumstances/{id}/listings', {
                ...at,
                key,
                body: { group: answers.group ?? '', from: answers.from ?? '', disasterId: codes.isDisaster(answers.group ?? '') ? answers.disasterId || undefined : undefined, evidence: answers.evidence || undefined },
              }),
            )
          }
        />
      )
    case 'end': {
      const listing = entry.listings.find((one) => one.number === act.number)
      return (
        <ActDialog
          {...common}
          title={l.endTitle(listing ? listingName(listing) : '')}
          action={l.endGroup}
          questions={[
            { name: 'endsOn', label: t.ends, kind: 'day', initial: today() },
            { name: 'reason', label: l.endReason, kind: 'choice', options: optionsOf(l.endReasons) },
            { name: 'note', label: t.note, kind: 'area', optional: true },
          ]}
          send={(answers, key) =>
            record(
              api.post('/cases/circumstances/{id}/listings/{number}/end', {
                path: { id: entry.id, number: act.number },
                version: entry.version,
                key,
                body: { endsOn: answers.endsOn ?? '', reason: answers.reason ?? '', note: answers.note || undefined },
              }),
            )
          }
        />
      )
    }
    case 'support':
      return (
        <ActDialog
          {...common}
          title={l.addSupport}
          action={l.addSupport}
          validate={digits}
          questions={[
            { name: 'kind', label: l.supportKind, kind: 'choice', options: codes.supportOptions },
            { name: 'on', label: l.supportOn, hint: l.supportOnHint, kind: 'day', initial: today() },
            { name: 'planned', label: l.isPlanned, kind: 'yes' },
            { name: 'listing', label: l.forListing, kind: 'choice', optional: true, options: entry.listings.map((one) => ({ value: String(one.number), label: listingName(one) })) },
            dong,
            { name: 'giver', label: l.giver, kind: 'text', optional: true },
            { name: 'note', label: t.note, kind: 'area', optional: true },
          ]}
          send={(answers, key) =>
            record(
              api.post('/cases/circumstances/{id}/supports', {
                ...at,
                key,
                body: {
                  kind: answers.kind ?? '',
                  on: answers.on ?? '',
                  planned: answers.planned === 'yes',
                  listing: number(answers.listing),
                  amountDong: number(answers.amountDong),
                  giver: answers.giver || undefined,
                  note: answers.note || undefined,
                },
              }),
            )
          }
        />
      )
    case 'give':
    case 'drop': {
      const give = act.what === 'give'
      return (
        <ActDialog
          {...common}
          title={give ? l.giveTitle : l.dropTitle}
          action={give ? l.give : l.drop}
          validate={digits}
          questions={give ? [{ name: 'on', label: l.supportOn, kind: 'day', initial: today() }, dong] : [{ name: 'reason', label: t.reason, kind: 'area' }]}
          send={(answers, key) =>
            record(
              api.post('/cases/circumstances/{id}/supports/{number}/settlement', {
                path: { id: entry.id, number: act.number },
                version: entry.version,
                key,
                body: give ? { given: true, on: answers.on, amountDong: number(answers.amountDong) } : { given: false, reason: answers.reason },
              }),
            )
          }
        />
      )
    }
    case 'link':
      return (
        <ActDialog
          {...common}
          title={l.link}
          action={l.link}
          questions={[{ name: 'reference', label: l.linkReference, kind: 'text' }]}
          send={async (answers, key) => {
            const found = (await api.get('/cases', { query: { q: answers.reference, limit: 2 } })).data.items.find((one) => one.reference.toUpperCase() === answers.reference?.toUpperCase())
            // A case nobody may see and one that is not there are refused alike, by the server.
            await record(api.post('/cases/circumstances/{id}/cases', { ...at, key, body: { caseId: found?.id ?? '00000000-0000-0000-0000-000000000000' } }))
          }}
        />
      )
    case 'open':
      return (
        <ActDialog
          {...common}
          title={l.openCase}
          text={<p>{l.openCaseText}</p>}
          action={l.openCase}
          questions={[{ name: 'whatHappened', label: l.whatHappened, kind: 'area' }]}
          send={async (answers, key) => {
            const { pupil } = entry
            const receipt = (
              await api.post('/cases/reports', {
                key,
                body: {
                  channel: 'InPerson',
                  whatHappened: answers.whatHappened ?? '',
                  knownAt: thisMinute(),
                  schoolId: entry.schoolId,
                  concernKind: 'SpecialCircumstances',
                  child: { fullName: pupil?.name, dateOfBirth: pupil?.bornOn ?? undefined, sex: pupil?.sex ?? undefined, className: pupil?.className ?? undefined },
                },
              })
            ).data
            if (receipt.caseId) await record(api.post('/cases/circumstances/{id}/cases', { ...at, key: `${key}-link`, body: { caseId: receipt.caseId } }))
          }}
        />
      )
  }
}
