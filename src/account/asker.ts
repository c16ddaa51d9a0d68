import type { FastifyReply, FastifyRequest } from 'fastify'
import { findPerson } from '../people/index.ts'
import { findSession, readCookie as readTicketGrantingCookie, sessionLimits } from '../sessions/index.ts'
import { readCookie } from '../web/index.ts'
import type { AccountTaskParts, Asker } from './tasks.ts'

/** Who asks; nobody when an answer has been sent: to the sign-in, or to the one page that is open to a session whose password must be changed (req 9). */
export async function admitOwner(
  { settings, database, world }: Pick<AccountTaskParts, 'settings' | 'database' | 'world'>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Asker | undefined> {
  const cookie = readTicketGrantingCookie(readCookie(request, 'TGC'))
  const session = await findSession(database.db, cookie, sessionLimits(settings), world.clock.now())
  const person = session && (await findPerson(database.db, session.person))
  if (session && person && !session.mustChange)
    return { session, person, source: request.source, caller: request.caller, reference: request.reference }
  reply.redirect(session && person ? '/password-change' : '/cas/login?next=account', 303)
  return undefined
}
