import type { IconName } from '@/components/icon'
import type { Me } from '@/lib/api/types'
import type { common } from '@/lib/i18n/common'
import { caseRoles, hasRole } from '@/lib/session'

export interface Place {
  to: string
  name: keyof (typeof common)['vi']['nav']
  icon: IconName
}

/** What a person may open, the most used first. The server decides again on every request. */
export const placesFor = (me: Me | undefined): Place[] => {
  if (!me?.signedIn) return []
  const works = hasRole(me, ...caseRoles)
  const checks = hasRole(me, 'Auditor', 'DataProtectionOfficer')
  const places: (Place | false)[] = [
    works && { to: '/hom-nay', name: 'today', icon: 'home' },
    works && { to: '/ca', name: 'cases', icon: 'folder' },
    checks && { to: '/kiem-tra', name: 'audit', icon: 'shield' },
    { to: '/bao-tin', name: 'report', icon: 'speak' },
    (works || hasRole(me, 'Partner')) && { to: '/chuyen-gui', name: 'referrals', icon: 'arrows' },
    works && { to: '/so/hoan-canh', name: 'registers', icon: 'list' },
    hasRole(me, 'FocalPerson', 'Principal') && { to: '/tiep-nhan', name: 'transfers', icon: 'inbox' },
    { to: '/thong-bao', name: 'notices', icon: 'bell' },
    { to: '/tap-huan', name: 'training', icon: 'cap' },
    hasRole(me, 'Principal', 'FocalPerson', 'DepartmentOfficer', 'CommuneOfficer', 'SocialWorker', 'Administrator', 'Auditor') && {
      to: '/chi-tieu',
      name: 'indicators',
      icon: 'chart',
    },
    hasRole(me, 'DataProtectionOfficer', 'Auditor')
      ? { to: '/bao-ve-du-lieu', name: 'privacy', icon: 'lock' }
      : hasRole(me, 'SocialWorker', 'FocalPerson', 'Principal')
        ? { to: '/bao-ve-du-lieu/dong-y', name: 'privacy', icon: 'lock' }
        : hasRole(me, 'Administrator') && { to: '/bao-ve-du-lieu/cam-ket', name: 'privacy', icon: 'lock' },
    hasRole(me, 'Administrator') && { to: '/quan-tri/nguoi-dung', name: 'people', icon: 'user' },
    hasRole(me, 'Administrator') && { to: '/quan-tri/to-chuc', name: 'organisations', icon: 'branches' },
    hasRole(me, 'Administrator') && { to: '/quan-tri/thu-vien', name: 'library', icon: 'folder' },
    hasRole(me, 'Administrator') && { to: '/quan-tri/khoa-api', name: 'keys', icon: 'key' },
    hasRole(me, 'Administrator', 'Auditor') && { to: '/quan-tri/xu-ly', name: 'operations', icon: 'cycle' },
  ]
  return places.filter((place): place is Place => place !== false)
}
