import { type RawBuilder, sql } from 'kysely'
import { type AuditEvent, auditRow } from '../../../audit/index.ts'
import { type Db, gather, type PersonId, type SessionId } from '../../../database/index.ts'
import { type PersonRow, personIn, type Study } from '../../../people/index.ts'
import { secretDigest } from '../../../world/index.ts'
import type { AboutAccount, Grant } from '../request.ts'

/** Where a kind is kept: a crash must not forget the durable ones. */
export type Table = 'oidc_tokens' | 'oidc_passing'

export interface Payload {
  readonly [name: string]: unknown
}

export interface NewRow {
  readonly id: string
  readonly kind: string
  readonly payload: Payload
  readonly grantId: string | undefined
  readonly session: string | undefined
  readonly person: string | undefined
  readonly expiresAt: Date
}

/**
 * Keeps what the library made, under the digest of its value. A code comes with its audit event, in the same statement, and is the
 * visit that the client is told of when the session ends: whoever was only asked, and stayed, has been nowhere.
 */
export async function saveRow(db: Db, table: Table, row: NewRow, event?: AuditEvent): Promise<void> {
  const columns = ['id', 'kind', 'payload', 'grant_id', 'session_id', 'person_id', 'expires_at']
  const values = [
    secretDigest(row.id),
    row.kind,
    JSON.stringify(row.payload),
    row.grantId ?? null,
    row.session ?? null,
    row.person ?? null,
    row.expiresAt,
  ]
  const insert = sql`
    insert into ${sql.table(table)} (${names(columns)}) values (${list(values)})
    on conflict (id) do update set payload = excluded.payload, expires_at = excluded.expires_at`
  if (!event) {
    await insert.execute(db)
    return
  }
  const audit = auditRow(event)
  await sql`with kept as (${insert}
    ), visit as (
      insert into service_visits (ticket, session_id, service, visited_at, told_at, protocol)
      select sid, session_id, client_id, ${event.at}::timestamptz, null, 'oidc' from oidc_grants
      where id = ${row.grantId ?? null}
      on conflict (ticket) do update set visited_at = excluded.visited_at
    )
    insert into audit_events (${names(Object.keys(audit))}) values (${list(Object.values(audit))})`.execute(db)
}

/** Keeps what may come once only; false when it was there already. */
export async function saveOnce(db: Db, table: Table, row: NewRow): Promise<boolean> {
  const result = await sql`
    insert into ${sql.table(table)} (id, kind, payload, expires_at)
    values (${secretDigest(row.id)}, ${row.kind}, ${JSON.stringify(row.payload)}, ${row.expiresAt})
    on conflict (id) do nothing returning 1`.execute(db)
  return result.rows.length === 1
}

export interface FoundRow {
  readonly payload: Payload
  readonly consumedAt: Date | undefined
  readonly session: SessionId | undefined
  readonly person: PersonId | undefined
}

export async function findRow(
  db: Db,
  table: Table,
  { id, kind, now }: { id: string; kind: string; now: Date },
): Promise<FoundRow | undefined> {
  const row = await db
    .selectFrom(table)
    .select(['payload', 'consumed_at', 'session_id', 'person_id'])
    .where('id', '=', secretDigest(id))
    .where('kind', '=', kind)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return row && foundIn(row)
}

export interface FoundToken extends FoundRow {
  readonly grant: Grant | undefined
  readonly standing: SessionStanding | undefined
  readonly account: AboutAccount | undefined
}

/** Whether a session stands, as `isAlive` asks. */
export interface SessionStanding {
  readonly id: SessionId
  readonly person: PersonId
  readonly createdAt: Date
  readonly lastUsedAt: Date
  readonly endedAt: Date | null
  readonly longTerm: boolean
  readonly secondFactorAt: Date | undefined
}

/**
 * A code or token with its grant, its session and whose it is: all that an answer needs, in one round trip. Tokens asked for while
 * a question is under way are one question (decision 166).
 */
export function tokenFinder(db: Db, table: Table): (wanted: WantedToken) => Promise<FoundToken | undefined> {
  const rowOf = gather((digests: readonly Buffer[]) => tokenRows(db, table, digests))
  return async ({ id, kind, now }) => {
    const row = await rowOf(secretDigest(id))
    return row && row.kind === kind && row.expires_at > now ? tokenIn(row) : undefined
  }
}

export interface WantedToken {
  readonly id: string
  readonly kind: string
  readonly now: Date
}

