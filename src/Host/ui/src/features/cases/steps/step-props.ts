import type { CaseView } from '@/lib/api/types'
import type { StepSender } from '../change-case'

/** What every step's form gets: the case, a way to record the step, and where to go afterwards. */
export interface StepProps extends StepSender {
  file: CaseView
  search: URLSearchParams
  reload: () => Promise<void>
  done: (to?: string) => void
}
