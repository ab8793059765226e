import { useMutation } from '@tanstack/react-query'
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react'
import { Link, NavLink, Outlet, useLocation, useNavigate, useNavigation } from 'react-router'
import { Button, ButtonLink } from '@/components/button'
import { Dialog } from '@/components/dialog'
import { Icon } from '@/components/icon'
import { useUnreadCount } from '@/features/notices/unread-count'
import { api, setCsrfToken } from '@/lib/api/client'
import { common } from '@/lib/i18n/common'
import { setLanguage, useLanguage } from '@/lib/i18n/language'
import { queryClient } from '@/lib/query-client'
import { meQuery, useAcceptMe, useMe } from '@/lib/session'
import type { Me } from '@/lib/api/types'
import { coverPage, useCover } from '@/lib/cover'
import { dateTime } from '@/lib/dates'
import { device } from '@/lib/outbox/device'
import { useKept, useOnline, useOwner, useSender } from '@/lib/outbox/use-outbox'
import { useTransferOffers } from '@/lib/transfer-offers'
import { useIdleLock } from '@/lib/use-idle-lock'
import { placesFor, type Place } from './navigation'
import './shell.css'

const Mark = () => (
  <svg className="mark" width="36" height="36" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
    <path d="M5 18 16 7l11 11" fill="none" stroke="currentColor" strokeWidth="3" strokeLinecap="round" strokeLinejoin="round" />
    <circle className="mark-sun" cx="16" cy="21.5" r="4" />
  </svg>
)

const NavItem = ({ place, count, onClick }: { place: Place; count: number; onClick?: () => void }) => {
  const t = common.useTexts()
  return (
    <li>
      <NavLink to={place.to} className="nav-item" {...(onClick ? { onClick } : {})}>
        <span className="nav-icon">
          <Icon name={place.icon} />
          {count > 0 && <span className="nav-count">{count > 99 ? '99+' : count}</span>}
        </span>
        <span>{t.nav[place.name]}</span>
      </NavLink>
    </li>
  )
}

const AccountLink = ({ me, onClick }: { me?: Me; onClick?: () => void }) => {
  const t = common.useTexts()
  return (
    <NavLink to="/tai-khoan" className="nav-item" {...(onClick ? { onClick } : {})}>
      <span className="nav-icon">
        <Icon name="user" />
      </span>
      <span>
        {t.account}
        {me?.secondFactorWaived && <span className="nav-note">{t.waived}</span>}
      </span>
    </NavLink>
  )
}

const Cover = lazy(async () => ({ default: (await import('@/features/sign-in/cover')).Cover }))