/** In the order of the digests. */
async function tokenRows(db: Db, table: Table, digests: readonly Buffer[]): Promise<(TokenRow | undefined)[]> {
  const { rows } = await sql<TokenRow>`
    select t.id as digest, t.kind, t.expires_at, t.payload, t.consumed_at, t.session_id, t.person_id,
           g.id as grant_id, g.client_id, g.sid, g.scopes, g.made_at, g.expires_at as grant_expires_at,
           g.session_id as grant_session_id,
           s.id as standing_id, s.created_at, s.last_used_at, s.ended_at, s.long_term, s.second_factor_at,
           ${personColumns}, ${studiesOf}
    from ${sql.table(table)} t
    left join oidc_grants g on g.id = t.grant_id
    left join sessions s on s.id = t.session_id
    left join people p on p.id = t.person_id
    where t.id = any(${[...digests]}::bytea[])`.execute(db)
  const found = new Map(rows.map((row) => [row.digest.toString('latin1'), row]))
  return digests.map((digest) => found.get(digest.toString('latin1')))
}

function tokenIn(row: TokenRow): FoundToken {
  return {
    ...foundIn(row),
    grant:
      row.grant_id === null || row.person_id === null
        ? undefined
        : {
            id: row.grant_id,
            session: row.grant_session_id,
            client: row.client_id,
            person: row.person_id,
            sid: row.sid,
            scopes: row.scopes,
            madeAt: row.made_at,
            expiresAt: row.grant_expires_at,
          },
    standing:
      row.standing_id === null || row.person_id === null
        ? undefined
        : {
            id: row.standing_id,
            person: row.person_id,
            createdAt: row.created_at,
            lastUsedAt: row.last_used_at,
            endedAt: row.ended_at,
            longTerm: row.long_term,
            secondFactorAt: row.second_factor_at ?? undefined,
          },
    account: row.id === null ? undefined : accountIn(row),
  }
}

/** Whose account it is, with the fields of study. */
export async function findAccount(db: Db, person: PersonId): Promise<AboutAccount | undefined> {
  const result = await sql<AccountRow>`
    select ${personColumns}, ${studiesOf} from people p where p.id = ${person}`.execute(db)
  const row = result.rows[0]
  return row && accountIn(row)
}

/** Spends it: of ten redemptions at once, over however many nodes, one gets `true`. */
export async function consumeRow(db: Db, table: Table, { id, now }: { id: string; now: Date }): Promise<boolean> {
  const result = await sql`
    update ${sql.table(table)} set consumed_at = ${now} where id = ${secretDigest(id)} and consumed_at is null
    returning 1`.execute(db)
  return result.rows.length === 1
}

export async function removeRow(db: Db, table: Table, id: string): Promise<void> {
  await db.deleteFrom(table).where('id', '=', secretDigest(id)).execute()
}

/** Everything that came of a grant, and the grant itself: what is issued meanwhile finds no grant any more. */
export async function revokeGrant(db: Db, grant: string): Promise<void> {
  await sql`
    with passing as (delete from oidc_passing where grant_id = ${grant}),
         tokens as (delete from oidc_tokens where grant_id = ${grant})
    delete from oidc_grants where id = ${grant}`.execute(db)
}

/** The access tokens, refresh tokens and codes of a grant. */
export async function revokeTokensOf(db: Db, grant: string): Promise<void> {
  await sql`
    with passing as (delete from oidc_passing where grant_id = ${grant})
    delete from oidc_tokens where grant_id = ${grant}`.execute(db)
}

export async function findGrant(db: Db, id: string): Promise<Grant | undefined> {
  const row = await db
    .selectFrom('oidc_grants')
    .select(['id', 'session_id', 'client_id', 'person_id', 'sid', 'scopes', 'made_at', 'expires_at'])
    .where('id', '=', id)
    .executeTakeFirst()
  return (
    row && {
      id: row.id,
      session: row.session_id,
      client: row.client_id,
      person: row.person_id,
      sid: row.sid,
      scopes: row.scopes,
      madeAt: row.made_at,
      expiresAt: row.expires_at,
    }
  )
}

/**
 * The one grant of a client within a session, so that two tabs get the same one; scopes asked for later are added. Nothing when
 * the session has ended: the share lock waits for a sign-out or a reset under way, which takes grants along.
 */
