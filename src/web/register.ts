import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { VNode } from 'preact'
import type { Institution, Settings } from '../config/index.ts'
import { chooseLanguage, type Language, languageNamed } from '../language/index.ts'
import { tell } from '../signals/index.ts'
import { type Keyring, secretDigest, type World } from '../world/index.ts'
import { Answer } from './answer.ts'
import { issueFormValue, judgeFormValue, judgeSender } from './anti-forgery.ts'
import { serveAssets } from './asset-routes.ts'
import type { Assets } from './assets.ts'
import { readCookie, setCookie } from './cookies.ts'
import { answerProblem } from './error-answers.tsx'
import { ANTI_FORGERY_FIELD } from './form.tsx'
import { decodeFields, type Fields } from './form-body.ts'
import { pagePolicy, standingHeaders } from './headers.ts'
import { isOwnHost, isPathOfOurs } from './hosts.ts'
import { type KnownRoutes, noteRoutes } from './known-routes.ts'
import type { PageSurroundings } from './page-surroundings.ts'
import { Problem } from './problem.ts'
import { problemIn } from './problem-in.ts'
import { renderPage, voices } from './render.ts'
import { TOO_LONG_ADDRESS, UNREADABLE_ADDRESS } from './server-options.ts'
import { clientAddress, type Trust, trustedProxies } from './source.ts'
import { type Fillings, stencils } from './stencil.ts'
import { placeOf, type QueueCaller, visitorOf } from './waiting/place.ts'
import { registerTurn } from './waiting/turn-route.tsx'

/** What the frame needs from the outside. */
export interface WebParts {
  readonly settings: Settings
  readonly institution: Institution
  readonly world: World
  /** Of APP_SECRET. */
  readonly keys: Keyring
  readonly assets: Assets
  /** The public origin, such as `https://login.example.edu`. */
  readonly origin: string
  /** When there is time for a form that will be sent; nothing while nobody waits. */
  readonly askTurn?: ((request: FastifyRequest) => { dueAt: Date; retryAfterMs: number } | undefined) | undefined
  /** Errors of the chapters that have a page of their own, such as a full queue of hashes. */
  readonly problemOf?: ((error: unknown) => Problem | undefined) | undefined
}

export interface Frame extends WebParts {
  readonly voices: ReturnType<typeof voices>
  readonly routes: KnownRoutes
  /** The public origin and the one inside, from which the portal may come. */
  readonly ownOrigins: readonly string[]
  readonly ownUrls: readonly URL[]
  readonly trust: Trust
  readonly stencils: ReturnType<typeof stencils>
}

export interface PageOptions {
  status?: number | undefined
  /** Origins to which the answer to a form of this page may redirect (req 64). */
  formTargets?: readonly string[] | undefined
  /** Where the language link leads, when it is not this address or the page it belongs to. */
  languagePath?: string | undefined
  /** The name of a page that everybody gets alike who comes with the same data: rendered once, then filled in (decision 215). */
  stencil?: string | undefined
}

declare module 'fastify' {
  interface FastifyInstance {
    frame: Frame
  }
  interface FastifyRequest {
    language: Language
    /** The client's address, trusted proxies taken into account (req 54). */
    source: string
    /** Who waits for the answer, as a queue sees it: where from, since when, and whether still. */
    caller: QueueCaller
    /** Stands on error pages and in the log. */
    reference: string
    /** Digest of the one form that was sent, for posts that count once (req 70). Empty on requests without a form. */
    formId: Buffer
  }
  interface FastifyReply {
    page(page: VNode, options?: PageOptions): FastifyReply
  }
  interface FastifyContextConfig {
    /** `none`: another server posts here, so there is no form of ours (req 63). */
    antiForgery?: 'none'
    /** Answered to a program: errors are plain text. */
    machine?: boolean
    /** Answers under any host name: for the probes of a load balancer. */
    anyHost?: boolean
    /** Comes every second for years: no cookie, and no line in the log but at `debug`. */
    probe?: boolean
  }
}

/** The frame of every answer: hosts, headers, language, forms, errors, assets. Register before the chapters. */
export function registerWeb(app: FastifyInstance, parts: WebParts): void {
  const { settings, institution, origin } = parts
  const ownOrigins = [origin, ...(settings.PORTAL_CAS_ORIGIN === undefined ? [] : [settings.PORTAL_CAS_ORIGIN])]
  app.decorate('frame', {
    ...parts,
    voices: voices(institution),
    routes: noteRoutes(app),
    ownOrigins,
    ownUrls: ownOrigins.map((one) => new URL(one)),
    trust: trustedProxies(settings.TRUSTED_PROXIES),
    stencils: stencils(() => parts.world.random.token()),
  })
  app.decorateRequest('language', 'pl')
  app.decorateRequest('source', '')
  app.decorateRequest('formId', { getter: formId })
  app.decorateRequest('caller', { getter: caller })
  app.decorateRequest('reference', { getter: reference })
  app.decorateReply('page', page)

  app.addHook('onRequest', receive)
  app.addHook('preValidation', checkForm)
  app.addHook('onResponse', noteInLog)
  app.setErrorHandler(answerError)
  app.setNotFoundHandler(() => {
    throw new Problem('not-found')
  })
  acceptForms(app)
  refuseExpectations(app)
  serveAssets(app)
  registerTurn(app)
}

