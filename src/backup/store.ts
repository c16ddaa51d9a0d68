import type { Readable, Writable } from 'node:stream'
import { sql } from 'kysely'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import type { Db, Line, PersonId, Trx } from '../database/index.ts'
import { inOrder, type Table } from './format.ts'

/**
 * What no backup holds: whatever lets somebody in or is on its way. After a restore nothing of it may count (req 128), so it need
 * not lie in a file either. Unlogged tables are left out too: a crash forgets them. Nor does it hold what PostgreSQL counts anew while
 * people are filled in (decision 256).
 */
export const leftOut = [
  'oidc_grants',
  'oidc_tokens',
  'portal_sessions',
  'proxy_granting_tickets',
  'development_mailbox',
  'usos_pull_lists',
  'usos_pull_people',
  'shown_people_deltas',
] as const
/** Letters that were not sent yet hold live links. */
const leftOutColumns: Readonly<Record<string, readonly string[]>> = { letters: ['text', 'html'] }

/** Every other table of the program, with its columns, in the order in which they can be filled. */
export async function listTables(db: Db): Promise<Table[]> {
  const { rows } = await sql<{ name: string; columns: string[]; points_at: string[] }>`
    select c.relname as name,
      array(select a.attname::text from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum) as columns,
      array(select r.relname::text from pg_constraint f join pg_class r on r.oid = f.confrelid
        where f.contype = 'f' and f.conrelid = c.oid) as points_at
    from pg_class c
    where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' and c.relpersistence = 'p'
      and c.relname not like 'kysely\\_%'
    order by c.relname`.execute(db)
  const left: ReadonlySet<string> = new Set(leftOut)
  return inOrder(
    rows
      .filter(({ name }) => !left.has(name))
      .map(({ name, columns, points_at: pointsAt }) => ({ name, columns, pointsAt })),
  ).map(({ name, columns }) => ({
    name,
    columns: columns.filter((column) => !leftOutColumns[name]?.includes(column)),
  }))
}

export async function findSequences(db: Db): Promise<Record<string, string>> {
  const { rows } = await sql<{ name: string; last: string }>`
    select sequencename as name, last_value::text as last from pg_sequences
    where schemaname = current_schema() and last_value is not null order by 1`.execute(db)
  return Object.fromEntries(rows.map(({ name, last }) => [name, last]))
}

export async function listAppliedMigrations(db: Db): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db)
  return rows.map(({ name }) => name)
}

export async function findPostgresVersion(db: Db): Promise<string> {
  const { rows } = await sql<{ server_version: string }>`show server_version`.execute(db)
  return rows[0]?.server_version ?? ''
}

/** The rows of a table as COPY writes them. `count` knows how many they were when they have been read. */
export function readRows({ client }: Line, { name, columns }: Table): { rows: Readable; count: () => number } {
  const list = columns.map((column) => client.escapeIdentifier(column)).join(', ')
  const stream = client.query(copyTo(`copy ${client.escapeIdentifier(name)} (${list}) to stdout`))
  return { rows: stream, count: () => (stream as unknown as { rowCount: number }).rowCount }
}

/** Takes rows as COPY writes them. `count` knows how many they were when all have been taken. */
export function writeRows({ client }: Line, { name, columns }: Table): { into: Writable; count: () => number } {
  const list = columns.map((column) => client.escapeIdentifier(column)).join(', ')
  const stream = client.query(copyFrom(`copy ${client.escapeIdentifier(name)} (${list}) from stdin`))
  return { into: stream, count: () => stream.rowCount }
}

/** Other connections of programs to this database. */
export async function countPrograms(db: Db): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and application_name like 'furta%'`.execute(db)
  return rows[0]?.count ?? 0
}

/** A tenth of a second, by the clock of PostgreSQL: a hand-set one would not let its other connections end meanwhile. */
export async function waitBriefly(db: Db): Promise<void> {
  await sql`select pg_sleep(0.1)`.execute(db)
}

/** What migrations fill by themselves. */
const NEVER_EMPTY = ['kysely_migration', 'kysely_migration_lock', 'audit_chain', 'audit_shipping']

/** A table that holds something, whoever it belongs to; undefined in an empty database. */
export async function findFilledTable(trx: Trx): Promise<string | undefined> {
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_class
    where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p')
      and relname <> all (${NEVER_EMPTY})
    order by relname = 'people' desc, relname`.execute(trx)
  for (const { name } of rows) {
    const found = await sql`select 1 from ${sql.table(name)} limit 1`.execute(trx)
    if (found.rows.length > 0) return name
  }
  return undefined
}

