import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type Provider from 'oidc-provider'
import type { KoaContextWithOIDC } from 'oidc-provider'
import { recordEvent } from '../../audit/index.ts'
import { recordRefusal } from '../../challenges/index.ts'
import {
  findSession,
  readCookie as readTicketGrantingCookie,
  type Session,
  sessionLimits,
} from '../../sessions/index.ts'
import { clearClient, type Fields, leaveForm, readCookie } from '../../web/index.ts'
import type { OidcParts } from './index.ts'
import { MOUNT, routes, SESSION_COOKIE } from './provider/index.ts'
import { currentRequest, duringRequest, newRequest, type OidcRequest } from './request.ts'
import { withSessionCookie } from './session.ts'

export interface WithProvider extends OidcParts {
  /** With the signing keys of this moment. */
  readonly provider: () => Promise<Provider>
}

interface Answered {
  readonly ctx: KoaContextWithOIDC
  readonly request: OidcRequest
}

const SIGNED_OUT = `${MOUNT}${routes.end_session}/success`

const noHead = { exposeHeadRoute: false }
/** Asked by servers and by scripts: errors are theirs to read, and no form of ours was sent. */
const machine = { config: { machine: true, antiForgery: 'none' as const }, ...noHead }
/** Opened by a person; what is sent from our own page carries a secret of the library's (`checkXsrf`). */
const person = { config: { antiForgery: 'none' as const }, ...noHead }

/**
 * The addresses of the library. Each is a route of ours, so that host check, headers, log and `405` are those of every other
 * page; the library reads the raw request and hands its answer back (decision 141).
 */
export function registerProtocol(app: FastifyInstance, parts: WithProvider) {
  const callbacks = new WeakMap<Provider, (request: FastifyRequest, reply: FastifyReply) => Promise<Answered>>()

  app.register(async (scope) => {
    // The library reads bodies itself, up to 56 kB.
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('application/x-www-form-urlencoded', (_request, _body, done) => done(null))

    const answer = async (request: FastifyRequest, reply: FastifyReply) => {
      const provider = await parts.provider()
      let call = callbacks.get(provider)
      if (!call) {
        call = caller(parts, provider)
        callbacks.set(provider, call)
      }
      return finish(parts, await call(request, reply), request, reply)
    }
    for (const path of ['/.well-known/openid-configuration', '/.well-known/oauth-authorization-server', routes.jwks]) {
      scope.route({ method: ['GET', 'OPTIONS'], url: MOUNT + path, ...machine, handler: answer })
    }
    // RFC 8414, section 3.1: the metadata of an issuer with a path stand before the path.
    scope.route({
      method: ['GET', 'OPTIONS'],
      url: `/.well-known/oauth-authorization-server${MOUNT}`,
      ...machine,
      handler: answer,
    })
    scope.route({ method: ['GET', 'POST', 'OPTIONS'], url: MOUNT + routes.userinfo, ...machine, handler: answer })
    for (const path of [routes.token, routes.introspection, routes.revocation, routes.pushed_authorization_request]) {
      scope.route({ method: ['POST', 'OPTIONS'], url: MOUNT + path, ...machine, handler: answer })
    }
    scope.get(MOUNT + routes.authorization, person, answer)
    scope.get(`${MOUNT}${routes.authorization}/:uid`, person, answer)
    scope.get(MOUNT + routes.end_session, person, answer)
    scope.post(`${MOUNT}${routes.end_session}/confirm`, person, answer)
    scope.get(SIGNED_OUT, person, (_request, reply) => reply.page(parts.door.signedOutPage()))
  })

  // Both may come as a form of the service (OIDC Core 3.1.2.1, RP-Initiated Logout 2). A cookie with `SameSite=Lax` does not
  // come along then; it does with the request that follows.
  for (const path of [routes.authorization, routes.end_session]) {
    app.post(MOUNT + path, person, (request, reply) => {
      const fields = Object.entries((request.body ?? {}) as Fields)
      const query = new URLSearchParams(fields.flatMap(([name, values]) => values.map((value) => [name, value])))
      return reply.redirect(`${MOUNT}${path}?${query}`, 303)
    })
  }
}

/** Hands a request to the library as one that came to the public origin, by a browser whose session it knows. */
function caller(parts: WithProvider, provider: Provider) {
  const answered = new WeakMap<object, KoaContextWithOIDC>()
  provider.use(async (ctx, next) => {
    answered.set(ctx.req, ctx as KoaContextWithOIDC)
    ctx.respond = false
    try {
      await next()
    } catch (error) {
      const request = currentRequest()
      if (request) request.broken = error
    }
  })
  const callback = provider.callback()
  const { host, protocol } = new URL(parts.origin)

  return async (incoming: FastifyRequest, reply: FastifyReply): Promise<Answered> => {
    const { raw } = incoming
    const [path = '', ...query] = (raw.url ?? '').split('?')
    const ofMount = path.startsWith(MOUNT) ? path.slice(MOUNT.length) : path.slice(0, -MOUNT.length)
    const asked = [ofMount, ...query].join('?')
    const isNew = path === MOUNT + routes.authorization
    const isForPeople = path.startsWith(MOUNT + routes.authorization) || path.startsWith(MOUNT + routes.end_session)
    const session = isForPeople ? await currentSession(parts, incoming) : undefined
    const request = newRequest({
      source: incoming.source,
      reference: incoming.reference,
      session,
      takeTicketShare: session && isNew ? (client) => parts.takeTicketShare(session.id, client) : undefined,
      leaving: path.startsWith(MOUNT + routes.end_session),
    })
    const before = { url: raw.url, headers: { ...raw.headers } }
    Object.assign(raw, { originalUrl: MOUNT + asked, url: asked })
    raw.headers.host = host
    raw.headers['x-forwarded-proto'] = protocol.slice(0, -1)
    delete raw.headers['x-forwarded-host']
    raw.headers.cookie = withSessionCookie(raw.headers.cookie, SESSION_COOKIE, request)
    try {
      await duringRequest(request, () => callback(raw, reply.raw))
    } finally {
      Object.assign(raw, { originalUrl: before.url, url: before.url, headers: before.headers })
    }
    const ctx = answered.get(raw)
    if (!ctx) throw new Error('The library has not answered.')
    return { ctx, request }
  }
}

