import { sql } from 'kysely'
import type { Db, PersonId, SessionId } from '../database/index.ts'
import { secretDigest } from '../world/index.ts'

export interface ServiceTicket {
  readonly session: SessionId
  readonly person: PersonId
  readonly service: string
  readonly fromNewLogin: boolean
  readonly signedInAt: Date
  readonly expiresAt: Date
}

/** The insert of a ticket, to stand in one statement with what else a sign-in writes. Only its hash is kept. */
export function ticketRow(ticket: string, about: ServiceTicket) {
  return {
    ticket_hash: secretDigest(ticket),
    session_id: about.session,
    person_id: about.person,
    service: about.service,
    from_new_login: about.fromNewLogin,
    signed_in_at: about.signedInAt,
    expires_at: about.expiresAt,
  }
}

/**
 * Spends a service ticket: one attempt, right or wrong (req 72). Of ten simultaneous validations one gets the row.
 * The visit is noted in the same statement, so that the service can be told when the session ends; a ticket whose
 * session has ended meanwhile opens nothing.
 */
export async function spendTicket(db: Db, ticket: string, now: Date): Promise<ServiceTicket | undefined> {
  const result = await sql<{
    session_id: SessionId
    person_id: PersonId
    service: string
    from_new_login: boolean
    signed_in_at: Date
    expires_at: Date
  }>`
    with spent as (
      delete from service_tickets where ticket_hash = ${secretDigest(ticket)} returning *
    ), alive as (
      select spent.* from spent join sessions on sessions.id = spent.session_id and sessions.ended_at is null
    ), visit as (
      insert into service_visits (ticket, session_id, service, visited_at, told_at)
      select ${ticket}, session_id, service, ${now}, null from alive
    )
    select session_id, person_id, service, from_new_login, signed_in_at, expires_at from alive`.execute(db)
  const row = result.rows[0]
  return (
    row && {
      session: row.session_id,
      person: row.person_id,
      service: row.service,
      fromNewLogin: row.from_new_login,
      signedInAt: row.signed_in_at,
      expiresAt: row.expires_at,
    }
  )
}
