import { type Selectable, sql } from 'kysely'
import type { Db, PeopleTable, PersonId, SessionId, SessionsTable, Trx } from '../database/index.ts'
import { enqueue } from '../jobs/index.ts'
import { maySignIn } from '../people/index.ts'
import { sameDigest, secretDigest } from '../world/index.ts'
import { isAlive, needsNoting, type SessionLimits } from './session.ts'
import type { TicketGrantingCookie } from './ticket-granting-cookie.ts'

export interface Session {
  readonly id: SessionId
  readonly person: PersonId
  readonly createdAt: Date
  readonly lastUsedAt: Date
  readonly source: string
  readonly browser: string
  /** Only a new password helps: nothing else is open to this session (req 9). */
  readonly mustChange: boolean
  /** Remembered past the end of the browser (CAS 3.0.3, section 4.1). */
  readonly longTerm?: boolean
  /** The person wants to be asked before another service is told (section 2.2.1). */
  readonly warns?: boolean
  /** The address the password was typed for, while its ticket still waits for a consent or a second factor. */
  readonly signedInFor?: string | undefined
  readonly secondFactorAt?: Date | undefined
}

/**
 * The live session of a cookie. A forged, ended or timed-out one finds nothing, nor does that of a person who may not sign
 * in any more: disabled, closed, or no longer connected by the registry (decision 055).
 */
export async function findSession(
  db: Db,
  cookie: TicketGrantingCookie | undefined,
  limits: SessionLimits,
  now: Date,
): Promise<Session | undefined> {
  if (!cookie) return undefined
  const row = await db
    .selectFrom('sessions as s')
    .innerJoin('people as p', 'p.id', 's.person_id')
    .innerJoin('credentials as c', 'c.person_id', 's.person_id')
    // Written out, not a value: the index of assigned addresses then serves a plan that is kept (decision 251).
    .leftJoin('addresses as login', (join) =>
      join.onRef('login.person_id', '=', 's.person_id').on('login.assigned', '=', sql.lit(true)),
    )
    // By name, so that the statement is planned once (decision 006): each ticket and each page behind the sign-in asks this.
    .select(columns)
    .select(['s.secret_hash', 'c.must_change', 'p.connected', 'p.disabled_at', 'p.closed_at', 'login.address'])
    .where('s.id', '=', cookie.id)
    .executeTakeFirst()
  if (!row || !sameDigest(row.secret_hash, secretDigest(cookie.secret)) || !maySignIn(factsIn(row))) return undefined
  const times = timesOf(row)
  if (!isAlive(times, limits, now)) return undefined
  if (needsNoting(times, now)) {
    await db
      .updateTable('sessions')
      .set({ last_used_at: now })
      .where('id', '=', row.id)
      .where('ended_at', 'is', null)
      .execute()
  }
  return { ...asSession(row), mustChange: row.must_change }
}

/** Whoever has a row in `credentials` has a password. */
function factsIn(
  row: Pick<Selectable<PeopleTable>, 'connected' | 'disabled_at' | 'closed_at'> & { address: string | null },
) {
  return {
    connected: row.connected,
    disabledAt: row.disabled_at ?? undefined,
    closedAt: row.closed_at ?? undefined,
    assignedAddress: row.address ?? undefined,
    hasPassword: true,
  }
}

/** The insert of a new session, to stand in one statement with what else a sign-in writes. */
export function sessionRow(session: Session, cookie: TicketGrantingCookie) {
  return {
    id: session.id,
    secret_hash: secretDigest(cookie.secret),
    person_id: session.person,
    created_at: session.createdAt,
    last_used_at: session.lastUsedAt,
    ended_at: null,
    ended_because: null,
    source: session.source,
    browser: session.browser,
    long_term: session.longTerm ?? false,
    warns: session.warns ?? false,
    signed_in_for: session.signedInFor ?? null,
  }
}

/** Where stands what clients of OpenID Connect were granted. */
const GRANTED = ['oidc_passing', 'oidc_tokens', 'oidc_grants'] as const

type Because = 'signed-out' | 'password-set' | 'disabled' | 'ended-elsewhere' | 'ended-by-desk'

/** Ends one session and tells the services it visited (single logout), in the caller's transaction. */
export async function endSession(trx: Trx, session: SessionId, because: Because, now: Date): Promise<void> {
  await endSessions(trx, [session], because, now)
}

