import { Page } from '@/components/page'
import { FoldingSection } from '@/components/section'
import { Await } from '@/components/states'
import { Forms } from './forms'
import { useLibrary } from './library'
import { Limits } from './limits'
import { texts } from './texts'
import { Words } from './words'

/** Limits, forms and wording over time: what an administrator changes without an installation. */
export const LibraryPage = () => {
  const t = texts.useTexts()
  const library = useLibrary()
  return (
    <Page title={t.title} lead={t.lead}>
      <FoldingSection open id="thoi-han" title={t.limits}>
        <p className="muted">{t.limitsHint}</p>
        <Limits />
      </FoldingSection>
      <FoldingSection open id="bieu-mau" title={t.forms}>
        <p className="muted">{t.formsHint}</p>
        <Await query={library}>{(data) => <Forms all={data.assessmentForms} />}</Await>
      </FoldingSection>
      <FoldingSection open id="loi-van" title={t.words}>
        <p className="muted">{t.wordsHint}</p>
        <Await query={library}>{(data) => <Words library={data} />}</Await>
      </FoldingSection>
    </Page>
  )
}
