import { lazy, Suspense } from 'react'
import { Navigate, Outlet, useLocation } from 'react-router'
import { Await, Loading } from '@/components/states'
import { useMe } from '@/lib/session'

const SetUpPage = lazy(async () => ({ default: (await import('@/features/account/set-up-page')).SetUpPage }))

/** Pages of signed-in people. A locked session is the shell's to open again; one without its second factor sets that up first. */
export const RequireSignIn = () => {
  const me = useMe()
  const here = useLocation()
  return (
    <Await query={me}>
      {(who) =>
        who.signedIn ? (
          <Outlet />
        ) : who.unfinished === 'SecondFactorMissing' ? (
          <Suspense fallback={<Loading />}>
            <SetUpPage />
          </Suspense>
        ) : who.unfinished === 'Locked' ? (
          <Loading />
        ) : (
          <Navigate replace to={`/dang-nhap?tiep=${encodeURIComponent(here.pathname + here.search)}`} />
        )
      }
    </Await>
  )
}
