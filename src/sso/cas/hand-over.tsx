import type { FastifyReply, FastifyRequest } from 'fastify'
import { matchService, withTicket } from '../../services/index.ts'
import type { CasParts } from './index.ts'
import type { Method } from './login.ts'
import { HandedOverPage } from './pages/handed-over.tsx'
import { PostBackPage } from './pages/post-back.tsx'

/**
 * Sends the person on with the ticket: by a redirect that is always a GET, by a form that posts it, or in headers
 * (CAS 3.0.3, sections 2.1.1, 2.2.4 and appendix B; req 76).
 */
export function handOver(
  parts: CasParts,
  request: FastifyRequest,
  reply: FastifyReply,
  { service, ticket, method }: { service: string; ticket: string; method: Method },
) {
  const name = matchService(parts.services(), service)?.name[request.language] ?? ''
  switch (method) {
    case 'GET':
      return reply.redirect(withTicket(service, ticket), 303)
    case 'POST':
      return reply.page(<PostBackPage name={name} service={service} ticket={ticket} />, {
        formTargets: [new URL(service).origin],
        languagePath: '/cas/login',
      })
    case 'HEADER':
      reply.headers({ service, ticket })
      return reply.page(<HandedOverPage name={name} />, { languagePath: '/cas/login' })
  }
}
