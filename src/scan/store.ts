import { sql } from 'kysely'
import type { Db, Trx } from '../database/index.ts'

export interface ScannedTable {
  readonly name: string
  readonly columns: readonly { readonly name: string; readonly bytes: boolean }[]
}

/** All reads see one moment, and none of them waits for anybody. */
export function inOneView<Result>(db: Db, work: (trx: Trx) => Promise<Result>): Promise<Result> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (trx) => {
      await sql`set local statement_timeout = 0`.execute(trx)
      await sql`set local idle_in_transaction_session_timeout = 0`.execute(trx)
      return work(trx)
    })
}

/** Every table of every schema with the columns that can hold a word: not those of moments and of yes or no. */
export async function listTables(trx: Trx): Promise<ScannedTable[]> {
  const { rows } = await sql<ScannedTable>`
    select format('%I.%I', n.nspname, c.relname) as name, 
      json_agg(json_build_object('name', a.attname, 'bytes', t.typname = 'bytea') order by a.attnum) as columns
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    join pg_type t on t.oid = a.atttypid
    where c.relkind in ('r', 'm') and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg\\_t%'
      and t.typname not in ('bool', 'date', 'timestamp', 'timestamptz', 'tsvector')
    group by n.nspname, c.relname order by 1`.execute(trx)
  return rows
}

export interface ScannedRow {
  /** Where PostgreSQL keeps the row: `select … where ctid = '(12,3)'` finds it, and it says nothing by itself. */
  readonly place: string
  readonly values: readonly (string | null)[]
}

/** The rows of a table, a few thousand at a time; bytes as the characters of their values. */
export async function* readTable(trx: Trx, { name, columns }: ScannedTable): AsyncGenerator<ScannedRow[]> {
  const texts = columns.map((column) => sql`${sql.ref(column.name)}::text`)
  await sql`declare scanned no scroll cursor for
    select ctid::text as place, array[${sql.join(texts)}] as values from ${sql.raw(name)}`.execute(trx)
  for (;;) {
    const { rows } = await sql<ScannedRow>`fetch 2000 from scanned`.execute(trx)
    if (rows.length > 0) yield rows.map(({ place, values }) => ({ place, values: values.map(readable) }))
    if (rows.length < 2000) break
  }
  await sql`close scanned`.execute(trx)

  /** Bytes come as hex; what is written in them is to be seen. */
  function readable(value: string | null, at: number) {
    return value !== null && columns[at]?.bytes ? Buffer.from(value.slice(2), 'hex').toString('latin1') : value
  }
}

/** Digests of what opens something at this moment, as hex, and what it is. */
export async function liveDigests(trx: Trx, now: Date): Promise<Map<string, string>> {
  const { rows } = await sql<{ kind: string; digest: string }>`
    select 'link' as kind, encode(secret_hash, 'hex') as digest from mailed_links
      where closed_at is null and expires_at > ${now}
    union all select 'link', encode(secret_hash, 'hex') from help_requests where expires_at > ${now}
    union all select 'link', encode(secret_hash, 'hex') from cases where secret_hash is not null
    union all select 'cookie', encode(secret_hash, 'hex') from sessions where ended_at is null
    union all select 'cookie', encode(secret_hash, 'hex') from portal_sessions
    union all select 'ticket', encode(ticket_hash, 'hex') from service_tickets where expires_at > ${now}
    union all select 'ticket', encode(ticket_hash, 'hex') from proxy_granting_tickets
    union all select 'token', encode(token_hash, 'hex') from scim_tokens where revoked_at is null and expires_at > ${now}
    -- In the return path of a letter it proves a report of delivery; so only whoever has seen the letter knows it.
    union all select 'bounce token', encode(sha256(bounce_token::bytea), 'hex') from letters where bounce_token is not null
    union all select 'token', encode(id, 'hex') from oidc_tokens where expires_at > ${now}
    -- The state of a sign-out stands under the id of its session, and a sign-in under way under a name that its signed cookie has
    -- to repeat: neither opens anything.
    union all select 'token', encode(id, 'hex') from oidc_passing
      where expires_at > ${now} and kind not in ('Session', 'Interaction')`.execute(trx)
  return new Map(rows.map(({ kind, digest }) => [digest, kind]))
}

/** Recovery codes that nobody has used: each digest is made of the person and the code. */
export async function liveRecoveryCodes(
  trx: Trx,
): Promise<{ readonly people: readonly string[]; readonly digests: ReadonlySet<string> }> {
  const { rows } = await sql<{ person: string; digest: string }>`
    select person_id as person, encode(code_hash, 'hex') as digest from recovery_codes where used_at is null`.execute(
    trx,
  )
  return {
    people: [...new Set(rows.map(({ person }) => person))],
    digests: new Set(rows.map(({ digest }) => digest)),
  }
}

/** Letters that wait to be sent: their rows hold a link, and are blanked when it has left. */
export async function placesOfWaitingLetters(trx: Trx): Promise<Set<string>> {
  const { rows } = await sql<{ place: string }>`
    select ctid::text as place from letters where state in ('queued', 'sending')`.execute(trx)
  return new Set(rows.map(({ place }) => place))
}
