import { Link } from 'react-router'
import { Button, ButtonLink } from '@/components/button'
import { Page } from '@/components/page'
import type { ReportReceipt } from '@/lib/api/types'
import { texts } from './texts'

export const Receipt = ({ receipt, again }: { receipt: ReportReceipt; again: () => void }) => {
  const t = texts.useTexts()
  return (
    <Page title={t.receiptTitle} narrow>
      <section className="receipt">
        <dl>
          <div>
            <dt>{t.reference}</dt>
            <dd className="receipt-code" data-testid="reference">
              {receipt.reference}
            </dd>
          </div>
          {receipt.followUpCode && (
            <div>
              <dt>{t.code}</dt>
              <dd className="receipt-code" data-testid="follow-up-code">
                {receipt.followUpCode}
              </dd>
            </div>
          )}
        </dl>
        {receipt.followUpCode && <p className="small">{t.codeHint}</p>}
      </section>
      <section className="stack">
        <h2>{t.nextTitle}</h2>
        <ol className="receipt-next">
          {t.nextSteps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        <p>{t.keepQuiet}</p>
      </section>
      <div className="row no-print">
        {receipt.caseId && (
          <ButtonLink look="primary" to={`/ca/${receipt.caseId}`}>
            {t.openCase}
          </ButtonLink>
        )}
        <Button icon="print" onClick={() => print()}>
          {t.printReceipt}
        </Button>
        <Button look="quiet" onClick={again}>
          {t.another}
        </Button>
        {!receipt.caseId && <Link to="/bao-tin/theo-doi">{t.followUpLink}</Link>}
        <Link to="/quyen-cua-em">{t.rightsLink}</Link>
      </div>
    </Page>
  )
}
