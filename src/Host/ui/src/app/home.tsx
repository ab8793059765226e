import { Navigate } from 'react-router'
import { caseRoles, hasRole, useMe } from '@/lib/session'

/** Where a person's work is: the first page is the one that says what to do now. */
export const Home = () => {
  const me = useMe().data
  if (hasRole(me, ...caseRoles)) return <Navigate replace to="/hom-nay" />
  if (hasRole(me, 'Partner')) return <Navigate replace to="/chuyen-gui" />
  if (hasRole(me, 'DataProtectionOfficer')) return <Navigate replace to="/bao-ve-du-lieu" />
  if (hasRole(me, 'Auditor')) return <Navigate replace to="/kiem-tra" />
  if (hasRole(me, 'Trainer')) return <Navigate replace to="/tap-huan" />
  if (hasRole(me, 'Administrator', 'CommunicationsOfficer')) return <Navigate replace to="/thong-bao" />
  return <Navigate replace to="/bao-tin" />
}
