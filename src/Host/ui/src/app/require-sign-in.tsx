import { Navigate, Outlet, useLocation } from 'react-router'
import { Await } from '@/components/states'
import { useMe } from '@/lib/session'

export const RequireSignIn = () => {
  const me = useMe()
  const here = useLocation()
  return (
    <Await query={me}>
      {(who) =>
        who.signedIn ? (
          <Outlet />
        ) : (
          <Navigate replace to={`/dang-nhap?tiep=${encodeURIComponent(here.pathname + here.search)}`} />
        )
      }
    </Await>
  )
}