/** Of the database that is about to go: who was erased since then. */
export async function listErasedSince(trx: Trx, moment: Date): Promise<PersonId[]> {
  const { rows: there } = await sql<{ there: boolean }>`
    select to_regclass('erased_identifiers') is not null as there`.execute(trx)
  if (!there[0]?.there) return []
  const { rows } = await sql<{ person_id: PersonId }>`
    select distinct person_id from erased_identifiers where erased_at >= ${moment} order by 1`.execute(trx)
  return rows.map(({ person_id }) => person_id)
}

/** Drops everything of the program, or of one before it. What belongs to an extension or to another role stays. */
export async function dropEverything(trx: Trx): Promise<void> {
  const { rows } = await sql<{ statement: string }>`
    select format('drop %s if exists %s cascade', case relkind when 'v' then 'view' when 'S' then 'sequence' else 'table' end, oid::regclass) as statement
    from pg_class c
    where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p', 'v', 'S')
      and pg_has_role(relowner, 'usage') and relname not like 'kysely\\_%'
      and not exists (select from pg_depend d where d.objid = c.oid
        and (d.deptype = 'e' or relkind = 'S' and d.deptype in ('a', 'i')))
    union all
    select format('drop function if exists %s cascade', oid::regprocedure)
    from pg_proc p
    where pronamespace = current_schema()::regnamespace and pg_has_role(proowner, 'usage')
      and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')`.execute(trx)
  for (const { statement } of rows) await sql.raw(statement).execute(trx)
  const { rows: noted } = await sql<{ there: boolean }>`
    select to_regclass('kysely_migration') is not null as there`.execute(trx)
  if (noted[0]?.there) await sql`delete from kysely_migration`.execute(trx)
}

/** A table that has just been made: only a row that its migration put there can be in it. */
export async function emptyTable(trx: Trx, name: string): Promise<void> {
  await sql`delete from ${sql.table(name)}`.execute(trx)
}

export async function setSequence(trx: Trx, name: string, last: string): Promise<void> {
  await sql`select setval(to_regclass(quote_ident(${name}::text)), ${last}::bigint)
    where to_regclass(quote_ident(${name}::text)) is not null`.execute(trx)
}

export interface Settled {
  readonly sessions: number
  readonly links: number
  readonly letters: number
}

/**
 * Nothing that was open when the backup was made counts any more: it may have been used, ended or taken back since (req 128). And
 * nothing leaves: a letter that waited then was most likely sent since, and a rehearsal must write to nobody.
 */
export async function settleRestored(trx: Trx, now: Date): Promise<Settled> {
  const count = async (statement: ReturnType<typeof sql>) =>
    Number((await statement.execute(trx)).numAffectedRows ?? 0n)
  const sessions = await count(
    sql`update sessions set ended_at = ${now}, ended_because = 'ended-by-desk' where ended_at is null`,
  )
  const links =
    (await count(
      sql`update mailed_links set closed_at = ${now}, closed_because = 'superseded' where closed_at is null`,
    )) +
    (await count(
      sql`update one_time_codes set closed_at = ${now}, closed_because = 'superseded' where closed_at is null`,
    )) +
    (await count(sql`update help_requests set expires_at = ${now} where proved_at is null and expires_at > ${now}`))
  const letters = await count(
    sql`update letters set state = 'dropped', finished_at = ${now}, lease_until = null, text = null, html = null,
      last_error = 'withdrawn' where state in ('queued', 'sending')`,
  )
  await sql`delete from letters where state = 'void'`.execute(trx)
  await sql`update import_runs set state = 'abandoned', phase = 'done', finished_at = ${now}
    where state in ('reading', 'planned')`.execute(trx)
  await sql`update usos_pulls set state = 'stopped', step = 'done', finished_at = ${now}, leased_by = null, leased_until = null
    where state in ('pulling', 'waiting')`.execute(trx)
  await sql`update audit_shipping set leased_by = null, leased_until = null`.execute(trx)
  return { sessions, links, letters }
}

/** Somebody who was erased after the backup worked at a desk when it was made. */
export async function takeRolesAway(trx: Trx, person: PersonId): Promise<void> {
  await trx.updateTable('people').set({ roles: [] }).where('id', '=', person).execute()
}

/** So that PostgreSQL plans by what is there now. */
export async function analyze(db: Db): Promise<void> {
  await sql`analyze`.execute(db)
}
