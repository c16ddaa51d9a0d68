import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { matchService } from '../../services/index.ts'
import { findSession, readCookie as readTicketGrantingCookie, sessionLimits, signOut } from '../../sessions/index.ts'
import { clearClient, parseForm, parseQuery, readCookie } from '../../web/index.ts'
import { leadTo } from './hand-over.tsx'
import type { CasParts } from './index.ts'
import { casRoute } from './route-options.ts'

const parameters = z.object({ service: z.string().max(2000).optional() })

/** `/cas/logout`: by a link of a service as well as by our own button (CAS 3.0.3, section 2.3). */
export function registerLogout(app: FastifyInstance, parts: CasParts) {
  const { settings, database, world, door, services } = parts

  app.route({
    method: ['GET', 'POST'],
    url: '/cas/logout',
    ...casRoute,
    handler: async (request, reply) => {
      const { service } = request.method === 'POST' ? parseForm(parameters, request) : parseQuery(parameters, request)
      const cookie = readTicketGrantingCookie(readCookie(request, 'TGC'))
      const now = world.clock.now()
      const session = await findSession(database.db, cookie, sessionLimits(settings), now)
      const visited = session
        ? await signOut(parts, session, { now, source: request.source, reference: request.reference })
        : { told: [], left: [] }
      clearClient(reply, ['TGC', 'request'])
      // Section 2.3.2: back to a registered service alone; what is not registered is never led to (req 69).
      if (service !== undefined && matchService(services(), service)) return leadTo(request, reply, service)
      return reply.page(door.signedOutPage(visited), { languagePath: '/cas/logout' })
    },
  })
}
