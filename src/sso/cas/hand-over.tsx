import type { FastifyReply, FastifyRequest } from 'fastify'
import { matchService, withTicket } from '../../services/index.ts'
import { leaveForm, PostBackPage } from '../../web/index.ts'
import type { CasParts } from './index.ts'
import type { Method } from './login.ts'
import { HandedOverPage } from './pages/handed-over.tsx'

/**
 * Sends the person on with the ticket: by a way that always ends in a GET, by a form that posts it, or in headers
 * (CAS 3.0.3, sections 2.1.1, 2.2.4 and appendix B; req 76).
 */
export function handOver(
  parts: CasParts,
  request: FastifyRequest,
  reply: FastifyReply,
  { service, ticket, method }: { service: string; ticket: string; method: Method },
) {
  switch (method) {
    case 'GET':
      return leadTo(request, reply, withTicket(service, ticket))
    case 'POST':
      return reply.page(<PostBackPage action={service} fields={{ ticket }} />, { postsTo: service })
    case 'HEADER': {
      const name = matchService(parts.services(), service)?.name[request.language] ?? ''
      reply.headers({ service, ticket })
      return reply.page(<HandedOverPage name={name} />, { languagePath: '/cas/login' })
    }
  }
}

/** To a service, from a form of ours or from a link of its own. */
export function leadTo(request: FastifyRequest, reply: FastifyReply, address: string) {
  return request.method === 'POST' ? leaveForm(request, reply, address) : reply.redirect(address, 303)
}
