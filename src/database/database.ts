import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely'
import { Migrator } from 'kysely/migration'
import pg from 'pg'
import { foundation } from './migrations/2026-11-22-foundation.ts'
import { peopleCasesDesk } from './migrations/2026-11-22-people-cases-desk.ts'
import { registryImport } from './migrations/2026-11-22-registry-import.ts'
import { casProtocol } from './migrations/2026-11-28-cas-protocol.ts'
import { consents } from './migrations/2026-11-28-consents.ts'
import { manyServices } from './migrations/2026-11-28-many-services.ts'
import { oidc } from './migrations/2026-11-28-oidc.ts'
import { registeredServices } from './migrations/2026-11-28-registered-services.ts'
import { scopeOfConsents } from './migrations/2026-11-28-scope-of-consents.ts'
import { auditChain } from './migrations/2026-11-29-audit-chain.ts'
import { consentsToPlaces } from './migrations/2026-11-29-consents-to-places.ts'
import { erasedIdentifiers } from './migrations/2026-11-29-erased-identifiers.ts'
import { mailSeen } from './migrations/2026-11-29-mail-seen.ts'
import { peselKeysAndMerges } from './migrations/2026-11-29-pesel-keys-and-merges.ts'
import { scim } from './migrations/2026-11-29-scim.ts'
import { usosPulls } from './migrations/2026-11-29-usos-pulls.ts'
import { keyChecks } from './migrations/2026-11-30-key-checks.ts'
import { NamingClient } from './named-statements.ts'
import { followingClient, urlsOf } from './several-hosts.ts'
import { watchForSilence } from './silence.ts'
import type { Tables } from './tables.ts'

export type Db = Kysely<Tables>
export type Trx = Transaction<Tables>

// 64-bit numbers here are row ids and counts, never sums beyond 2^53; ids stay text, counts are cast in SQL.
export interface Pools {
  /** Commits wait for the disk. */
  readonly db: Db
  /**
   * Commits answer at once and reach the disk a moment later: for throttle counters, where a power cut may
   * forget the last fifth of a second. Never for anything acknowledged to a person.
   */
  readonly quick: Db
}

export interface Database extends Pools {
  /** The same for journeys that hash a password: however many of them there are, others find a connection. */
  readonly hashing: Pools
  /** How busy the connections of this node are, at this moment. */
  pools(): readonly PoolState[]
  close(): Promise<void>
}

export interface PoolState {
  readonly name: 'durable' | 'quick' | 'hashing durable' | 'hashing quick'
  /** Connections that are open. */
  readonly open: number
  /** Of them those that nobody uses. */
  readonly idle: number
  /** Those who want one and have none. */
  readonly waiting: number
}

/** Before what a node calls its connections by: the others see by it whether their settings are alike. */
export const MARK_OF_A_NODE = 'furta/'

/** Opens pools over one PostgreSQL 15+. `connections` is the most they hold together; a handful is not divided further. */
export function openDatabase(
  url: string,
  options: { connections: number; onError: (error: Error) => void; mark?: string },
): Database {
  let closing = false
  // A connection that is being closed may still hear that PostgreSQL ends too: that is no news.
  const onError = (error: Error) => closing || options.onError(error)
  const opened: { name: PoolState['name']; pool: pg.Pool; db: Db }[] = []
  const open = (name: PoolState['name'], max: number, parameters?: string) => {
    const pool = openPool(url, max, {
      onError,
      mark: options.mark,
      ...(parameters !== undefined && { parameters }),
    })
    const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
    opened.push({ name, pool, db })
    return db
  }
  const pair = (connections: number, before: '' | 'hashing ' = ''): Pools => {
    const share = Math.max(2, Math.floor(connections * 0.4))
    return {
      db: open(`${before}durable`, connections - share),
      quick: open(`${before}quick`, share, '-c synchronous_commit=off'),
    }
  }
  const hashing = Math.floor(options.connections * 0.4)
  const own = hashing < 4 ? undefined : pair(hashing, 'hashing ')
  const others = pair(options.connections - (own ? hashing : 0))
  return {
    ...others,
    hashing: own ?? others,
    pools: () => opened.map(({ name, pool }) => stateOf(name, pool)),
    async close() {
      closing = true
      await Promise.all(opened.map(({ db }) => db.destroy()))
    },
  }
}

function stateOf(name: PoolState['name'], { totalCount, idleCount, waitingCount }: pg.Pool): PoolState {
  return { name, open: totalCount, idle: idleCount, waiting: waitingCount }
}

/** Of a question whether PostgreSQL is there at all. */
const QUICKLY = { connectionTimeoutMillis: 5_000, query_timeout: 5_000 }

