import { type RawBuilder, sql } from 'kysely'
import type { Db, Trx } from '../../database/index.ts'
import type { ChainEnds, SealFacts, StoredEvent } from './digest.ts'

/** The chain as its one row has it. */
export interface ChainRow extends ChainEnds {
  readonly mac: Buffer | null
  readonly markId: string | null
  readonly markTransaction: string | null
  readonly markedAt: Date | null
}

export interface LockedChain extends ChainRow {
  /** This very transaction, and the oldest one that is still running. */
  readonly transaction: string
  readonly oldestRunning: string
}

export interface NewSeal extends SealFacts {
  readonly event: string
  readonly salt: string | null
  readonly digest: string
}

export interface SealedEvent extends SealFacts {
  readonly eventId: string
  readonly salt: string | null
  readonly digest: string
  /** Nothing when the event is gone. */
  readonly event: StoredEvent | undefined
}

const microseconds = (column: RawBuilder<unknown>) => sql`(extract(epoch from ${column}) * 1000000)::bigint::text`

const eventColumns = sql`e.id::text as id, ${microseconds(sql`e.at`)} as at, e.event, e.outcome, e.person_id, e.actor,
  e.source, e.reference, e.details::text as details`

const chainColumns = sql`position::text as position, encode(digest, 'hex') as digest,
  anchor_position::text as "anchorPosition", encode(anchor_digest, 'hex') as "anchorDigest",
  sources_gone_to::text as "sourcesGoneTo", settled_id::text as "settledId", mac,
  mark_id::text as "markId", mark_transaction::text as "markTransaction", marked_at as "markedAt"`

/** Holds the chain until the transaction ends. Whoever does not `wait` gets nothing while another node works on it. */
export async function lockChain(trx: Trx, { wait }: { wait: boolean }): Promise<LockedChain | undefined> {
  const { rows } = await sql<LockedChain>`
    select ${chainColumns}, pg_current_xact_id()::text as transaction,
      pg_snapshot_xmin(pg_current_snapshot())::text as "oldestRunning"
    from audit_chain for update ${wait ? sql`` : sql`skip locked`}`.execute(trx)
  return rows[0]
}

export async function findChain(db: Db | Trx): Promise<ChainRow> {
  const { rows } = await sql<ChainRow>`select ${chainColumns} from audit_chain`.execute(db)
  const [row] = rows
  if (!row) throw new Error('The row of the audit chain is missing.')
  return row
}

// Limits are written out and the seals are bounded like the events, so that PostgreSQL, which plans these statements once for all
// values, reads a piece of two indexes, however many events there are.

/** Whether there is anything to seal or to settle: neither ends before the newest event is behind both. */
export async function isSealingDue(db: Db): Promise<boolean> {
  const { rows } = await sql<{ due: boolean }>`
    select c.mark_id is not null or coalesce((select max(id) from audit_events), 0) > c.settled_id as due
    from audit_chain c`.execute(db)
  return rows[0]?.due ?? false
}

/** Events that stand without a seal, in the order of their ids. */
export async function listUnsealed(trx: Trx, after: string, limit: number): Promise<StoredEvent[]> {
  const { rows } = await sql<StoredEvent>`
    select ${eventColumns} from audit_events e
    where e.id > ${after}::bigint
      and not exists (select from audit_seals s where s.event_id = e.id and s.event_id > ${after}::bigint)
    order by e.id limit ${sql.lit(limit)}`.execute(trx)
  return rows
}

export async function findNewestEvent(trx: Trx): Promise<string> {
  const { rows } = await sql<{ id: string }>`select coalesce(max(id), 0)::text as id from audit_events`.execute(trx)
  return rows[0]?.id ?? '0'
}

export async function saveSeals(trx: Trx, sealedAt: Date, seals: readonly NewSeal[]): Promise<void> {
  const all = <Key extends keyof NewSeal>(key: Key) => seals.map((seal) => seal[key])
  const bytes = (key: 'salt' | 'sourceDigest' | 'digest') =>
    seals.map((seal) => (seal[key] === null ? null : `\\x${seal[key]}`))
  await sql`
    insert into audit_seals (position, event_id, sealed_at, salt, source_digest, digest)
    select given.position, given.event_id, ${sealedAt}, given.salt, given.source_digest, given.digest
    from unnest(${all('position')}::bigint[], ${all('event')}::bigint[], ${bytes('salt')}::bytea[],
      ${bytes('sourceDigest')}::bytea[], ${bytes('digest')}::bytea[])
      as given (position, event_id, salt, source_digest, digest)`.execute(trx)
}

export async function saveChain(trx: Trx, chain: Omit<ChainRow, 'mac'> & { readonly mac: Buffer }): Promise<void> {
  await sql`
    update audit_chain set position = ${chain.position}::bigint, digest = decode(${chain.digest}::text, 'hex'),
      anchor_position = ${chain.anchorPosition}::bigint, anchor_digest = decode(${chain.anchorDigest}::text, 'hex'),
      sources_gone_to = ${chain.sourcesGoneTo}::bigint, settled_id = ${chain.settledId}::bigint, mac = ${chain.mac},
      mark_id = ${chain.markId}::bigint, mark_transaction = ${chain.markTransaction}::bigint,
      marked_at = ${chain.markedAt}`.execute(trx)
}

