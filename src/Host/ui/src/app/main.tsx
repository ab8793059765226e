import './fonts.css'
import './tokens.css'
import './base.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { RouterProvider } from 'react-router/dom'
import { whenLocked, whenSignedOut } from '@/lib/api/client'
import { coverPage } from '@/lib/cover'
import { language } from '@/lib/i18n/language'
import { queryClient } from '@/lib/query-client'
import { meQuery } from '@/lib/session'
import { router } from './router'

document.documentElement.lang = language()

// A session that is locked or ended shows itself as a refused request: the page is covered, and what was typed in it stays.
whenLocked(() => coverPage('locked'))
whenSignedOut(() => coverPage('ended'))

void queryClient.prefetchQuery(meQuery)

// What opens without a connection. Missing where the address is not a secure one, and while developing.
if (import.meta.env.PROD && 'serviceWorker' in navigator) addEventListener('load', () => void navigator.serviceWorker.register('/sw.js').catch(() => undefined))

const root = document.getElementById('root')
if (root)
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </StrictMode>,
  )