/** Sends what the library decided, through our own frame. */
async function finish(parts: WithProvider, { ctx, request }: Answered, incoming: FastifyRequest, reply: FastifyReply) {
  const headers = reply.raw.getHeaders()
  for (const name of Object.keys(headers)) reply.raw.removeHeader(name)
  if (request.broken !== undefined) throw request.broken
  await note(parts, ctx, request, incoming)

  // Its session cookie is a way to ask; no browser gets it.
  const cookies = [headers['set-cookie'] ?? []].flat().map(String)
  const others = cookies.filter((line) => !line.startsWith(`${SESSION_COOKIE}=`))
  if (others.length > 0) reply.header('set-cookie', others)
  if (request.signedOut) clearClient(reply, ['TGC', 'request'])

  const away = leftAlready(ctx, request)
  // Who stays here reads at once which services are told; the page at the address of its own knows no more of the session.
  if (request.signedOut && isSignedOutPage(parts, away ?? headers.location)) {
    return reply.page(parts.door.signedOutPage(request.signedOut), { status: 200, languagePath: SIGNED_OUT })
  }
  if (away) return reply.redirect(away, 303)
  // The page above was loaded again: its session has ended already.
  if (ctx.oidc?.route === 'end_session_confirm' && !request.session && !request.signedOut)
    return reply.redirect(SIGNED_OUT, 303)
  if (request.page) {
    const { content, ...options } = request.page
    return reply.page(content, options)
  }
  const { location } = headers
  if (typeof location === 'string' && afterForm.has(ctx.oidc?.route)) return leaveForm(incoming, reply, location)
  for (const [name, value] of Object.entries(headers)) {
    if (['set-cookie', 'content-length'].includes(name) || value === undefined) continue
    reply.header(name, value)
  }
  reply.code(ctx.status)
  const { body } = ctx
  return reply.send(body === undefined || body === null ? '' : typeof body === 'string' ? body : JSON.stringify(body))
}

/** The library's names of the steps that a browser comes to from a form of ours. */
const afterForm: ReadonlySet<string | undefined> = new Set(['resume', 'end_session_confirm'])

/** Where somebody goes who is signed out: by a token of this session, or before this request. */
function leftAlready(ctx: KoaContextWithOIDC, request: OidcRequest): string | undefined {
  if (ctx.oidc?.route !== 'end_session' || ctx.status !== 200 || request.page) return undefined
  if (request.session && !request.signedOut) return undefined
  const { post_logout_redirect_uri: back, state } = ctx.oidc.params ?? {}
  if (typeof back !== 'string') return SIGNED_OUT
  const address = new URL(back)
  if (typeof state === 'string') address.searchParams.set('state', state)
  return address.href
}

function isSignedOutPage({ origin }: WithProvider, address: unknown) {
  return typeof address === 'string' && new URL(address, origin).href === `${origin}${SIGNED_OUT}`
}

/** What the trail has to tell and the library only answers: a token that came twice, a client that could not prove who it is. */
async function note(parts: WithProvider, ctx: KoaContextWithOIDC, request: OidcRequest, incoming: FastifyRequest) {
  const service = ctx.oidc?.client?.clientId
  if (service === undefined) return
  const event = {
    at: parts.world.clock.now(),
    outcome: 'failure',
    actor: 'system',
    source: incoming.source,
    reference: incoming.reference,
    details: { service },
  } as const
  if (request.replayed !== undefined && ctx.oidc.route === 'token') {
    // Once of each that was granted: it is revoked, and found no more.
    await recordEvent(parts.database.db, { ...event, event: 'oidc-token-replayed', person: request.replayed })
  }
  if (ctx.status === 401 && ctx.oidc.route !== 'userinfo') {
    await recordRefusal(parts, { ...event, event: 'oidc-client-refused' })
  }
}

/** Whoever has to set another password first is nobody here: no code, no silent sign-in (req 9). */
async function currentSession(parts: WithProvider, request: FastifyRequest): Promise<Session | undefined> {
  const session = await sessionOf(parts, request)
  return session?.mustChange ? undefined : session
}

export function sessionOf({ settings, database, world }: WithProvider, request: FastifyRequest) {
  return findSession(
    database.db,
    readTicketGrantingCookie(readCookie(request, 'TGC')),
    sessionLimits(settings),
    world.clock.now(),
  )
}
