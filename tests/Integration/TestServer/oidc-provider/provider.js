// An OpenID Connect provider on this machine, for tests: oidc-provider, strict about PKCE, with a sign-in page that believes everybody.
// Says {"issuer"} once it listens; ends when its input ends. A line "spoil <how>" changes what happens to the ID tokens it gives out next.
import { createServer } from 'node:http'
import { createInterface } from 'node:readline'
import Provider from 'oidc-provider'

const back = ['http://127.0.0.1/api/v1/access/outside-sign-in/return', 'http://localhost/api/v1/access/outside-sign-in/return']
const client = { application_type: 'native', grant_types: ['authorization_code'], response_types: ['code'], redirect_uris: back }
const base64url = (value) => Buffer.from(JSON.stringify(value)).toString('base64url')

let how = 'not'
let earlier
const spoilers = {
  not: (token) => token,
  unsigned: (token) => `${base64url({ alg: 'none', typ: 'JWT' })}.${token.split('.')[1]}.`,
  tampered: (token) => {
    const [header, payload, signature] = token.split('.')
    return [header, base64url({ ...JSON.parse(Buffer.from(payload, 'base64url')), sub: 'somebody-else' }), signature].join('.')
  },
  earlier: (token) => earlier ?? token,
}

const server = createServer()
await new Promise((done) => server.listen(0, 'localhost', done))
const issuer = `http://localhost:${server.address().port}`

const provider = new Provider(issuer, {
  clients: [
    { ...client, client_id: 'platform', token_endpoint_auth_method: 'none' },
    { ...client, client_id: 'platform-with-secret', client_secret: 'a secret that only tests know', token_endpoint_auth_method: 'client_secret_post' },
  ],
  pkce: { required: () => true },
  acrValues: ['urn:example:two-factors'],
  claims: { openid: ['sub', 'amr', 'acr'] },
  cookies: { keys: ['for tests only'] },
  features: { devInteractions: { enabled: false }, pushedAuthorizationRequests: { enabled: process.argv[2] === 'pushed' } },
  interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
  findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ sub }) }),
  loadExistingGrant: async ({ oidc }) => {
    const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId })
    grant.addOIDCScope('openid')
    await grant.save()
    return grant
  },
})
provider.use(async (ctx, next) => {
  await next()
  if (!ctx.body?.id_token) return
  const token = ctx.body.id_token
  ctx.body = { ...ctx.body, id_token: spoilers[how](token) }
  earlier ??= token
})

const page = `<!doctype html><html lang="vi"><meta charset="utf-8"><title>Cổng đăng nhập thử</title><main><h1>Cổng đăng nhập thử</h1><form method="post">
<label>Tên <input name="subject" required></label><label>Đã kiểm tra <input name="amr" value="pwd"></label>
<button>Đăng nhập</button> <button name="refuse" value="yes" formnovalidate>Từ chối</button></form></main></html>`

const ask = async (request, response) => {
  if (request.method === 'GET') return response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page)
  let body = ''
  for await (const part of request) body += part
  const given = new URLSearchParams(body)
  await provider.interactionFinished(request, response, given.get('refuse')
    ? { error: 'access_denied', error_description: `${given.get('subject')} said no` }
    : { login: { accountId: given.get('subject'), amr: given.get('amr')?.split(' '), acr: given.get('acr') ?? undefined }, consent: {} })
}

const callback = provider.callback()
server.on('request', (request, response) => {
  if (!request.url.startsWith('/interaction/')) return callback(request, response)
  ask(request, response).catch((failure) => response.writeHead(400).end(String(failure)))
})
console.log(JSON.stringify({ issuer }))

createInterface({ input: process.stdin })
  .on('line', (line) => {
    how = line.split(' ')[1]
    console.log(JSON.stringify({ how }))
  })
  .on('close', () => process.exit())
