import { Button } from '@/components/button'
import { Note } from '@/components/states'
import { common } from '@/lib/i18n/common'
import { texts } from './texts'

/** The one time they are shown. */
export const RecoveryCodes = ({ codes, done }: { codes: string[]; done: () => void }) => {
  const t = texts.useTexts()
  const c = common.useTexts()
  return (
    <Note tone="amber" title={t.recoveryTitle} alert>
      <p>{t.recoveryText}</p>
      <ul className="recovery-codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <div className="row no-print">
        <Button icon="print" onClick={() => print()}>
          {c.print}
        </Button>
        <Button look="primary" onClick={done}>
          {t.recoveryDone}
        </Button>
      </div>
    </Note>
  )
}
