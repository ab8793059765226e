import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { JumpNav } from '@/components/jump-nav'
import { Page } from '@/components/page'
import { NoPermission } from '@/components/states'
import type { Me, Role } from '@/lib/api/types'
import { hasRole, useMe } from '@/lib/session'
import { texts } from './texts'
import './privacy.css'

const watch: Role[] = ['DataProtectionOfficer', 'Auditor']
const registers = [
  { to: '/bao-ve-du-lieu', name: 'requests', roles: watch },
  { to: '/bao-ve-du-lieu/dong-y', name: 'consents', roles: [...watch, 'SocialWorker', 'FocalPerson', 'Principal'] },
  { to: '/bao-ve-du-lieu/luu-xoa', name: 'retention', roles: ['DataProtectionOfficer', 'Principal'] },
  { to: '/bao-ve-du-lieu/su-co', name: 'breaches', roles: watch },
  { to: '/bao-ve-du-lieu/ho-so-xu-ly', name: 'processing', roles: [...watch, 'Principal'] },
  { to: '/bao-ve-du-lieu/cam-ket', name: 'duty', roles: ['DataProtectionOfficer', 'Administrator'] },
] as const satisfies { to: string; name: string; roles: Role[] }[]

export type Register = (typeof registers)[number]['name']

export const mayOpen = (me: Me | undefined, register: Register): boolean => hasRole(me, ...(registers.find((one) => one.name === register)?.roles ?? []))

/** One register with the way to the others; who may not open it is told so. */
export const PrivacyFrame = ({ register, title, lead, aside, children }: { register: Register; title: string; lead?: ReactNode; aside?: ReactNode; children: ReactNode }) => {
  const t = texts.useTexts()
  const me = useMe().data
  if (!mayOpen(me, register)) return <NoPermission />
  const open = registers.filter((one) => mayOpen(me, one.name))
  return (
    <Page
      title={title}
      lead={lead}
      aside={aside}
      above={
        open.length > 1 && (
          <JumpNav label={t.nav} phoneLabel={t.navPhone}>
            {open.map((one) => (
              <Link key={one.to} to={one.to} aria-current={one.name === register ? 'page' : undefined}>
                {t.registers[one.name]}
              </Link>
            ))}
          </JumpNav>
        )
      }
    >
      {children}
    </Page>
  )
}