export const Shell = () => {
  const t = common.useTexts()
  const language = useLanguage()
  const me = useMe().data
  const here = useLocation()
  const moving = useNavigation().state !== 'idle'
  const [hidden, setHidden] = useState(false)
  const [more, setMore] = useState(false)
  const first = useRef(true)
  const places = placesFor(me)
  const counts: Partial<Record<Place['name'], number>> = { notices: useUnreadCount(me?.signedIn ?? false), transfers: useTransferOffers().data?.length ?? 0 }
  const behindMore = places.slice(4).reduce((sum, place) => sum + (counts[place.name] ?? 0), 0)
  const signOut = useSignOut()
  const owner = useOwner()
  const unsent = useUnsent()
  const [asksFirst, setAsksFirst] = useState(false)
  const leave = () => (unsent.count > 0 || unsent.drafts > 0 ? setAsksFirst(true) : signOut.mutate(owner))
  const cover = useCover()
  // Whoever has no session, or one that was locked before this page was loaded, is not covered over nothing.
  const covered = me?.unfinished === 'Locked' ? 'locked' : me?.signedIn ? cover : null
  useIdleLock(!!me?.signedIn && !covered)
  useSender(covered ? undefined : owner)
  const acceptMe = useAcceptMe()
  const uncover = useCallback(
    (now: Me) => {
      acceptMe(now)
      void queryClient.invalidateQueries()
    },
    [acceptMe],
  )

  // After a change of page the focus starts at its heading; a link inside a page keeps its own target.
  useEffect(() => {
    if (first.current) {
      first.current = false
      return
    }
    if (here.hash) return
    scrollTo(0, 0)
    requestAnimationFrame(() => (document.getElementById('page-title') ?? document.getElementById('content'))?.focus({ preventScroll: true }))
  }, [here.pathname, here.hash])

  useEffect(() => {
    if (!hidden) return
    const title = document.title
    document.title = t.hiddenTitle
    return () => {
      document.title = title
    }
  }, [hidden, t])

  const bottom = places.slice(0, places.length > 5 ? 4 : 5)
  return (
    <>
      <div className={places.length > 0 ? 'shell shell-nav' : 'shell'} hidden={hidden || !!covered}>
        <a className="skip" href="#content">
          {t.skip}
        </a>
        <header className="top no-print">
          <Link to="/" className="brand">
            <Mark />
            <span className="brand-words">
              <strong>{t.appName}</strong>
              <span>{t.appSub}</span>
            </span>
          </Link>
          <div className="top-tools">
            <a className="hotline" href="tel:111" aria-label={t.hotline} title={t.hotline}>
              <Icon name="phone" size={20} />
              <strong>111</strong>
            </a>
            <button type="button" className="tool" onClick={() => setHidden(true)} aria-label={t.hideLong} title={t.hideLong}>
              <Icon name="hide" size={20} />
              <span className="tool-word">{t.hide}</span>
            </button>
            <button
              type="button"
              className="tool"
              lang={language === 'vi' ? 'en' : 'vi'}
              onClick={() => {
                setLanguage(language === 'vi' ? 'en' : 'vi')
                void queryClient.invalidateQueries()
              }}
              aria-label={`${language === 'vi' ? 'EN' : 'VI'}: ${t.switchTo}`}
              title={t.switchLabel}
            >
              <Icon name="globe" size={20} />
              <span className="tool-word">{t.switchTo}</span>
              <span className="tool-short" aria-hidden="true">
                {language === 'vi' ? 'EN' : 'VI'}
              </span>
            </button>
          </div>
          {moving && <span className="progress" role="progressbar" aria-label={t.loading} />}
        </header>

        <div className="bars no-print">
          {!!me?.standsIn.length && (
            <aside className="standing-in no-print" aria-label={t.standingInLabel}>
              <Link to="/vang-mat">
                {me.standsIn.map((held) => (
                  <span key={held.delegationId}>{t.standingIn(held.forName, t.role[held.role] ?? held.role, dateTime(held.until))}</span>
                ))}
              </Link>
            </aside>
          )}

          <DeviceBar unsent={unsent} />
        </div>

        {places.length > 0 && (
          <nav className="side no-print" aria-label={t.mainNav}>
            <ul className="nav-list">
              {places.map((place) => (
                <NavItem key={place.to} place={place} count={counts[place.name] ?? 0} />
              ))}
            </ul>
            <div className="side-foot">
              <p className="side-name">{me?.displayName}</p>
              <p className="small muted">
                {me?.memberships.map((membership) => `${t.role[membership.role] ?? membership.role}, ${membership.organisationName}`).join(' · ')}
              </p>
              <AccountLink {...(me ? { me } : {})} />
              <button type="button" className="nav-item" onClick={leave}>
                <Icon name="out" />
                <span>{t.signOut}</span>
              </button>
            </div>
          </nav>
        )}

        {/* The address changes before the page does: whoever waits for the page compares the two. */}
        <main id="content" tabIndex={-1} data-page={here.pathname}>
          <Outlet />
        </main>

        {places.length > 0 && (
          <nav className="bottom no-print" aria-label={t.mainNav}>
            <ul>
              {bottom.map((place) => (
                <NavItem key={place.to} place={place} count={counts[place.name] ?? 0} />
              ))}
              <li>
                <button type="button" className="nav-item" onClick={() => setMore(true)} aria-haspopup="dialog">
                  <span className="nav-icon">
                    <Icon name="menu" />
                    {behindMore > 0 && places.length > 5 && <span className="nav-count">{behindMore > 99 ? '99+' : behindMore}</span>}
                  </span>
                  <span>{t.more}</span>
                </button>
              </li>
            </ul>
          </nav>
        )}
        {asksFirst && (
          <Dialog title={t.signOutTitle} onClose={() => setAsksFirst(false)}>
            <p>{t.signOutText(t.kept(unsent.count, unsent.drafts))}</p>
            <div className="row">
              <Button look="primary" onClick={() => setAsksFirst(false)}>
                {t.signOutStay}
              </Button>
              <ButtonLink to="/chua-gui" onClick={() => setAsksFirst(false)}>
                {t.signOutLook}
              </ButtonLink>
              <Button
                look="danger"
                onClick={() => {
                  setAsksFirst(false)
                  signOut.mutate(owner)
                }}
              >
                {t.signOutDelete}
              </Button>
            </div>
          </Dialog>
        )}
        {more && (
          <Dialog title={me?.displayName ?? t.more} onClose={() => setMore(false)}>
            <p className="small muted">
              {me?.memberships.map((membership) => `${t.role[membership.role] ?? membership.role}, ${membership.organisationName}`).join(' · ')}
            </p>
            <ul className="nav-list">
              {places.slice(bottom.length).map((place) => (
                <NavItem key={place.to} place={place} count={counts[place.name] ?? 0} onClick={() => setMore(false)} />
              ))}
              <li>
                <AccountLink {...(me ? { me } : {})} onClick={() => setMore(false)} />
              </li>
              <li>
                <button
                  type="button"
                  className="nav-item"
                  onClick={() => {
                    setMore(false)
                    leave()
                  }}
                >
                  <span className="nav-icon">
                    <Icon name="out" />
                  </span>
                  <span>{t.signOut}</span>
                </button>
              </li>
            </ul>
          </Dialog>
        )}
      </div>
      {covered && me && (
        <Suspense>
          <Cover why={covered} person={me} uncover={uncover} leave={() => signOut.mutate(undefined)} />
        </Suspense>
      )}
      {hidden && (
        <div className="blank">
          <button type="button" autoFocus onClick={() => setHidden(false)}>
            {t.unhide}
          </button>
        </div>
      )}
    </>
  )
}

