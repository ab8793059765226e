import { lazy, Suspense } from 'react'
import { Navigate, useLocation } from 'react-router'
import { Await, Loading } from '@/components/states'
import { ConfidentialityFirst } from '@/features/privacy/confidentiality-duty'
import { useMe } from '@/lib/session'

const SetUpPage = lazy(async () => ({ default: (await import('@/features/account/set-up-page')).SetUpPage }))

/** Pages of signed-in people. A locked session is the shell's to open again; one without its second factor sets that up first; once a year the duty of confidentiality. */
export const RequireSignIn = () => {
  const me = useMe()
  const here = useLocation()
  return (
    <Await query={me}>
      {(who) =>
        who.signedIn ? (
          <ConfidentialityFirst personId={who.id ?? ''} />
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
