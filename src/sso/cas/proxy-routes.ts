import type { FastifyInstance, FastifyRequest } from 'fastify'
import { findProxyGrant, issueTicket, newProxyTicket } from '../../services/index.ts'
import { factorServes, isAlive, sessionLimits } from '../../sessions/index.ts'
import type { Fields } from '../../web/index.ts'
import type { CasParts } from './index.ts'
import { judgeProxyRequest } from './proxying/proxy-rule.ts'
import { type ProxySuccess, proxyResponse } from './responses.ts'
import { machineRoute } from './route-options.ts'
import { hasAgreed, withoutQuery } from './tasks.ts'
import type { CasFailure } from './validation.ts'
import { once } from './validation-tasks.ts'

/** `/cas/proxy`: a ticket for another service, in the name of somebody who is signed in (CAS 3.0.3, section 2.7). */
export function registerProxy(app: FastifyInstance, parts: CasParts) {
  app.get('/cas/proxy', machineRoute, async (request, reply) => {
    const query = request.query as Fields
    const format = query.format === undefined ? undefined : (once(query, 'format') ?? '')
    const answer = proxyResponse(await answerTo(parts, request, format), format)
    return reply.type(answer.type).send(answer.body)
  })
}

async function answerTo(
  parts: CasParts,
  request: FastifyRequest,
  format: string | undefined,
): Promise<CasFailure | ProxySuccess> {
  const { settings, world, database } = parts
  const query = request.query as Fields
  const now = world.clock.now()
  const targetService = once(query, 'targetService')
  try {
    const judged = await judgeProxyRequest({
      given: { pgt: once(query, 'pgt'), targetService, format },
      services: parts.services(),
      find: (ticket) => findProxyGrant(database.db, ticket),
      isAlive: ({ signedInAt, lastUsedAt, longTerm }) =>
        isAlive({ createdAt: signedInAt, lastUsedAt, endedAt: null, longTerm }, sessionLimits(settings), now),
      factorProved: ({ secondFactorAt }) => factorServes(secondFactorAt, settings, now),
      agreed: ({ person }, service) => hasAgreed(database.db, person, service),
    })
    if ('code' in judged) return judged
    const { grant } = judged
    const address = targetService ?? ''
    const ticket = newProxyTicket(world.random)
    await issueTicket(
      database.quick,
      ticket,
      {
        session: grant.session,
        person: grant.person,
        service: address,
        fromNewLogin: false,
        signedInAt: grant.signedInAt,
        expiresAt: new Date(now.getTime() + settings.TICKET_LIFETIME),
        proxies: grant.proxies,
      },
      {
        at: now,
        event: 'proxy-ticket-issued',
        outcome: 'success',
        person: grant.person,
        actor: 'system',
        source: request.source,
        reference: request.reference,
        details: { service: withoutQuery(address), proxy: withoutQuery(grant.proxies[0] ?? '') },
      },
    )
    return { proxyTicket: ticket }
  } catch (error) {
    request.log.error({ err: error }, 'a proxy ticket could not be made')
    return { code: 'INTERNAL_ERROR', sentence: `The proxy ticket could not be made (${request.reference}).` }
  }
}