/** Connections for what brings its own SQL, such as the queue of jobs; everything else goes through `openDatabase`. */
export function openPool(
  url: string,
  max: number,
  options: { onError: (error: Error) => void; parameters?: string; mark?: string | undefined },
): pg.Pool {
  const urls = urlsOf(url)
  const Client = urls.length > 1 ? followingClient(url) : (NamingClient as typeof pg.Client)
  const how = {
    connectionString: urls[0],
    options: `${options.parameters ?? ''} -c timezone=UTC`.trim(),
    application_name: options.mark === undefined ? 'furta' : `${MARK_OF_A_NODE}${options.mark}`,
    // A database that does not answer must not hold a person for ever; the page says "try again" instead.
    connectionTimeoutMillis: 10_000,
    statement_timeout: 30_000,
    idle_in_transaction_session_timeout: 30_000,
    keepAlive: true,
  }
  const made = new pg.Pool({ ...how, Client, max })
  // An idle connection that breaks (PostgreSQL restarted) is replaced by the pool; it must not end the program.
  made.on('error', options.onError)
  made.on('connect', (client) => client.on('error', options.onError))
  const stopWatching = watchForSilence(made, () => new Client({ ...how, ...QUICKLY }))
  const end = made.end.bind(made)
  made.end = (...given: []) => {
    stopWatching()
    return end(...given)
  }
  return made
}

/** One connection alone, which waits for as long as it takes: for what goes through whole tables. */
export interface Line {
  readonly client: pg.Client
  /** The same connection. */
  readonly db: Db
  /** Ends it in the middle of whatever it does. */
  cut(): void
  close(): Promise<void>
}

/** `name` is what PostgreSQL knows the connection by. */
export async function openLine(url: string, name: string): Promise<Line> {
  const client = new pg.Client({
    connectionString: url,
    application_name: name,
    options: '-c timezone=UTC -c statement_timeout=0 -c idle_in_transaction_session_timeout=0',
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  })
  // Whoever waits for an answer hears of it; without a listener it would end the program.
  client.on('error', () => {})
  await client.connect()
  const pool = { connect: async () => Object.assign(client, { release: () => {} }), end: async () => {}, options: {} }
  return {
    client,
    db: new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }),
    cut: () => client.connection.stream.destroy(),
    close: () => client.end(),
  }
}

export const migrations: Readonly<Record<string, string>> = {
  '2026-11-22-foundation': foundation,
  '2026-11-22-people-cases-desk': peopleCasesDesk,
  '2026-11-22-registry-import': registryImport,
  '2026-11-28-many-services': manyServices,
  '2026-11-28-registered-services': registeredServices,
  '2026-11-28-consents': consents,
  '2026-11-28-cas-protocol': casProtocol,
  '2026-11-28-oidc': oidc,
  '2026-11-28-scope-of-consents': scopeOfConsents,
  '2026-11-29-audit-chain': auditChain,
  '2026-11-29-erased-identifiers': erasedIdentifiers,
  '2026-11-29-pesel-keys-and-merges': peselKeysAndMerges,
  '2026-11-29-scim': scim,
  '2026-11-29-usos-pulls': usosPulls,
  '2026-11-29-mail-seen': mailSeen,
  '2026-11-29-consents-to-places': consentsToPlaces,
  '2026-11-30-key-checks': keyChecks,
}

/** Every migration this program knows, the first one first. */
export const knownMigrations: readonly string[] = Object.keys(migrations).sort()

/** Brings the tables to the newest form. Several nodes may call it at once: Kysely takes a lock. */
export async function migrateToLatest(db: Db): Promise<void> {
  await migrateTo(db, knownMigrations)
}

/** Brings the tables to the form that these migrations together make: the one a backup was made in. */
export async function migrateTo(db: Db, names: readonly string[]): Promise<void> {
  const migrator = new Migrator({
    db,
    // Two that were written on the same day may reach a database in either order; none needs another of its day.
    allowUnorderedMigrations: true,
    provider: {
      getMigrations: async () => ({
        // A newer node has been here first: what it has done is done, and this program works beside it (decision 222).
        ...Object.fromEntries((await executedMigrations(db)).map((name) => [name, { up: async () => {} }])),
        ...Object.fromEntries(
          Object.entries(migrations)
            .filter(([name]) => names.includes(name))
            .map(([name, text]) => [name, { up: (on: Db) => migrate(on, text) }]),
        ),
      }),
    },
  })
  const { error } = await migrator.migrateToLatest()
  if (error) throw new Error('The database could not be migrated.', { cause: error })
}

/** What this program knows and the database lacks: an older copy was brought back under a running node. */
export async function missingMigrations(db: Db): Promise<string[]> {
  const executed = new Set(await executedMigrations(db))
  return Object.keys(migrations).filter((name) => !executed.has(name))
}

async function executedMigrations(db: Db): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db)
  return rows.map(({ name }) => name)
}

/** In the transaction that Kysely opens. A registry of a large university needs longer than a page may take. */
async function migrate(on: Db, text: string) {
  await sql`set local statement_timeout = 0`.execute(on)
  await sql.raw(text).execute(on)
}
