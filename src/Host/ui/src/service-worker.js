/*
 * Lets the platform open without a connection: its page, and the code of what is done without one. Built into /sw.js, where the
 * build writes the list of files (see vite.config.ts). Answers of the API are never kept, with one exception: the list of schools,
 * which is public and holds nothing about a person, so that a report can name the school.
 */
const files = self.__FILES__
const assets = 'assets-v1'
const page = 'page-v1'
const schools = '/api/v1/access/schools'

self.addEventListener('install', (event) => {
  event.waitUntil(
    (async () => {
      const kept = await caches.open(assets)
      const missing = []
      for (const file of files) if (!(await kept.match(file))) missing.push(file)
      await kept.addAll(missing)
      await (await caches.open(page)).add(new Request('/', { cache: 'no-cache' }))
      // The page always comes from the network when there is one, so an old worker never shows an old page: nothing has to wait.
      await self.skipWaiting()
    })(),
  )
})

self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))

/** A page opened before an update still asks for files of its time: those of the build before stay until the next one. */
const keepFew = async (kept) => {
  const most = 400
  const all = await kept.keys()
  for (const old of all.slice(0, Math.max(0, all.length - most))) if (!files.includes(new URL(old.url).pathname)) await kept.delete(old)
}

/** Names carry a digest of the content: what is there is right for ever. */
const asset = async (request) => {
  const kept = await caches.open(assets)
  const found = await kept.match(request)
  if (found) return found
  const answer = await fetch(request)
  if (answer.ok) {
    await kept.put(request, answer.clone())
    await keepFew(kept)
  }
  return answer
}

/** From the network; as it was last time when there is none. One page serves all addresses. */
const newest = async (request, name, key) => {
  try {
    const answer = await fetch(request)
    if (answer.ok && !answer.redirected) await (await caches.open(name)).put(key, answer.clone())
    return answer
  } catch (error) {
    const last = await (await caches.open(name)).match(key)
    if (last) return last
    throw error
  }
}

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== self.location.origin) return
  if (url.pathname.startsWith('/assets/')) event.respondWith(asset(request))
  else if (url.pathname === schools && !url.search) event.respondWith(newest(request, page, schools))
  else if (request.mode === 'navigate' && !/^\/(api|docs|openapi|health)(\/|$)/.test(url.pathname) && !/\.\w+$/.test(url.pathname)) event.respondWith(newest(request, page, '/'))
})
