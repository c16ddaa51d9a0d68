import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { chooseLanguage, languageNamed } from '../language/index.ts'
import { answerInTime } from './answer-in-time.ts'
import { serveAssets } from './asset-routes.ts'
import { readCookie, setCookie } from './cookies.ts'
import { answerProblem } from './error-answers.tsx'
import { decodeFields, type Fields } from './form-body.ts'
import { checkForm, formId } from './form-check.ts'
import type { WebParts } from './frame.ts'
import { standingHeaders } from './headers.ts'
import { isOwnHost } from './hosts.ts'
import { noteRoutes } from './known-routes.ts'
import { lastOf, oneHeader } from './one-value.ts'
import { Problem } from './problem.ts'
import { problemIn } from './problem-in.ts'
import { voices } from './render.ts'
import { page } from './reply-page.ts'
import { noteInLog } from './request-log.ts'
import { TOO_LONG_ADDRESS, UNREADABLE_ADDRESS } from './server-options.ts'
import { clientAddress, trustedProxies } from './source.ts'
import { stencils } from './stencil.ts'
import { placeOf, type QueueCaller } from './waiting/place.ts'
import { registerTurn } from './waiting/turn-route.tsx'

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
  app.decorateRequest('isOverdue', false)
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
  answerInTime(request, reply)
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
  const allow = request.server.frame.routes.methodsFor(request.url.split('?', 1)[0] ?? '/')
  return allow.length > 0 ? new Problem('method', { allow }) : new Problem('not-found')
}

function reference(this: FastifyRequest): string {
  return this.id
}

function caller(this: FastifyRequest): QueueCaller {
  const { socket } = this
  return {
    source: this.source,
    ...placeOf(this),
    gone: () => socket.destroyed || this.isOverdue,
  }
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