export async function ensureGrant(db: Db, wanted: Grant): Promise<Grant | undefined> {
  const result = await sql<{ id: string; sid: string; scopes: string[]; made_at: Date }>`
    with granted as (
      insert into oidc_grants (id, session_id, client_id, person_id, sid, scopes, made_at, expires_at)
      select ${wanted.id}::text, id, ${wanted.client}::text, person_id, ${wanted.sid}::text, ${[...wanted.scopes]}::text[],
             ${wanted.madeAt}::timestamptz, ${wanted.expiresAt}::timestamptz
      from sessions where id = ${wanted.session} and ended_at is null for share
      on conflict (session_id, client_id) do update set
        scopes = array(select distinct unnest(oidc_grants.scopes || excluded.scopes)), expires_at = excluded.expires_at
      returning id, sid, scopes, made_at
    )
    select id, sid, scopes, made_at from granted`.execute(db)
  const row = result.rows[0]
  return row && { ...wanted, id: row.id, sid: row.sid, scopes: row.scopes, madeAt: row.made_at }
}

export interface SessionExtras {
  readonly standing: SessionStanding
  readonly grants: readonly { readonly id: string; readonly client: string; readonly sid: string }[]
}

/** How a session stands, what it has proved, and what its clients were granted. */
export async function findSessionExtras(db: Db, session: string): Promise<SessionExtras | undefined> {
  const result = await sql<{
    id: SessionId
    person_id: PersonId
    created_at: Date
    last_used_at: Date
    ended_at: Date | null
    long_term: boolean
    second_factor_at: Date | null
    grants: { id: string; client: string; sid: string }[] | null
  }>`
    select s.id, s.person_id, s.created_at, s.last_used_at, s.ended_at, s.long_term, s.second_factor_at,
      (select json_agg(json_build_object('id', g.id, 'client', g.client_id, 'sid', g.sid))
       from oidc_grants g where g.session_id = s.id) as grants
    from sessions s where s.id = ${session}`.execute(db)
  const row = result.rows[0]
  return (
    row && {
      standing: {
        id: row.id,
        person: row.person_id,
        createdAt: row.created_at,
        lastUsedAt: row.last_used_at,
        endedAt: row.ended_at,
        longTerm: row.long_term,
        secondFactorAt: row.second_factor_at ?? undefined,
      },
      grants: row.grants ?? [],
    }
  )
}

// Whoever has to set another password first may not sign in anywhere until then (req 9).
const personColumns = sql`
  p.id, p.usos_id, p.given_names, p.surname, p.album_number, p.student_status, p.phd_student_status, p.staff_status,
  p.connected, p.disabled_at, p.closed_at, p.proof_kind, p.language, p.roles, p.demo, p.connected_by_desk_at,
  p.assigned_by_desk_at, p.reset_held_until, p.missing_since, p.valid_until, p.closed_because,
  (select json_agg(json_build_object('address', a.address, 'assigned', a.assigned))
   from addresses a where a.person_id = p.id) as addresses,
  exists (select 1 from credentials c where c.person_id = p.id and not c.must_change) as has_password`

const studiesOf = sql`
  (select json_agg(json_build_object('programme', u.programme, 'name', json_build_object('pl', u.name_pl, 'en', u.name_en),
          'faculty', u.faculty, 'status', u.status, 'isPrimary', u.is_primary))
   from studies u where u.person_id = p.id) as studies`

type AccountRow = PersonRow & { studies: Study[] | null }

interface TokenRow extends Omit<AccountRow, 'id'> {
  id: PersonId | null
  digest: Buffer
  kind: string
  expires_at: Date
  payload: Payload
  consumed_at: Date | null
  session_id: SessionId | null
  person_id: PersonId | null
  grant_id: string | null
  grant_session_id: SessionId
  client_id: string
  sid: string
  scopes: string[]
  made_at: Date
  grant_expires_at: Date
  standing_id: SessionId | null
  created_at: Date
  last_used_at: Date
  ended_at: Date | null
  long_term: boolean
  second_factor_at: Date | null
}

function foundIn(row: {
  payload: unknown
  consumed_at: Date | null
  session_id: SessionId | null
  person_id: PersonId | null
}): FoundRow {
  return {
    payload: row.payload as Payload,
    consumedAt: row.consumed_at ?? undefined,
    session: row.session_id ?? undefined,
    person: row.person_id ?? undefined,
  }
}

function accountIn(row: AccountRow | TokenRow): AboutAccount {
  return { person: personIn(row as AccountRow), studies: row.studies ?? [] }
}

function names(columns: readonly string[]): RawBuilder<unknown> {
  return sql.join(columns.map((name) => sql.ref(name)))
}

function list(values: readonly unknown[]): RawBuilder<unknown> {
  return sql.join(values.map((value) => sql`${value}`))
}
