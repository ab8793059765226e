import './fonts.css'
import './tokens.css'
import './base.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { RouterProvider } from 'react-router/dom'
import { whenSignedOut } from '@/lib/api/client'
import type { Me } from '@/lib/api/types'
import { language } from '@/lib/i18n/language'
import { queryClient } from '@/lib/query-client'
import { meQuery } from '@/lib/session'
import { router } from './router'

document.documentElement.lang = language()

// A session that ended shows itself as a refused request: the guard of the page then leads to sign-in and back.
whenSignedOut(() => queryClient.setQueryData<Me>(meQuery.queryKey, {
    signedIn: false,
    id: null,
    userName: null,
    displayName: null,
    email: null,
    csrfToken: null,
    memberships: [],
    roles: [],
  }))

void queryClient.prefetchQuery(meQuery)

const root = document.getElementById('root')
if (root)
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </StrictMode>,
  )
