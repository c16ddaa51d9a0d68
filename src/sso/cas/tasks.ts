import type { Settings } from '../../config/index.ts'
import type { Database, Db, PersonId } from '../../database/index.ts'
import {
  covered,
  findConsent,
  issueTicket,
  matchService,
  newServiceTicket,
  type Service,
  type ServiceList,
} from '../../services/index.ts'
import { factorServes, type Session } from '../../sessions/index.ts'
import type { World } from '../../world/index.ts'
import type { AtSession } from './login.ts'

export interface CasTaskParts {
  readonly settings: Settings
  readonly world: World
  readonly database: Database
  readonly services: ServiceList
}

/** Where a request came from, for the audit trail. */
export interface At {
  readonly source: string
  readonly reference: string
}

// Long enough for a letter with a code and a telephone that was in the other room.
const TICKET_WAITS = 10 * 60_000

/** What counts of a session for a person on the way to an address. */
export async function atSession(
  { settings, world, database, services }: CasTaskParts,
  session: Session,
  address: string | undefined,
): Promise<AtSession> {
  const now = world.clock.now()
  const service = address === undefined ? undefined : matchService(services(), address)
  return {
    mustChange: session.mustChange,
    warns: session.warns ?? false,
    typedForThis:
      address !== undefined &&
      session.signedInFor === address &&
      now.getTime() - session.createdAt.getTime() < TICKET_WAITS,
    factorProved: factorServes(session.secondFactorAt, settings, now),
    agreed: !service?.consent || (await hasAgreed(database.db, session.person, service)),
  }
}

/** Whether the person has agreed to all that the service learns now. */
export async function hasAgreed(db: Db, person: PersonId, service: Service): Promise<boolean> {
  return covered(await findConsent(db, person, service.id), service, service.attributes)
}

/** A ticket at a session. Neither it nor the note of it waits for the disk (decision 131). */
export async function ticketAt(
  { settings, world, database }: CasTaskParts,
  session: Session,
  { address, typed }: { address: string; typed: boolean },
  at: At,
): Promise<string> {
  const now = world.clock.now()
  const ticket = newServiceTicket(world.random)
  await issueTicket(
    database.quick,
    ticket,
    {
      session: session.id,
      person: session.person,
      service: address,
      fromNewLogin: typed,
      signedInAt: session.createdAt,
      expiresAt: new Date(now.getTime() + settings.TICKET_LIFETIME),
      proxies: [],
    },
    {
      at: now,
      event: 'service-ticket-issued',
      outcome: 'success',
      person: session.person,
      actor: 'person',
      ...at,
      details: { service: withoutQuery(address) },
    },
  )
  return ticket
}

/** Query and fragment may carry somebody's secrets. */
export function withoutQuery(address: string): string {
  return address.split(/[?#]/)[0] ?? ''
}