async function receive(request: FastifyRequest, reply: FastifyReply) {
  const { frame } = request.server
  reply.headers(standingHeaders)
  request.source = clientAddress(request.socket.remoteAddress ?? '', oneHeader(request, 'x-forwarded-for'), frame.trust)
  const chosen = languageNamed(lastOf((request.query as Fields).locale))
  request.language = chosen ?? chooseLanguage(readCookie(request, 'language'), request.headers['accept-language'])

  checkHost(request)
  if (request.url === UNREADABLE_ADDRESS)
    throw new Problem('bad-request', { because: 'an address that cannot be read' })
  if (request.url === TOO_LONG_ADDRESS) throw new Problem('address-too-long')
  // Here and not in the router, so that a page that does not exist is not asked for its body first.
  if (request.is404) throw missing(request)
  if (chosen && request.method === 'GET' && !request.routeOptions.config.probe)
    setCookie(reply, 'language', chosen, { maxAgeMs: 365 * 86_400_000 })
}

/** Requests for hosts that are not ours are refused before anything is built from their name (req 17). */
function checkHost(request: FastifyRequest) {
  if (request.routeOptions.config.anyHost) return
  const { frame } = request.server
  const host = askedHost(request)
  if (host === undefined) throw new Problem('bad-request', { because: 'no host, or more than one' })
  if (!isOwnHost(host, frame.ownUrls, request.socket.localPort))
    throw new Problem('unknown-host', { because: 'a host that is not ours' })
}

/** `X-Forwarded-Host` counts only from a trusted proxy, and of several the one nearest to us. */
function askedHost(request: FastifyRequest): string | undefined {
  const forwarded = oneHeader(request, 'x-forwarded-host')
  if (forwarded !== undefined && request.server.frame.trust(request.socket.remoteAddress ?? ''))
    return lastOf(forwarded.split(','))?.trim()
  const hosts = request.raw.rawHeaders.filter(
    (_, index, all) => index % 2 === 1 && all[index - 1]?.toLowerCase() === 'host',
  )
  return hosts.length === 1 ? hosts[0] : undefined
}

function missing(request: FastifyRequest): Problem {
  const allow = request.server.frame.routes.methodsFor(pathOf(request))
  return allow.length > 0 ? new Problem('method', { allow }) : new Problem('not-found')
}

/** Unsafe methods need a value bound to this browser, and must not come from another site (req 63). */
async function checkForm(request: FastifyRequest) {
  if (['GET', 'HEAD', 'OPTIONS', 'TRACE'].includes(request.method)) return
  if (request.routeOptions.config.antiForgery === 'none') return
  const { keys, settings, world, ownOrigins } = request.server.frame
  const sender = judgeSender(
    { origin: request.headers.origin, secFetchSite: oneHeader(request, 'sec-fetch-site') },
    ownOrigins,
  )
  if (sender === 'foreign' && !loopbackTwin(request))
    throw new Problem('forbidden-form', { because: 'the form came from another site' })
  const verdict = judgeFormValue(keys, {
    visitor: visitorOf(request),
    value: sentFormValue(request),
    lifetime: settings.FORM_LIFETIME,
    now: world.clock.now(),
  })
  switch (verdict) {
    case 'good':
      return
    case 'expired':
      throw new Problem('expired-form')
    case 'no-visitor':
      throw new Problem('form-without-cookie')
    case 'foreign':
    case 'no-value':
      throw new Problem('forbidden-form', { because: `anti-forgery value: ${verdict}` })
  }
}

/** On a development machine `http://127.0.0.1:3000` is as much ours as `http://localhost:3000`. */
function loopbackTwin(request: FastifyRequest) {
  const { origin } = request.headers
  const site = oneHeader(request, 'sec-fetch-site')
  if (origin === undefined || !URL.canParse(origin) || (site !== undefined && site !== 'same-origin')) return false
  return origin === `http://${request.headers.host}`
}

function formId(this: FastifyRequest): Buffer {
  const value = sentFormValue(this)
  return value === undefined ? Buffer.alloc(0) : secretDigest(value)
}

function sentFormValue(request: FastifyRequest): string | undefined {
  return lastOf((request.body as Fields | undefined)?.[ANTI_FORGERY_FIELD])
}

function reference(this: FastifyRequest): string {
  return this.id
}

function caller(this: FastifyRequest): QueueCaller {
  const { socket } = this
  return {
    source: this.source,
    ...placeOf(this),
    gone: () => socket.destroyed || !socket.writable,
  }
}

