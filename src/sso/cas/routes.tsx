import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { recordEvent } from '../../audit/index.ts'
import { matchService, type Service, withTicket } from '../../services/index.ts'
import {
  browserName,
  endSession,
  findSession,
  readCookie as readTicketGrantingCookie,
  type Session,
  writeCookie,
} from '../../sessions/index.ts'
import { clearClient, Problem, parseForm, parseQuery, readCookie, setCookie } from '../../web/index.ts'
import type { CasParts } from './index.ts'
import { decideLogin, destinationNamed, destinations, type LoginRequest } from './login.ts'
import { ServiceNotAuthorisedPage } from './pages/service-not-authorised.tsx'

// HEAD and prefetching must not make tickets, so no route here answers HEAD by its GET.
const noHead = { exposeHeadRoute: false }

/** `/cas/login` and `/cas/logout`: the parts of CAS a person sees. */
export function registerLogin(app: FastifyInstance, parts: CasParts) {
  const { door, settings } = parts

  app.get('/cas/login', noHead, async (request, reply) => {
    const asked = readLogin(parseQuery(loginQuery, request))
    const session = await currentSession(parts, request)
    const step = decideLogin(asked, session, parts.services())

    switch (step.kind) {
      case 'service-not-authorised':
        return refuseService(parts, request, reply, asked.service)
      case 'change-password-first':
        return reply.redirect(destinations['password-change'], 303)
      case 'ticket':
        return reply.redirect(withTicket(step.service, await ticketAt(parts, request, session, step.service)), 303)
      case 'back-without-ticket':
        return reply.redirect(step.service, 303)
      case 'signed-in':
        if (step.next) return reply.redirect(destinations[step.next], 303)
        return reply.page(door.signedInPage(session ? await door.nameOf(session.person) : ''), {
          // Not the query: somebody's bookmark may hold credentials (req 1).
          languagePath: '/cas/login',
        })
      case 'form':
        return showForm(parts, request, reply, asked, step.service)
    }
  })

  app.post('/cas/login', noHead, async (request, reply) => {
    const form = parseForm(loginForm, request)
    const asked = readLogin(form)
    const service = asked.service === undefined ? undefined : matchService(parts.services(), asked.service)
    if (asked.service !== undefined && !service) return refuseService(parts, request, reply, asked.service)

    const before = await currentSession(parts, request)
    const outcome = await door.signIn({
      typed: form.username,
      password: form.password,
      form: request.formId,
      source: request.source,
      browser: browserName(request.headers['user-agent']),
      reference: request.reference,
      deviceCookie: readCookie(request, 'device'),
      before,
      service: asked.service,
    })

    switch (outcome.kind) {
      case 'signed-in': {
        setCookie(reply, 'TGC', writeCookie(outcome.cookie))
        setCookie(reply, 'device', outcome.device, { maxAgeMs: settings.DEVICE_LIFETIME })
        if (outcome.session.mustChange) return reply.redirect(destinations['password-change'], 303)
        if (asked.service !== undefined && outcome.ticket !== undefined) {
          return reply.redirect(withTicket(asked.service, outcome.ticket), 303)
        }
        return reply.redirect(asked.next ? destinations[asked.next] : '/cas/login', 303)
      }
      case 'refused':
      case 'not-recognized':
        parts.rememberTypedId(reply, form.username)
        return showForm(parts, request, reply, asked, service, { typed: form.username, refusal: outcome.kind })
      case 'form-already-sent':
        return showForm(parts, request, reply, asked, service, { typed: form.username, refusal: outcome.kind })
      case 'source-waits':
        throw new Problem('too-many', { retryAfterMs: outcome.retryAfter * 1000 })
    }
  })

  for (const method of ['GET', 'POST'] as const) {
    app.route({ method, url: '/cas/logout', ...noHead, handler: (request, reply) => logOut(parts, request, reply) })
  }
}

