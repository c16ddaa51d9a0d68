import type { Generated, JSONColumnType } from 'kysely'
import type { PersonId, SessionId } from '../ids.ts'

export interface SessionTables {
  sessions: SessionsTable
  service_visits: ServiceVisitsTable
  portal_sessions: PortalSessionsTable
}

export interface SessionsTable {
  id: SessionId
  secret_hash: Buffer
  person_id: PersonId
  created_at: Date
  last_used_at: Date
  ended_at: Date | null
  ended_because: 'signed-out' | 'password-set' | 'disabled' | 'ended-elsewhere' | 'ended-by-desk' | null
  /** For "where am I signed in": cut to what a person recognises. */
  source: string
  browser: string
  /** When this session proved the second factor (req 92). */
  second_factor_at: Generated<Date | null>
  desk_used_at: Generated<Date | null>
  /** Remembered past the end of the browser. */
  long_term: Generated<boolean>
  /** The person is asked before another service is told. */
  warns: Generated<boolean>
  /** The address the password was typed for, while its ticket still waits for a consent or a second factor. */
  signed_in_for: Generated<string | null>
}

export interface ServiceVisitsTable {
  /** CAS: the spent ticket, which is the SessionIndex of single logout and opens nothing any more. OpenID Connect: the `sid`. */
  ticket: string
  session_id: SessionId
  /** CAS: the address the ticket was for. OpenID Connect: the client. */
  service: string
  protocol: Generated<'cas' | 'oidc'>
  visited_at: Date
  told_at: Date | null
}

export interface PortalSessionsTable {
  secret_hash: Buffer
  ticket_hash: Buffer
  user_name: string
  attributes: JSONColumnType<Record<string, string | string[]>>
  created_at: Date
  last_used_at: Date
}
