import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { ServiceList } from '../services/index.ts'
import { clearClient, clearCookie, parseForm, parseQuery, readCookie, setCookie } from '../web/index.ts'
import { FrontPage } from './pages/front.tsx'
import { NotLetInPage } from './pages/not-let-in.tsx'
import { SignedInPage } from './pages/signed-in.tsx'
import { hearOfLogout, leave, letIn, type PortalTaskParts, serviceOf, whoIsSignedIn } from './tasks.ts'

export interface PortalParts extends PortalTaskParts {
  /** The registry, the portal among them. */
  readonly services: ServiceList
}

/**
 * The front page, a relying party of the sign-in server by the CAS protocol alone: it reads no cookie but its own and asks
 * about tickets over HTTP, as a portal on another machine would.
 */
export function registerPortal(app: FastifyInstance, parts: PortalParts): void {
  const { origin } = parts

  app.get('/', async (request, reply) => {
    const secret = readCookie(request, COOKIE)
    const person = await whoIsSignedIn(parts, secret)
    if (person) return reply.page(<SignedInPage person={person} services={linksOf(parts)} />)
    if (secret !== undefined) clearCookie(reply, COOKIE)
    return reply.page(<FrontPage told={secret === undefined ? undefined : 'session-over'} />)
  })

  app.get('/portal/log-in', NO_HEAD, async (request, reply) => {
    // Two tabs that log in at the same time share it.
    const asker = askerOf(request) ?? parts.world.random.token(24)
    setCookie(reply, ASKER_COOKIE, asker)
    const query = new URLSearchParams({ service: serviceOf(origin, asker), locale: request.language })
    return reply.redirect(`/cas/login?${query}`, 303)
  })

  app.get('/portal/return', NO_HEAD, async (request, reply) => {
    const { ticket, mark } = parseQuery(ticketQuery, request)
    if (ticket === undefined) return reply.redirect('/', 303)
    const outcome = await letIn(parts, { ticket, mark, asker: askerOf(request) }, readCookie(request, COOKIE))

    switch (outcome.kind) {
      case 'signed-in':
        setCookie(reply, COOKIE, outcome.secret)
        // On to an address without the ticket.
        return reply.redirect('/', 303)
      case 'already-signed-in':
        return reply.redirect('/', 303)
      case 'ticket-refused':
        request.log.info({ code: outcome.code }, 'the portal got a ticket that is no good')
        return reply.page(<NotLetInPage because="ticket-refused" />, { status: 403, languagePath: '/' })
      case 'no-answer':
        request.log.error({ err: outcome.cause }, 'the portal got no answer from the sign-in server')
        return reply
          .header('retry-after', '10')
          .page(<NotLetInPage because="no-answer" />, { status: 503, languagePath: '/' })
      case 'not-served':
        return reply.page(<NotLetInPage because="not-served" />, { status: 403, languagePath: '/' })
    }
  })

  // The sign-in server posts here from its own machine, without a form or a cookie of ours; the ticket is what it proves itself by.
  app.post('/portal/return', { config: { antiForgery: 'none', machine: true } }, async (request, reply) => {
    const { logoutRequest } = parseForm(logoutForm, request, { lines: ['logoutRequest'] })
    await hearOfLogout(parts, logoutRequest)
    return reply.code(204).send()
  })

  app.post('/portal/log-out', async (request, reply) => {
    await leave(parts, readCookie(request, COOKIE))
    clearClient(reply, [COOKIE, ASKER_COOKIE])
    // The whole sign-in ends: on a shared computer the next person must not be let in without a password.
    return reply.redirect(`/cas/logout?${new URLSearchParams({ service: `${origin}/portal/logged-out` })}`, 303)
  })

  app.get('/portal/logged-out', async (request, reply) => {
    if (await whoIsSignedIn(parts, readCookie(request, COOKIE))) return reply.redirect('/', 303)
    return reply.page(<FrontPage told="logged-out" />)
  })
}

const COOKIE = 'portal'
const ASKER_COOKIE = 'portal-asker'
// HEAD must not spend a ticket.
const NO_HEAD = { exposeHeadRoute: false }
const ticketQuery = z.object({ ticket: z.string().max(256).optional(), mark: z.string().max(100).optional() })
const logoutForm = z.object({ logoutRequest: z.string().max(8192) })

/** The browser that was sent to the sign-in server. */
function askerOf(request: FastifyRequest): string | undefined {
  const asker = readCookie(request, ASKER_COOKIE)
  return asker !== undefined && /^[A-Za-z0-9]{24}$/.test(asker) ? asker : undefined
}

/** Where a person can go on to: every service of the registry but the portal itself. */
function linksOf({ services, origin }: PortalParts) {
  return services()
    .map(({ name, home, urls }) => ({ name, address: home ?? urls[0] ?? '' }))
    .filter(({ address }) => address !== '' && new URL(address).origin !== origin)
}
