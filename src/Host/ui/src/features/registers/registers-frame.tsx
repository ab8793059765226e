import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { JumpNav } from '@/components/jump-nav'
import { Page } from '@/components/page'
import { NoPermission } from '@/components/states'
import type { Role } from '@/lib/api/types'
import { caseRoles, hasRole, useMe } from '@/lib/session'
import { texts } from './texts'
import './registers.css'

/** Who keeps a school's registers; a commune or department sees figures only. */
export const schoolRoles: Role[] = ['SocialWorker', 'Counsellor', 'FocalPerson', 'Principal']

const registers = [
  { to: '/so/hoan-canh', name: 'circumstances' },
  { to: '/so/bo-hoc', name: 'dropouts' },
  { to: '/so/thien-tai', name: 'disasters' },
] as const

export type Register = (typeof registers)[number]['name']

/** One register of pupils with the way to the others. */
export const RegistersFrame = ({ register, title, lead, aside, narrow = false, children }: { register: Register; title: string; lead?: ReactNode; aside?: ReactNode; narrow?: boolean; children: ReactNode }) => {
  const t = texts.useTexts()
  const me = useMe().data
  if (!hasRole(me, ...caseRoles)) return <NoPermission />
  return (
    <Page
      title={title}
      lead={lead}
      aside={aside}
      narrow={narrow}
      above={
        <JumpNav label={t.nav} phoneLabel={t.navPhone}>
          {registers.map((one) => (
            <Link key={one.to} to={one.to} aria-current={one.name === register ? 'page' : undefined}>
              {t.registers[one.name]}
            </Link>
          ))}
        </JumpNav>
      }
    >
      {children}
    </Page>
  )
}
