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
import { NamingClient } from './named-statements.ts'
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
  close(): Promise<void>
}

/** Opens pools over one PostgreSQL 15+. `connections` is the most they hold together; a handful is not divided further. */
export function openDatabase(url: string, options: { connections: number; onError: (error: Error) => void }): Database {
  let closing = false
  // A connection that is being closed may still hear that PostgreSQL ends too: that is no news.
  const onError = (error: Error) => closing || options.onError(error)
  const opened: Db[] = []
  const open = (max: number, parameters?: string) => {
    const pool = openPool(url, max, { onError, ...(parameters !== undefined && { parameters }) })
    const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
    opened.push(db)
    return db
  }
  const pair = (connections: number): Pools => {
    const share = Math.max(2, Math.floor(connections * 0.4))
    return { db: open(connections - share), quick: open(share, '-c synchronous_commit=off') }
  }
  const hashing = Math.floor(options.connections * 0.4)
  const own = hashing < 4 ? undefined : pair(hashing)
  const others = pair(options.connections - (own ? hashing : 0))
  return {
    ...others,
    hashing: own ?? others,
    async close() {
      closing = true
      await Promise.all(opened.map((one) => one.destroy()))
    },
  }
}

/** Connections for what brings its own SQL, such as the queue of jobs; everything else goes through `openDatabase`. */
export function openPool(
  url: string,
  max: number,
  options: { onError: (error: Error) => void; parameters?: string },
): pg.Pool {
  const made = new pg.Pool({
    Client: NamingClient as typeof pg.Client,
    connectionString: url,
    max,
    options: `${options.parameters ?? ''} -c timezone=UTC`.trim(),
    application_name: 'furta',
    // A database that does not answer must not hold a person for ever; the page says "try again" instead.
    connectionTimeoutMillis: 10_000,
    statement_timeout: 30_000,
    idle_in_transaction_session_timeout: 30_000,
    keepAlive: true,
  })
  // An idle connection that breaks (PostgreSQL restarted) is replaced by the pool; it must not end the program.
  made.on('error', options.onError)
  made.on('connect', (client) => client.on('error', options.onError))
  return made
}

const migrations: Record<string, string> = {
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
}

/** Brings the tables to the newest form. Several nodes may call it at once: Kysely takes a lock. */
export async function migrateToLatest(db: Db): Promise<void> {
  const migrator = new Migrator({
    db,
    // Two that were written on the same day may reach a database in either order; none needs another of its day.
    allowUnorderedMigrations: true,
    provider: {
      getMigrations: async () =>
        Object.fromEntries(
          Object.entries(migrations).map(([name, text]) => [name, { up: (on: Db) => migrate(on, text) }]),
        ),
    },
  })
  const { error } = await migrator.migrateToLatest()
  if (error) throw new Error('The database could not be migrated.', { cause: error })
}

/** In the transaction that Kysely opens. A registry of a large university needs longer than a page may take. */
async function migrate(on: Db, text: string) {
  await sql`set local statement_timeout = 0`.execute(on)
  await sql.raw(text).execute(on)
}