/** Seals with their events, in the order of the chain. */
export async function listSealed(db: Db | Trx, after: string, limit: number): Promise<SealedEvent[]> {
  const { rows } = await sql<
    Omit<SealedEvent, 'event'> & { [Column in keyof StoredEvent]: StoredEvent[Column] | null }
  >`
    select s.position::text as position, s.event_id::text as "eventId", ${microseconds(sql`s.sealed_at`)} as "sealedAt",
      encode(s.salt, 'hex') as salt, encode(s.source_digest, 'hex') as "sourceDigest", encode(s.digest, 'hex') as digest,
      ${eventColumns}
    from audit_seals s left join audit_events e on e.id = s.event_id
    where s.position > ${after}::bigint order by s.position limit ${sql.lit(limit)}`.execute(db)
  return rows.map((row) => ({ ...row, event: row.id === null ? undefined : (row as StoredEvent) }))
}

/** Events that stand without a seal where everything has been settled: somebody put them in by hand. */
export async function listPutIn(db: Db | Trx, settledId: string, limit: number): Promise<{ id: string; at: Date }[]> {
  const { rows } = await sql<{ id: string; at: Date }>`
    select e.id::text as id, e.at from audit_events e
    where e.id <= ${settledId}::bigint and not exists (select from audit_seals s where s.event_id = e.id)
    order by e.id limit ${sql.lit(limit)}`.execute(db)
  return rows
}

const MOST_COUNTED = 10_000

/** How many wait for their seal; past ten thousand nobody counts on. */
export async function countUnsealed(db: Db | Trx, settledId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (
      select from audit_events e
      where e.id > ${settledId}::bigint
        and not exists (select from audit_seals s where s.event_id = e.id and s.event_id > ${settledId}::bigint)
      limit ${sql.lit(MOST_COUNTED)}
    ) unsealed`.execute(db)
  return rows[0]?.count ?? 0
}

export async function findNewestSeal(
  trx: Trx,
): Promise<{ readonly position: string; readonly digest: string } | undefined> {
  const { rows } = await sql<{ position: string; digest: string }>`
    select position::text as position, encode(digest, 'hex') as digest from audit_seals
    order by audit_seals.position desc limit 1`.execute(trx)
  return rows[0]
}

/** The seal at a position, and when it was made. */
export async function findSeal(
  db: Db | Trx,
  position: string,
): Promise<{ readonly digest: string; readonly sealedAt: Date } | undefined> {
  const { rows } = await sql<{ digest: string; sealedAt: Date }>`
    select encode(digest, 'hex') as digest, sealed_at as "sealedAt" from audit_seals
    where position = ${position}::bigint`.execute(db)
  return rows[0]
}

/**
 * The last of the seals after `after` whose events are all older than `moment`, at most `most` seals on; nothing where the
 * first one is not.
 */
export async function findEndOfOld(
  trx: Trx,
  after: string,
  moment: Date,
  most: number,
): Promise<{ readonly position: string; readonly digest: string } | undefined> {
  const { rows } = await sql<{ position: string; digest: string }>`
    select position::text as position, encode(digest, 'hex') as digest from (
      select position, digest, bool_and(old) over (order by position) as old
    from (
      select s.position, s.digest, least(e.at, s.sealed_at) < ${moment} as old
      from audit_seals s left join audit_events e on e.id = s.event_id
      where s.position > ${after}::bigint order by s.position limit ${sql.lit(most)}
      ) next
    ) next where old order by next.position desc limit 1`.execute(trx)
  return rows[0]
}

/** Takes events and their seals away, all seals up to `to`. Gives how many events. */
export async function removeSealed(trx: Trx, to: string): Promise<number> {
  await allowRetention(trx)
  const { rows } = await sql<{ count: number }>`
    with seals as (
      delete from audit_seals where position <= ${to}::bigint returning event_id
    ), events as (
      delete from audit_events where id in (select event_id from seals) returning 1
    )
    select count(*)::int as count from events`.execute(trx)
  return rows[0]?.count ?? 0
}

/** Forgets the network addresses of the events sealed after `from` up to `to`, and what could prove them. */
export async function removeSources(trx: Trx, from: string, to: string): Promise<number> {
  await allowRetention(trx)
  const range = sql`s.position > ${from}::bigint and s.position <= ${to}::bigint`
  const { rows } = await sql<{ count: number }>`
    with events as (
      update audit_events e set source = null from audit_seals s
      where s.event_id = e.id and ${range} and e.source is not null returning 1
    ), salts as (
      update audit_seals s set salt = null where ${range} and s.salt is not null
    )
    select count(*)::int as count from events`.execute(trx)
  return rows[0]?.count ?? 0
}

/** The trigger that keeps the trail as it is lets the rest of this transaction by. */
async function allowRetention(trx: Trx): Promise<void> {
  await sql`select set_config('furta.retention', 'on', true)`.execute(trx)
}

/** The newest seal, and when it was made. */
export async function findNewestSealAt(db: Db): Promise<{ readonly position: string; readonly at: Date } | undefined> {
  const { rows } = await sql<{ position: string; at: Date }>`
    select position::text as position, sealed_at as at from audit_seals
    order by audit_seals.position desc limit 1`.execute(db)
  return rows[0]
}

export interface LastCheck {
  readonly at: Date
  readonly whole: boolean
  /** In how many places it was not. */
  readonly broken: number
}

export async function findLastCheck(db: Db): Promise<LastCheck | undefined> {
  const row = await db
    .selectFrom('audit_events')
    .select(['at', 'outcome', 'details'])
    .where('event', '=', 'audit-verified')
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && { at: row.at, whole: row.outcome === 'success', broken: Number(row.details.broken ?? 0) }
}
