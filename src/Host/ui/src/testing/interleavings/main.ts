import { connect, interleave, randomOf, type Platform, type Result, type Worker } from './two-devices'

/** node interleavings.mjs <address> <password> <count> <seed>: runs that many interleavings; the last line says what came of them as JSON. */
const [address = '', password = '', count = '150', seed = '1'] = process.argv.slice(2)
const total = Number(count)
const first = Number(seed)
const lanes = 6
/** A case is used for a few, so that its history stays short. */
const perCase = 12
const plain = globalThis.fetch
connect(address)

const ask = async <T>(worker: Worker, method: string, path: string, body?: unknown, version?: number): Promise<T> => {
  const response = await plain(new URL(`/api/v1${path}`, address), {
    method,
    headers: {
      Cookie: worker.cookie,
      'X-CSRF-Token': worker.csrfToken,
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...(version === undefined ? {} : { 'If-Match': `"${version}"` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
  return (await response.json()) as T
}

const signIn = async (userName: string): Promise<Worker> => {
  const response = await plain(new URL('/api/v1/access/session', address), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ userName, password }),
  })
  const cookie = response.headers
    .getSetCookie()
    .map((it) => it.split(';')[0])
    .join('; ')
  const { id, csrfToken } = (await response.json()) as { id: string; csrfToken: string }
  return { id, cookie, csrfToken }
}

interface Changed {
  caseId: string
  version: number
  id: string
}

/** A fictional case, brought to where its plan is drafted. */
const openCase = async (social: Worker, focal: Worker): Promise<{ id: string; version: number }> => {
  const ago = () => new Date(Date.now() - 60_000).toISOString()
  const told = await ask<Changed>(social, 'POST', '/cases/reports', { channel: 'InPerson', whatHappened: 'Em Ví Dụ kể một chuyện bịa để thử.', knownAt: ago(), concernKind: 'Abused', incidentTypes: ['Violence'] })
  const id = told.caseId
  let { version } = told
  const step = async (by: Worker, path: string, body: unknown) => {
    version = (await ask<Changed>(by, 'POST', `/cases/${id}/${path}`, body, version)).version
  }
  await step(focal, 'triage', { decision: 'Proceed', tracks: ['ChildProtection'], reason: 'Có dấu hiệu bạo lực.', assigneeId: social.id })
  await step(focal, 'notifications', { recipientKind: 'Commune', channel: 'Phone', occurredAt: ago(), personSpokenTo: 'Cán bộ trực' })
  await step(social, 'assessments', { form: 'Form02', occurredAt: ago(), answers: { A1: 'Medium', A2: 'Medium', B1: 'Low', B2: 'Medium' }, emergencyNeeded: false })
  await step(social, 'assessments', {
    form: 'Form03',
    occurredAt: ago(),
    answers: { A1: 'Medium', A2: 'Low', A3: 'Medium', A4: 'Medium', B1: 'Low', B2: 'High', B3: 'High', B4: 'Medium', B5: 'Medium' },
    needs: [{ description: 'Tham vấn tâm lý', priority: 'High' }],
  })
  await step(social, 'needs-meetings', { heldAt: ago(), attendees: [{ name: 'Cán bộ xã', role: 'UBND xã' }], minutes: 'Thống nhất nhu cầu.', childHeard: true })
  await step(social, 'plans', { overallGoal: 'Trẻ an toàn và ổn định.' })
  return { id, version }
}

const social = await signIn('socialworker')
const focal = await signIn('focalperson')
const platform: Platform = {
  history: async (caseId, after) => (await ask<{ items: Awaited<ReturnType<Platform['history']>> }>(social, 'GET', `/cases/${caseId}/history?limit=500&after=${after}`)).items,
}

const sum = { interleavings: 0, pressed: 0, inHistory: 0, conflicts: 0, refusals: 0, restarts: 0, uncertainReports: 0, setUpReports: 0 }
const references = new Set<string>()
let next = 0
const started = Date.now()

const lane = async () => {
  let open: { id: string; version: number } | undefined
  for (let used = 0; next < total; used++) {
    const number = next++
    if (!open || used % perCase === 0) {
      open = await openCase(social, focal)
      sum.setUpReports++
    }
    const newest = (await platform.history(open.id, open.version)).at(-1)?.version ?? open.version
    const mixed = Math.floor(randomOf(first + number)() * 2 ** 31)
    const result: Result = await interleave(mixed, `i${number}`, open.id, newest, [social, focal], platform)
    open.version = newest
    sum.interleavings++
    for (const key of ['pressed', 'inHistory', 'conflicts', 'refusals', 'restarts', 'uncertainReports'] as const) sum[key] += result[key]
    for (const reference of result.reports) {
      if (references.has(reference)) throw new Error(`two reports were answered with the reference ${reference}`)
      references.add(reference)
    }
    if (sum.interleavings % 500 === 0) console.error(`${sum.interleavings} of ${total} after ${Math.round((Date.now() - started) / 1000)} s`)
  }
}

try {
  await Promise.all(Array.from({ length: lanes }, lane))
  console.log(JSON.stringify({ ...sum, reports: references.size, seconds: Math.round((Date.now() - started) / 1000) }))
  process.exit(0)
} catch (error) {
  console.error(`OFFLINE_SEED=${first}: ${error instanceof Error ? error.message : String(error)}`)
  process.exit(1)
}
