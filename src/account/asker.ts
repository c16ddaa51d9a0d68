import type { FastifyReply, FastifyRequest } from 'fastify'
import { findPerson } from '../people/index.ts'
import { findSession, readCookie as readTicketGrantingCookie, sessionLimits } from '../sessions/index.ts'
import { readCookie } from '../web/index.ts'
import type { AccountTaskParts, Asker } from './tasks.ts'

/** Whose session it is; nobody where there is none. */
export async function askerOf(parts: AccountTaskParts, request: FastifyRequest): Promise<Asker | undefined> {
  const { settings, database, world } = parts
  const cookie = readTicketGrantingCookie(readCookie(request, 'TGC'))
  const limits = sessionLimits(settings)
  const session = await findSession(database.db, cookie, limits, world.clock.now())
  const person = session && (await findPerson(database.db, session.person))
  return session && person && { session, person, source: request.source, reference: request.reference }
}

/** To the sign-in, or to the one page that is open to a session whose password must be changed (req 9). */
export function sendAway(reply: FastifyReply, asker: Asker | undefined) {
  return reply.redirect(asker ? '/password-change' : '/cas/login?next=account', 303)
}
