import { type RawBuilder, sql } from 'kysely'
import { type AuditEvent, auditRow } from '../audit/index.ts'
import type { Db, PersonId, ProgrammeStatus, SessionId, StaffStatus, StudentStatus } from '../database/index.ts'
import { maySignIn } from '../people/index.ts'
import { tell } from '../signals/index.ts'
import { secretDigest } from '../world/index.ts'
import type { ProxyGrant, ServiceTicket, SpentTicket } from './ticket.ts'

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
    proxies: [...about.proxies],
  }
}

/**
 * A ticket at a session that is there already, with its audit event, in one statement. A ticket that waited for a consent or a
 * second factor after the password was typed for its service is made by that sign-in, once (section 2.4.1: renew).
 */
export async function issueTicket(db: Db, ticket: string, about: ServiceTicket, event: AuditEvent): Promise<void> {
  const { from_new_login, ...row } = ticketRow(ticket, about)
  const typed = from_new_login
    ? sql`update sessions set signed_in_for = null
          where id = ${about.session} and signed_in_for = ${about.service} returning 1`
    : sql`select 1 where false`
  await sql`
    with typed as (${typed}
    ), ticket as (
      insert into service_tickets (from_new_login, ${columns(row)})
      values (exists (select 1 from typed), ${values(row)})
    )
    insert into audit_events (${columns(auditRow(event))}) values (${values(auditRow(event))})`.execute(db)
  tell('ticket-issued', { kind: event.event === 'proxy-ticket-issued' ? 'proxy' : 'service' })
}

interface PersonColumns {
  usos_id: string | null
  given_names: string
  surname: string
  album_number: string | null
  student_status: StudentStatus | null
  phd_student_status: StudentStatus | null
  staff_status: StaffStatus
  connected: boolean
  disabled_at: Date | null
  closed_at: Date | null
  address: string | null
  has_password: boolean
}

/**
 * Spends a ticket: one attempt, right or wrong (req 72). Of ten simultaneous validations one gets the row. The visit is noted in
 * the same statement, so that the service can be told when the session ends, and the person is read, so that an answer costs one
 * round trip (decision 131). A ticket whose session has ended meanwhile opens nothing.
 */
export async function spendTicket(db: Db, ticket: string, now: Date): Promise<SpentTicket | undefined> {
  const result = await sql<
    PersonColumns & {
      session_id: SessionId
      person_id: PersonId
      service: string
      from_new_login: boolean
      signed_in_at: Date
      expires_at: Date
      proxies: string[]
      long_term: boolean
      second_factor_at: Date | null
      statuses: ProgrammeStatus[]
    }
  >`
    with spent as (
      delete from service_tickets where ticket_hash = ${secretDigest(ticket)}
      returning session_id, person_id, service, from_new_login, signed_in_at, expires_at, proxies
    ), alive as (
      select spent.session_id, spent.person_id, spent.service, spent.from_new_login, spent.signed_in_at, spent.expires_at,
             spent.proxies, sessions.long_term, sessions.second_factor_at
      from spent join sessions on sessions.id = spent.session_id and sessions.ended_at is null
    ), visit as (
      insert into service_visits (ticket, session_id, service, visited_at, told_at)
      select ${ticket}, session_id, service, ${now}, null from alive
    )
    select alive.session_id, alive.person_id, alive.service, alive.from_new_login, alive.signed_in_at, alive.expires_at,
           alive.proxies, alive.long_term, alive.second_factor_at, ${personColumns},
           array(select status from studies where studies.person_id = alive.person_id) as statuses
    from alive ${joinPerson(sql.ref('alive.person_id'))}`.execute(db)
  const row = result.rows[0]
  return (
    row && {
      session: row.session_id,
      person: row.person_id,
      service: row.service,
      fromNewLogin: row.from_new_login,
      signedInAt: row.signed_in_at,
      expiresAt: row.expires_at,
      proxies: row.proxies,
      longTerm: row.long_term,
      secondFactorAt: row.second_factor_at ?? undefined,
      maySignIn: maySignIn(accountIn(row)),
      about: { person: releasableIn(row.person_id, row), studies: row.statuses.map((status) => ({ status })) },
    }
  )
}

