import type { FastifyReply, FastifyRequest } from 'fastify'
import { OnYourWayPage } from './pages.tsx'

/**
 * Answers a form whose way ends at a service, which may redirect wherever it likes. A browser holds every redirect after a form to the
 * policy of the page that the form stands on (CSP 3, `form-action`), so whoever asks for pages gets one that goes on by itself: what
 * follows is a navigation of its own. Everybody else gets the redirect (decision 264).
 *
 * `end` is where the way ends, if `address` is one of ours that leads on.
 */
export function leaveForm(request: FastifyRequest, reply: FastifyReply, address: string, end: string = address) {
  const { origin } = request.server.frame
  const staysHere = new URL(end, origin).origin === origin
  if (staysHere || !request.headers.accept?.includes('text/html')) return reply.redirect(address, 303)
  // The library of OpenID Connect has set the status of the redirect already. Without a language link the page is one for all addresses.
  return reply.page(<OnYourWayPage to={address} />, { status: 200, stencil: 'on-your-way', languagePath: '/' })
}
