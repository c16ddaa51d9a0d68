import type { Settings } from '../config/index.ts'
import type { Database } from '../database/index.ts'
import type { SessionLimits } from '../sessions/index.ts'
import { secretDigest, type World } from '../world/index.ts'
import { endedTicket, isServiceTicket } from './logout-request.ts'
import { type PortalPerson, servedPerson } from './portal-person.ts'
import { endPortalSession, endSessionOfTicket, findPortalSession, openPortalSession, wasOpenedBy } from './store.ts'
import { validateTicket } from './ticket-validation.ts'

export interface PortalTaskParts {
  readonly settings: Settings
  readonly world: World
  readonly database: Database
  /** The public origin: the portal is a service below it. */
  readonly origin: string
}

export type LetInOutcome =
  | { kind: 'signed-in'; secret: string }
  | { kind: 'already-signed-in' }
  /** Expired, used, or never issued for the portal. */
  | { kind: 'ticket-refused'; code: string }
  /** The sign-in server is away or does not make sense. */
  | { kind: 'no-answer'; cause: unknown }
  /** Signed in, but nobody the portal knows. */
  | { kind: 'not-served' }

/** The address the sign-in server sends people and their tickets to. It is marked with the browser that asks. */
export function serviceOf(origin: string, asker: string): string {
  return `${origin}/portal/return?mark=${markOf(asker)}`
}

interface BroughtTicket {
  readonly ticket: string
  /** From the address. */
  readonly mark: string | undefined
  /** The cookie of this browser, when it has asked for a ticket. */
  readonly asker: string | undefined
}

/** A digest: addresses stand in histories and in the registry of visits, the cookie must not. */
function markOf(asker: string) {
  return secretDigest(asker).toString('hex', 0, 16)
}

/** Turns a ticket into a session of the portal's own. `before` is the secret of the session this browser had, which dies. */
export async function letIn(
  parts: PortalTaskParts,
  { ticket, mark, asker }: BroughtTicket,
  before: string | undefined,
): Promise<LetInOutcome> {
  const { settings, world, database, origin } = parts
  // A ticket that this browser did not ask for may be an attacker's, who would like to see somebody work in their account (attack A11).
  if (asker === undefined || mark !== markOf(asker)) return { kind: 'ticket-refused', code: 'NOT_ASKED_FOR' }
  if (!isServiceTicket(ticket)) return { kind: 'ticket-refused', code: 'INVALID_TICKET' }
  if (before !== undefined && (await wasOpenedBy(database.db, before, ticket))) return { kind: 'already-signed-in' }

  const answer = await validateTicket(settings.PORTAL_CAS_ORIGIN ?? origin, serviceOf(origin, asker), ticket)
  switch (answer.kind) {
    case 'unreachable':
      return { kind: 'no-answer', cause: answer.cause }
    case 'unreadable':
      return { kind: 'no-answer', cause: new Error('The sign-in server answered with something that is not CAS.') }
    case 'refused':
      return { kind: 'ticket-refused', code: answer.code }
    case 'valid': {
      if (!servedPerson(answer.user, answer.attributes)) return { kind: 'not-served' }
      // A fresh secret at each sign-in, and the one before dies (req 57).
      const secret = world.random.token(24)
      await database.db.transaction().execute(async (trx) => {
        if (before !== undefined) await endPortalSession(trx, before)
        const session = { secret, ticket, userName: answer.user, attributes: answer.attributes }
        await openPortalSession(trx, session, limitsOf(settings), world.clock.now())
      })
      return { kind: 'signed-in', secret }
    }
  }
}

/** Who is signed in at the portal with this secret. */
export async function whoIsSignedIn(
  parts: PortalTaskParts,
  secret: string | undefined,
): Promise<PortalPerson | undefined> {
  const { settings, world, database } = parts
  const session = await findPortalSession(database.db, secret, limitsOf(settings), world.clock.now())
  return session && servedPerson(session.userName, session.attributes)
}

export async function leave({ database }: PortalTaskParts, secret: string | undefined): Promise<void> {
  if (secret !== undefined) await endPortalSession(database.db, secret)
}

/** A message of the sign-in server that a session has ended. What it does not name exactly is left alone. */
export async function hearOfLogout({ database }: PortalTaskParts, logoutRequest: string): Promise<void> {
  const ticket = endedTicket(logoutRequest)
  if (ticket !== undefined) await endSessionOfTicket(database.db, ticket)
}

function limitsOf(settings: Settings): SessionLimits {
  return { idle: settings.SESSION_IDLE, whole: settings.SESSION_LIFETIME }
}
