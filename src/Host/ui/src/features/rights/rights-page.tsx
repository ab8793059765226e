import { useState } from 'react'
import { Page, Section } from '@/components/page'
import { Segments } from '@/components/segments'
import { texts, type Reader } from './texts'

/** What happens with a child's data, in words for their age: who, why, what, with whom, how long, what they may ask, whom to call. */
export const RightsPage = () => {
  const t = texts.useTexts()
  const [reader, setReader] = useState<Reader>('young')
  const notice = t.notices[reader]
  return (
    <Page title={t.title} lead={t.lead} narrow>
      <Segments
        label={t.who}
        value={reader}
        onChange={(value) => setReader(value as Reader)}
        segments={[
          { value: 'young', label: t.young },
          { value: 'middle', label: t.middle },
          { value: 'older', label: t.older },
          { value: 'adult', label: t.adult },
        ]}
      />
      {notice.parts.map((part, i) => (
        <Section key={part} title={part}>
          <p>{notice.words[i]}</p>
        </Section>
      ))}
      <p>
        <a className="button button-primary" href="tel:111">
          {t.call}
        </a>
      </p>
    </Page>
  )
}