/**
 * Ends one session from elsewhere, where the device itself is out of reach: what clients of OpenID Connect were granted there for later
 * is worth nothing either, which a sign-out leaves alive (req 61, 85). Gives whether it had not ended yet: nothing is done to one that had,
 * as it may have been taken over by another one of the same browser.
 */
export async function revokeSession(
  trx: Trx,
  { id, person }: Pick<Session, 'id' | 'person'>,
  because: Because,
  now: Date,
): Promise<boolean> {
  if ((await endSessions(trx, [id], because, now)) === 0) return false
  for (const table of GRANTED)
    await trx.deleteFrom(table).where('person_id', '=', person).where('session_id', '=', id).execute()
  return true
}

/** Ends every session of a person, but for `except`; gives how many there were (req 21, 26, 61). */
export async function endSessionsOf(
  trx: Trx,
  person: PersonId,
  because: Because,
  now: Date,
  except?: SessionId,
): Promise<number> {
  const ended = await trx
    .updateTable('sessions')
    .set({ ended_at: now, ended_because: because })
    .where('person_id', '=', person)
    .where('ended_at', 'is', null)
    .$if(except !== undefined, (query) => query.where('id', '!=', except as SessionId))
    .returning(['id', 'person_id'])
    .execute()
  await afterEnding(trx, ended)
  await forgetGrants(trx, person, except)
  return ended.length
}

/** Ends these sessions, as `endSession` ends one; gives how many had not ended yet. */
export async function endSessions(
  trx: Trx,
  sessions: readonly SessionId[],
  because: Because,
  now: Date,
): Promise<number> {
  const ended = await trx
    .updateTable('sessions')
    .set({ ended_at: now, ended_because: because })
    .where('id', 'in', sessions)
    .where('ended_at', 'is', null)
    .returning(['id', 'person_id'])
    .execute()
  await afterEnding(trx, ended)
  return ended.length
}

/** The sessions of everybody that stand now. One whose time is over without a sign-out is none of them, though its row says no end. */
export async function listAlive(
  db: Db,
  limits: SessionLimits,
  now: Date,
): Promise<{ session: SessionId; person: PersonId }[]> {
  const rows = await db
    .selectFrom('sessions')
    .select(['id', 'person_id', 'created_at', 'last_used_at', 'ended_at', 'long_term'])
    .where('ended_at', 'is', null)
    .where('created_at', '>', new Date(now.getTime() - Math.max(limits.whole, limits.remembered ?? 0)))
    .orderBy('id')
    .execute()
  return rows
    .filter((row) => isAlive(timesOf(row), limits, now))
    .map(({ id, person_id }) => ({ session: id, person: person_id }))
}

/** Everybody who has granted a client of OpenID Connect something that may outlast the session. */
export async function listGranting(db: Db): Promise<PersonId[]> {
  const { rows } = await sql<{ person: PersonId }>`
    select person_id as person from oidc_grants
    union select person_id from oidc_tokens where person_id is not null
    union select person_id from oidc_passing where person_id is not null order by 1`.execute(db)
  return rows.map(({ person }) => person)
}

/**
 * Whether a client may go on with what this person granted it in another session than `except`, which may be over long since: a refresh
 * token outlives it.
 */
export async function isGrantedForLater(db: Db, person: PersonId, now: Date, except?: SessionId): Promise<boolean> {
  const token = await db
    .selectFrom('oidc_tokens')
    .select('id')
    .where('person_id', '=', person)
    .where('expires_at', '>', now)
    .$if(except !== undefined, (query) => query.where('session_id', 'is distinct from', except as SessionId))
    .limit(1)
    .executeTakeFirst()
  return token !== undefined
}

/** Whatever clients of OpenID Connect were granted for later is worth nothing either, but for what came of `except` (req 85). */
export async function forgetGrants(trx: Trx, person: PersonId, except?: SessionId): Promise<void> {
  for (const table of GRANTED) {
    await trx
      .deleteFrom(table)
      .where('person_id', '=', person)
      .$if(except !== undefined, (query) => query.where('session_id', 'is distinct from', except as SessionId))
      .execute()
  }
}

/**
 * Unspent tickets and codes of an ended session open nothing more, nobody goes on in the person's name, and every service it visited
 * is told in the background.
 */
