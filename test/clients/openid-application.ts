import { createPublicKey, randomUUID, verify } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import * as openid from 'openid-client'
import { listening } from './listening.ts'

type Tokens = openid.TokenEndpointResponse & openid.TokenEndpointResponseHelpers

interface Visit {
  readonly sid: string
  readonly idToken: string
  readonly refreshToken: string | undefined
  readonly person: openid.UserInfoResponse
}

/**
 * Somebody else's application: openid-client, used as its own examples do, with sessions in memory. At `/public` it greets
 * everybody, and at `/` whoever has signed in. It knows nothing of us but the address.
 */
export async function openidApplication() {
  const visits = new Map<string, Visit>()
  const begun = new Map<string, openid.AuthorizationCodeGrantChecks>()
  const ended: string[] = []
  let provider: openid.Configuration | undefined
  let asks: Record<string, string> = {}

  const origin = await listening((request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://localhost')
    const answer = routes[pathname] ?? home
    answer(request, response).catch((failure) => page(response, 500, String(failure?.cause ?? failure)))
  })

  type Route = (request: IncomingMessage, response: ServerResponse) => Promise<unknown>
  const routes: Record<string, Route> = {
    '/public': async (request, response) => page(response, 200, greeting(visitOf(request))),
    '/callback': comeBack,
    '/refresh': refresh,
    '/sign-out': signOut,
    '/bye': async (_request, response) => page(response, 200, 'Goodbye'),
    '/back-channel': hearOfSignOut,
  }

  return {
    origin,
    /** The sessions it was told are over, in the order in which it heard of them. */
    ended,
    /** Learns from the metadata where everything is. `more` stands in every request to sign in. */
    async signsInAt(issuer: string, id: string, secret: string, more: Record<string, string> = {}) {
      const options = { execute: [openid.allowInsecureRequests] }
      provider = await openid.discovery(new URL(issuer), id, undefined, openid.ClientSecretBasic(secret), options)
      asks = more
    },
  }

  async function home(request: IncomingMessage, response: ServerResponse) {
    const visit = visitOf(request)
    if (visit) return page(response, 200, greeting(visit))
    const [verifier, state, nonce] = [openid.randomPKCECodeVerifier(), openid.randomState(), openid.randomNonce()]
    begun.set(state, { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true })
    const address = openid.buildAuthorizationUrl(known(), {
      redirect_uri: `${origin}/callback`,
      scope: 'openid profile email eduperson offline_access',
      code_challenge: await openid.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      nonce,
      ...asks,
    })
    return response.writeHead(302, { location: address.href }).end()
  }

  async function comeBack(request: IncomingMessage, response: ServerResponse) {
    const address = new URL(request.url ?? '', origin)
    const checks = begun.get(address.searchParams.get('state') ?? '')
    if (!checks) return page(response, 400, 'Nobody set out from here')
    const session = randomUUID()
    visits.set(session, await visitFrom(await openid.authorizationCodeGrant(known(), address, checks)))
    response.setHeader('set-cookie', `timetable=${session}; HttpOnly; Path=/`)
    return response.writeHead(302, { location: '/' }).end()
  }

  async function refresh(request: IncomingMessage, response: ServerResponse) {
    const visit = visitOf(request)
    if (!visit?.refreshToken) return page(response, 401, 'Nothing to refresh with')
    const fresh = await visitFrom(await openid.refreshTokenGrant(known(), visit.refreshToken), visit)
    visits.set(sessionOf(request), fresh)
    const rotated = fresh.refreshToken !== visit.refreshToken
    return page(response, 200, `${greeting(fresh)}\nrefreshed${rotated ? ', with a new token' : ''}`)
  }

  async function signOut(request: IncomingMessage, response: ServerResponse) {
    const visit = visitOf(request)
    visits.delete(sessionOf(request))
    const address = openid.buildEndSessionUrl(known(), {
      post_logout_redirect_uri: `${origin}/bye`,
      ...(visit && { id_token_hint: visit.idToken }),
    })
    return response.writeHead(302, { location: address.href }).end()
  }

  /** Back-Channel Logout 1.0, section 2.6: the library leaves this to the application. */
  async function hearOfSignOut(request: IncomingMessage, response: ServerResponse) {
    const token = new URLSearchParams(await text(request)).get('logout_token') ?? ''
    const { sid } = await readLogoutToken(known(), token)
    for (const [session, visit] of visits) if (visit.sid === sid) visits.delete(session)
    ended.push(sid)
    return response.writeHead(200, { 'cache-control': 'no-store' }).end()
  }

  async function visitFrom(tokens: Tokens, before?: Visit): Promise<Visit> {
    const claims = tokens.claims()
    const person = await openid.fetchUserInfo(known(), tokens.access_token, claims?.sub ?? before?.person.sub ?? '')
    return {
      sid: String(claims?.sid ?? before?.sid),
      idToken: tokens.id_token ?? before?.idToken ?? '',
      refreshToken: tokens.refresh_token,
      person,
    }
  }

  function known() {
    if (!provider) throw new Error('It does not know where to sign in')
    return provider
  }

  function visitOf(request: IncomingMessage) {
    return visits.get(sessionOf(request))
  }
}

function sessionOf(request: IncomingMessage) {
  return /(?:^|; )timetable=([^;]+)/.exec(request.headers.cookie ?? '')?.[1] ?? ''
}

/** A token that is for this client, of this moment, and signed with a key of the issuer; anything else is thrown out. */
async function readLogoutToken(provider: openid.Configuration, token: string): Promise<{ sid: string }> {
  const { issuer, jwks_uri } = provider.serverMetadata()
  const [head = '', body = '', signature = ''] = token.split('.')
  const { alg, kid, typ } = read(head)
  const { keys } = (await (await fetch(jwks_uri ?? '')).json()) as { keys: { kid: string }[] }
  const key = createPublicKey({ key: keys.find((one) => one.kid === kid) ?? {}, format: 'jwk' })
  const signed = verify(
    'sha256',
    Buffer.from(`${head}.${body}`),
    { key, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  )
  const { iss, aud, sid, events, nonce } = read(body)
  const isOurs = iss === issuer && [aud].flat().includes(provider.clientMetadata().client_id)
  const isOfLogout = typ === 'logout+jwt' && 'http://schemas.openid.net/event/backchannel-logout' in Object(events)
  if (!signed || !/^(RS|ES)256$/.test(String(alg)) || !isOurs || !isOfLogout || nonce !== undefined || !sid)
    throw new Error('Not a logout token')
  return { sid: String(sid) }
}

function read(part: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(part, 'base64url').toString())
}

function greeting(visit: Visit | undefined) {
  if (!visit) return 'Hello, stranger'
  const { name, email, eduperson_affiliation } = visit.person
  return `Hello, ${name}\nemail: ${email}\naffiliation: ${[eduperson_affiliation].flat().join(', ')}`
}

function page(response: ServerResponse, status: number, words: string) {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' })
  response.end(
    `<!doctype html><title>Timetable</title><link rel="icon" href="data:,"><h1>Timetable</h1><pre>${words}</pre>`,
  )
}
