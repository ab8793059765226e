import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ButtonLink } from '@/components/button'
import { RadioCards, TextArea } from '@/components/field'
import { FormFrame } from '@/components/form'
import { Card, Facts, Page } from '@/components/page'
import { Await, EmptyState, Note } from '@/components/states'
import { LevelBadge, StatusBadge } from '@/components/status-badge'
import { useForm } from '@/components/use-form'
import { api } from '@/lib/api/client'
import { notePosition } from '@/lib/api/position'
import type { TransferOffer } from '@/lib/api/types'
import { dateTime, plainDate } from '@/lib/dates'
import { common } from '@/lib/i18n/common'
import { word } from '@/lib/i18n/texts'
import { useTransferOffers } from '@/lib/transfer-offers'
import { recordTexts } from './record-texts'
import { stepTexts } from './step-texts'
import { missing } from './steps/rules'
import { texts } from './texts'
import './cases.css'

type Outcome = { reference: string } | 'declined'

/** Cases other schools offer to ours, each with its answer. */
export const TransfersPage = () => {
  const t = recordTexts.useTexts().transfer
  const query = useTransferOffers(true)
  const [outcomes, setOutcomes] = useState<[string, Outcome][]>([])
  return (
    <Page title={t.inbox} lead={t.inboxLead} narrow>
      {outcomes.map(([id, outcome]) => (outcome === 'declined' ? <Note key={id} title={t.declinedNote} /> : <Taken key={id} reference={outcome.reference} />))}
      <Await query={query}>
        {(offers) =>
          offers.length > 0 ? (
            <div className="stack">
              {offers.map((offer) => (
                <Offer key={offer.id} offer={offer} reload={query.refetch} done={(outcome) => setOutcomes((before) => [...before, [offer.id, outcome]])} />
              ))}
            </div>
          ) : (
            outcomes.length === 0 && (
              <EmptyState icon="inbox" title={t.inboxEmpty}>
                <p className="muted">{t.inboxEmptyText}</p>
              </EmptyState>
            )
          )
        }
      </Await>
    </Page>
  )
}

/** The new file opens a moment after the answer: it is looked for in the list until it is there. */
const Taken = ({ reference }: { reference: string }) => {
  const t = recordTexts.useTexts().transfer
  const found = useQuery({
    queryKey: ['cases', 'received', reference],
    queryFn: async () => (await api.post('/cases/search', { body: { words: reference, limit: 1 } })).data.items[0]?.id ?? null,
    refetchInterval: ({ state }) => (state.data ? false : 1_000),
  }).data
  return (
    <Note tone="green" title={found ? t.opened(reference) : t.opening}>
      {found && (
        <div className="row">
          <ButtonLink look="primary" to={`/ca/${found}`}>
            {t.open}
          </ButtonLink>
        </div>
      )}
    </Note>
  )
}

const Offer = ({ offer, reload, done }: { offer: TransferOffer; reload: () => Promise<unknown>; done: (outcome: Outcome) => void }) => {
  const t = recordTexts.useTexts().transfer
  const { reason, needReason } = stepTexts.useTexts()
  const w = texts.useTexts()
  const c = common.useTexts()
  const cache = useQueryClient()
  const form = useForm({
    initial: { accepted: '', reason: '' },
    validate: (values) =>
      missing([
        ['accepted', !values.accepted, c.chooseOne],
        ['reason', values.accepted === 'no' && !values.reason.trim(), needReason],
      ]),
    labels: { accepted: t.take },
    send: async (values, key) => {
      const accepted = values.accepted === 'yes'
      const { data } = await api.post('/cases/transfers/{id}/answer', {
        path: { id: offer.id },
        body: { accepted, reason: accepted ? undefined : values.reason.trim() },
        key,
        version: offer.version,
      })
      notePosition(data.position)
      form.clean()
      done(data.reference ? { reference: data.reference } : 'declined')
      await cache.invalidateQueries({ queryKey: ['cases'] })
    },
  })
  return (
    <Card tone="amber">
      <div className="row-between">
        <h2>{offer.childName ?? w.unnamed}</h2>
        <LevelBadge level={offer.riskLevel} long />
      </div>
      <p className="muted">
        {[offer.childBornOn && w.list.born(plainDate(offer.childBornOn)), t.from(offer.fromSchool)].filter(Boolean).join(' · ')}
      </p>
      <div className="row">
        {offer.tracks.map((track) => (
          <StatusBadge key={track}>{word(c.track, track)}</StatusBadge>
        ))}
      </div>
      <p className="prose-lines">{offer.reason}</p>
      <Facts
        facts={[
          { term: t.cause, text: word(t.causes, offer.cause) },
          { term: t.handed, text: offer.parts.map((part) => word(t.part, part)).join(', ') || t.nothing },
          { term: t.basis, text: word(t.bases, offer.basis) },
          { term: t.asked, text: `${dateTime(offer.proposedAt)} · ${offer.proposedBy.name}` },
        ]}
      />
      <FormFrame form={form} action={t.answer} then={t.answerThen} reload={reload}>
        <RadioCards
          bind={form.bind('accepted')}
          label={t.take}
          side
          options={[
            { value: 'yes', label: t.takeYes },
            { value: 'no', label: t.takeNo },
          ]}
        />
        {form.values.accepted === 'no' && <TextArea bind={form.bind('reason')} label={reason} rows={3} maxLength={5_000} />}
      </FormFrame>
    </Card>
  )
}