/** What the person signed in has on this device and nowhere else. The draft of the form that is open counts when one leaves it. */
const useUnsent = () => {
  const { entries, drafts } = useKept(useOwner())
  const here = useLocation()
  return {
    count: entries.filter((entry) => entry.state !== 'sent').length,
    sent: entries.filter((entry) => entry.state === 'sent').length,
    stopped: entries.some((entry) => entry.state === 'stopped'),
    drafts: drafts.length,
    draftsElsewhere: drafts.filter((draft) => draft.name !== here.pathname + here.search).length,
  }
}

const DeviceBar = ({ unsent }: { unsent: ReturnType<typeof useUnsent> }) => {
  const t = common.useTexts()
  const online = useOnline()
  const kept = [t.kept(unsent.count, unsent.draftsElsewhere), unsent.count === 0 && unsent.sent > 0 ? t.keptSent(unsent.sent) : '', unsent.stopped ? t.keptDecide : '']
  const words = kept.filter(Boolean).join(' · ')
  if (online && !words) return null
  return (
    <aside className={unsent.stopped ? 'device-bar device-bar-decide no-print' : 'device-bar no-print'} aria-label={t.keptLabel}>
      {!online && <p role="status">{t.offline}</p>}
      {words && <Link to="/chua-gui">{words}</Link>}
    </aside>
  )
}

const useSignOut = () => {
  const navigate = useNavigate()
  return useMutation({
    /** @param forget Whose unsent work goes with them. Somebody else who ends a session left open takes nothing from its owner. */
    mutationFn: async (_forget: string | undefined) => {
      // The token of a session that was locked meanwhile is another.
      setCsrfToken((await api.get('/me')).data.csrfToken)
      await api.delete('/access/session')
    },
    onSettled: async (_answer, _error, forget) => {
      coverPage(null)
      if (forget) await (await device())?.forget(forget)
      await navigate('/dang-nhap')
      // Nothing one person saw stays in memory for the next.
      queryClient.clear()
      await queryClient.prefetchQuery(meQuery)
    },
  })
}