function page(this: FastifyReply, vnode: VNode, options: PageOptions = {}): FastifyReply {
  const { request } = this
  const { frame } = request.server
  const { world, keys } = frame
  const { language } = request
  const now = world.clock.now()
  const path = options.languagePath ?? languagePath(request)
  const fillings: Fillings = {
    nonce: world.random.bytes(16).toString('base64'),
    reference: request.reference,
    antiForgery: () => {
      const known = visitorOf(request)
      const visitor = known ?? world.random.token(24)
      if (known === undefined) setCookie(this, 'visitor', visitor)
      return issueFormValue(keys, world.random, visitor, now)
    },
  }
  const { stencil } = options
  const html =
    stencil === undefined
      ? renderPage(vnode, surroundingsOf(frame, { language, path, now }, fillings))
      : frame.stencils(
          `${stencil} ${language} ${path} ${JSON.stringify(vnode.props)}`,
          (marks) => renderPage(vnode, surroundingsOf(frame, { language, path, now: undefined }, marks)),
          fillings,
        )
  if (stencil !== undefined && this.raw instanceof Answer) this.raw.ascii = html
  if (options.status !== undefined) this.code(options.status)
  return this.headers({
    'content-type': 'text/html; charset=utf-8',
    'content-language': language,
    vary: 'Cookie, Accept-Language',
    'content-security-policy': pagePolicy(fillings.nonce, options.formTargets),
  }).send(html)
}

/** Without an hour, a page that shows it is refused: it cannot be kept for later. */
function surroundingsOf(
  { voices, institution, origin, assets }: Frame,
  { language, path, now }: { language: Language; path: string; now: Date | undefined },
  { nonce, reference, antiForgery }: Fillings,
): PageSurroundings {
  let formValue: string | undefined
  return {
    language,
    ...voices[language],
    institution,
    origin,
    path,
    // Only a page with a form costs a value and a cookie.
    get antiForgery() {
      formValue ??= antiForgery()
      return formValue
    },
    nonce,
    assets,
    reference,
    get now() {
      if (!now) throw new Error('A page that shows the hour cannot be kept.')
      return now
    },
  }
}

/** A page that answers a form is no address to come back to: then the page above it that can be opened. */
function languagePath(request: FastifyRequest): string {
  const address = request.originalUrl
  if (!isPathOfOurs(address)) return '/'
  if (request.method === 'GET' || request.method === 'HEAD') return address
  const [path = '/'] = address.split('?', 1)
  const steps = path.split('/')
  for (let length = steps.length; length > 1; length--) {
    const candidate = steps.slice(0, length).join('/')
    if (request.server.frame.routes.methodsFor(candidate).includes('GET'))
      return length === steps.length ? address : candidate
  }
  return '/'
}

function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply) {
  const problem = problemIn(error) ?? request.server.frame.problemOf?.(error) ?? new Problem('broken', { cause: error })
  if (problem.status >= 500 && !problem.dueAt) request.log.error({ err: problem.cause ?? problem }, problem.message)
  else request.log.info({ kind: problem.kind, because: problem.message }, 'refused')
  return answerProblem(problem, request, reply)
}

/** Forms come as `application/x-www-form-urlencoded` in UTF-8, and as nothing else (req 68). */
function acceptForms(app: FastifyInstance) {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'buffer' },
    async (request: FastifyRequest, body: Buffer) => {
      const type = request.headers['content-type'] ?? ''
      const charset = /;\s*charset\s*=\s*"?([^";\s]+)/i.exec(type)?.[1]
      if (charset !== undefined && !/^utf-?8$/i.test(charset))
        throw new Problem('wrong-type', { because: 'a charset other than UTF-8' })
      if (oneHeader(request, 'content-encoding') !== undefined)
        throw new Problem('wrong-type', { because: 'a compressed body' })
      return decodeFields(utf8(body))
    },
  )
}

function utf8(body: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body)
  } catch {
    throw new Problem('bad-request', { because: 'a body that is not UTF-8' })
  }
}

/** Node would answer an unknown `Expect` by itself, without our headers. */
function refuseExpectations(app: FastifyInstance) {
  app.server.on('checkExpectation', (_request, response) => {
    response.writeHead(417, { ...standingHeaders, 'content-type': 'text/plain; charset=utf-8', connection: 'close' })
    response.end('Expectation failed\n')
  })
}

/** One line for each request: the pattern of the address, never the address, which may hold a ticket or a link (req 96). */
async function noteInLog(request: FastifyRequest, reply: FastifyReply) {
  const { method } = request
  const route = request.routeOptions.url ?? '(none)'
  tell('request-answered', { method, route, status: reply.statusCode, seconds: reply.elapsedTime / 1000 })
  request.log[request.routeOptions.config.probe ? 'debug' : 'info'](
    {
      method,
      route,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
      source: request.source,
    },
    'answered',
  )
}

function pathOf(request: FastifyRequest) {
  return request.url.split('?', 1)[0] ?? '/'
}

function oneHeader(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name]
  return Array.isArray(value) ? value.join(',') : value
}

function lastOf<Value>(values: readonly Value[] | undefined): Value | undefined {
  return values?.at(-1)
}