async function afterEnding(trx: Trx, ended: readonly { id: SessionId; person_id: PersonId }[]) {
  if (ended.length === 0) return
  const ids = ended.map(({ id }) => id)
  await trx.deleteFrom('service_tickets').where('session_id', 'in', ids).execute()
  await trx.deleteFrom('proxy_granting_tickets').where('session_id', 'in', ids).execute()
  await trx.deleteFrom('oidc_passing').where('session_id', 'in', ids).execute()
  // With the person: of one who is erased in the same transaction nothing else says whose session it was.
  for (const { id, person_id } of ended)
    await enqueue(trx, 'tell-services', { session: id, person: person_id }, { attempts: ATTEMPTS_TO_TELL })
}

/** What a job of `tell-services` is about. */
export interface SessionToTell {
  readonly session: SessionId
  readonly person: PersonId
}

/** Goes on with telling what one job did not come to: behind whatever else is due, and with as many attempts. */
export async function tellTheRest(trx: Trx, { session, person }: SessionToTell) {
  const [attempts, key] = [ATTEMPTS_TO_TELL, `tell-services:${session}`]
  await enqueue(trx, 'tell-services', { session, person }, { attempts, key, last: true })
}

/** With the growing pauses of the queue: after 3, 7, 20 and 55 seconds, then 2½, 7, 18 and 50 minutes. */
const ATTEMPTS_TO_TELL = 9

/** Where a person is signed in now, the newest use first. */
export async function listSessions(db: Db, person: PersonId, limits: SessionLimits, now: Date): Promise<Session[]> {
  const rows = await db
    .selectFrom('sessions as s')
    .select(columns)
    .where('s.person_id', '=', person)
    .where('s.ended_at', 'is', null)
    .orderBy('s.last_used_at', 'desc')
    .execute()
  return rows
    .filter((row) => isAlive(timesOf(row), limits, now))
    .map((row) => ({ ...asSession(row), mustChange: false }))
}

const columns = [
  's.id',
  's.person_id',
  's.created_at',
  's.last_used_at',
  's.ended_at',
  's.source',
  's.browser',
  's.long_term',
  's.warns',
  's.signed_in_for',
  's.second_factor_at',
] as const

type SessionRow = Pick<
  Selectable<SessionsTable>,
  (typeof columns)[number] extends `s.${infer Name}` ? Name & keyof SessionsTable : never
>

function timesOf(row: Pick<SessionRow, 'created_at' | 'last_used_at' | 'ended_at' | 'long_term'>) {
  return {
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
    endedAt: row.ended_at,
    longTerm: row.long_term,
  }
}

function asSession(row: SessionRow) {
  return {
    id: row.id,
    person: row.person_id,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
    source: row.source,
    browser: row.browser,
    longTerm: row.long_term,
    warns: row.warns,
    signedInFor: row.signed_in_for ?? undefined,
    secondFactorAt: row.second_factor_at ?? undefined,
  }
}

/** The services a session visited by a protocol and that have not been told of its end yet. */
export function listVisitsToTell(db: Db, session: SessionId, protocol: 'cas' | 'oidc') {
  return (
    db
      .selectFrom('service_visits')
      .leftJoin('sessions', 'sessions.id', 'service_visits.session_id')
      .select(['ticket', 'service', 'sessions.person_id as person'])
      .where('session_id', '=', session)
      .where('protocol', '=', protocol)
      .where('told_at', 'is', null)
      // What was begun last is what most likely still stands there.
      .orderBy('visited_at', 'desc')
      .execute()
  )
}

/** Of a session that is forgotten, as when its person was erased, the visit goes with the telling. */
export async function noteTold(db: Db, ticket: string, now: Date): Promise<void> {
  await sql`
    with of_nobody as (
      delete from service_visits where ticket = ${ticket}
        and not exists (select from sessions where sessions.id = service_visits.session_id) returning 1
    )
    update service_visits set told_at = ${now} where ticket = ${ticket} and not exists (select from of_nobody)`.execute(
    db,
  )
}

/** How many sessions stand at this moment (`isAlive`): for metrics. */
export async function countAliveSessions(db: Db, limits: SessionLimits, now: Date): Promise<number> {
  const ago = (milliseconds: number) => new Date(now.getTime() - milliseconds)
  const usual = sql<boolean>`last_used_at > ${ago(limits.idle)} and created_at > ${ago(limits.whole)}`
  const alive =
    limits.remembered === undefined
      ? usual
      : sql<boolean>`case when long_term then created_at > ${ago(limits.remembered)} else ${usual} end`
  const row = await db
    .selectFrom('sessions')
    .where('ended_at', 'is', null)
    .where(alive)
    .select(sql<number>`count(*)::int`.as('count'))
    .executeTakeFirstOrThrow()
  return row.count
}