/**
 * Lets a service go on in the name of the person of a session; its way is `proxies`. False when the session has ended: the share
 * lock waits for a sign-out under way, which takes such tickets along (section 3.3.1).
 */
export async function grantProxying(
  db: Db,
  ticket: string,
  {
    session,
    service,
    proxies,
    event,
  }: { session: SessionId; service: string; proxies: readonly string[]; event: AuditEvent },
): Promise<boolean> {
  const result = await sql<{ granted: boolean }>`
    with alive as (
      select id from sessions where id = ${session} and ended_at is null for share
    ), granted as (
      insert into proxy_granting_tickets (ticket_hash, session_id, proxies, service, granted_at)
      select ${secretDigest(ticket)}, id, ${[...proxies]}, ${service}, ${event.at}::timestamptz from alive
    ), noted as (
      insert into audit_events (${columns(auditRow(event))}) select ${values(auditRow(event))} from alive
    )
    select exists (select 1 from alive) as granted`.execute(db)
  return result.rows[0]?.granted ?? false
}

/** What a proxy-granting ticket stands for; nothing when its session has ended. It may be used many times. */
export async function findProxyGrant(db: Db, ticket: string): Promise<ProxyGrant | undefined> {
  const result = await sql<
    PersonColumns & {
      session_id: SessionId
      person_id: PersonId
      proxies: string[]
      created_at: Date
      last_used_at: Date
      long_term: boolean
      second_factor_at: Date | null
    }
  >`
    select g.session_id, g.proxies, s.person_id, s.created_at, s.last_used_at, s.long_term, s.second_factor_at, ${personColumns}
    from proxy_granting_tickets g join sessions s on s.id = g.session_id and s.ended_at is null
    ${joinPerson(sql.ref('s.person_id'))}
    where g.ticket_hash = ${secretDigest(ticket)}`.execute(db)
  const row = result.rows[0]
  return (
    row && {
      session: row.session_id,
      person: row.person_id,
      signedInAt: row.created_at,
      lastUsedAt: row.last_used_at,
      longTerm: row.long_term,
      secondFactorAt: row.second_factor_at ?? undefined,
      maySignIn: maySignIn(accountIn(row)),
      proxies: row.proxies,
    }
  )
}

const personColumns = sql`
  p.usos_id, p.given_names, p.surname, p.album_number, p.student_status, p.phd_student_status, p.staff_status,
  p.connected, p.disabled_at, p.closed_at, login.address, c.person_id is not null as has_password`

/** Whoever has to set another password first may not sign in anywhere until then (req 9). */
function joinPerson(id: RawBuilder<unknown>) {
  return sql`
    join people p on p.id = ${id}
    left join addresses login on login.person_id = p.id and login.assigned
    left join credentials c on c.person_id = p.id and not c.must_change`
}

function accountIn(row: PersonColumns) {
  return {
    connected: row.connected,
    disabledAt: row.disabled_at ?? undefined,
    closedAt: row.closed_at ?? undefined,
    assignedAddress: row.address ?? undefined,
    hasPassword: row.has_password,
  }
}

function releasableIn(id: PersonId, row: PersonColumns): SpentTicket['about']['person'] {
  return {
    id,
    usosId: row.usos_id ?? undefined,
    givenNames: row.given_names,
    surname: row.surname,
    albumNumber: row.album_number ?? undefined,
    studentStatus: row.student_status ?? undefined,
    phdStudentStatus: row.phd_student_status ?? undefined,
    staffStatus: row.staff_status,
    assignedAddress: row.address ?? undefined,
  }
}

const columns = (row: Record<string, unknown>) => sql.join(Object.keys(row).map((name) => sql.ref(name)))
const values = (row: Record<string, unknown>) => sql.join(Object.values(row).map((value) => sql`${value}`))
