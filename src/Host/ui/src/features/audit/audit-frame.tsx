import type { ReactNode } from 'react'
import { NavLink } from 'react-router'
import { JumpNav } from '@/components/jump-nav'
import { Page } from '@/components/page'
import { NoPermission } from '@/components/states'
import type { Role } from '@/lib/api/types'
import { hasRole, useMe } from '@/lib/session'
import { texts } from './texts'
import './audit.css'

const auditors: Role[] = ['Auditor']
export const readers: Role[] = ['Auditor', 'DataProtectionOfficer']

/** One page of the auditor's workplace with the way to the others; who may not open it is told so. */
export const AuditFrame = ({ title, lead, aside, roles = auditors, children }: { title: string; lead: string; aside?: ReactNode; roles?: Role[]; children: ReactNode }) => {
  const t = texts.useTexts()
  const me = useMe().data
  if (!hasRole(me, ...roles)) return <NoPermission />
  const parts = [
    { to: '/kiem-tra', name: t.ledger.nav, roles: auditors },
    { to: '/kiem-tra/su-kien', name: t.events.nav, roles: auditors },
    { to: '/kiem-tra/ai-da-xem', name: t.reads.nav, roles: readers },
    { to: '/kiem-tra/khong-hanh-dong', name: t.notActed.nav, roles: auditors },
    { to: '/kiem-tra/tu-duyet', name: t.selfApproval.nav, roles: auditors },
    { to: '/kiem-tra/bang-chung', name: t.evidence.nav, roles: auditors },
  ].filter((part) => hasRole(me, ...part.roles))
  return (
    <Page
      title={title}
      lead={lead}
      aside={aside}
      above={
        parts.length > 1 && (
          <JumpNav label={t.nav} phoneLabel={t.navPhone}>
            {parts.map((part) => (
              <NavLink key={part.to} to={part.to} end>
                {part.name}
              </NavLink>
            ))}
          </JumpNav>
        )
      }
    >
      {children}
    </Page>
  )
}