const parameter = z.string().max(2000).optional()
const loginQuery = z.object({ service: parameter, renew: parameter, gateway: parameter, next: parameter })
const loginForm = loginQuery.extend({ username: z.string().max(1000), password: z.string().max(20_000) })
const logoutParameters = z.object({ service: parameter })

function readLogin(given: z.infer<typeof loginQuery>): LoginRequest {
  return {
    service: given.service || undefined,
    renew: isOn(given.renew),
    gateway: isOn(given.gateway),
    next: destinationNamed(given.next),
  }
}

/** CAS 3.0.3, section 2.1.1: set is set, whatever its value; `false` is what clients send who mean it. */
function isOn(value: string | undefined) {
  return value !== undefined && value !== 'false'
}

function currentSession({ settings, database, world }: CasParts, request: FastifyRequest) {
  const limits = { idle: settings.SESSION_IDLE, whole: settings.SESSION_LIFETIME }
  return findSession(database.db, readTicketGrantingCookie(readCookie(request, 'TGC')), limits, world.clock.now())
}

function ticketAt({ door }: CasParts, request: FastifyRequest, session: Session | undefined, service: string) {
  if (!session) throw new Error('A ticket needs a session.')
  return door.issueTicket(session, service, { source: request.source, reference: request.reference })
}

type Refusal = { typed: string; refusal: 'refused' | 'not-recognized' | 'form-already-sent' }

function showForm(
  { door }: CasParts,
  request: FastifyRequest,
  reply: FastifyReply,
  asked: LoginRequest,
  service: Service | undefined,
  refusal?: Refusal,
) {
  const carried = {
    ...(asked.service !== undefined && { service: asked.service }),
    ...(asked.renew && { renew: 'true' }),
    ...(asked.next && { next: asked.next }),
  }
  const page = door.signInPage({
    serviceName: service?.name[request.language],
    renew: asked.renew,
    carried,
    ...refusal,
  })
  return reply.page(page, {
    status: refusal ? 422 : 200,
    // `form-action` also holds for the redirect after the post: the service's own origin has to be allowed (req 64).
    formTargets: asked.service === undefined ? [] : [new URL(asked.service).origin],
    languagePath: `/cas/login?${new URLSearchParams(carried)}`,
  })
}

async function refuseService(
  { database, world }: CasParts,
  request: FastifyRequest,
  reply: FastifyReply,
  service: string | undefined,
) {
  const shown = service?.slice(0, 300)
  await recordEvent(database.quick, {
    at: world.clock.now(),
    event: 'service-refused',
    outcome: 'failure',
    actor: 'person',
    source: request.source,
    reference: request.reference,
    // Query and fragment may carry somebody's secrets.
    details: { service: shown?.split(/[?#]/)[0] ?? '' },
  })
  return reply.page(<ServiceNotAuthorisedPage asked={shown?.split(/[?#]/)[0]} />, {
    status: 403,
    languagePath: '/cas/login',
  })
}

/** Ends the session here and, in the background, at every service it visited (req 60, 78). */
async function logOut(parts: CasParts, request: FastifyRequest, reply: FastifyReply) {
  const { database, world, door, services } = parts
  const session = await currentSession(parts, request)
  if (session) {
    const now = world.clock.now()
    await database.db.transaction().execute(async (trx) => {
      await endSession(trx, session.id, 'signed-out', now)
      await recordEvent(trx, {
        at: now,
        event: 'sign-out',
        outcome: 'success',
        person: session.person,
        actor: 'person',
        source: request.source,
        reference: request.reference,
      })
    })
  }
  clearClient(reply, ['TGC', 'request'])
  const { service } =
    request.method === 'POST' ? parseForm(logoutParameters, request) : parseQuery(logoutParameters, request)
  if (service !== undefined && matchService(services(), service)) return reply.redirect(service, 303)
  return reply.page(door.signedOutPage(), { languagePath: '/cas/logout' })
}
