import { sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import { systemClock } from '../world/index.ts'
import type { Db } from './database.ts'
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
import { oneIndexOfSessions } from './migrations/2026-11-30-one-index-of-sessions.ts'
import { tokensOfASession } from './migrations/2026-11-30-tokens-of-a-session.ts'
import { whereReadingsStand } from './migrations/2026-11-30-where-readings-stand.ts'
import { shownPeople } from './migrations/2026-11-30-who-is-shown.ts'
import { writtenFromAnAddress } from './migrations/2026-11-30-written-from-an-address.ts'
import { wrongOnesFromASource } from './migrations/2026-11-30-wrong-ones-from-a-source.ts'
import { servicesFileTold } from './migrations/2026-12-01-services-file-told.ts'
import { BadDatabase } from './reach.ts'

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
  '2026-11-30-one-index-of-sessions': oneIndexOfSessions,
  '2026-11-30-tokens-of-a-session': tokensOfASession,
  '2026-11-30-where-readings-stand': whereReadingsStand,
  '2026-11-30-who-is-shown': shownPeople,
  '2026-11-30-written-from-an-address': writtenFromAnAddress,
  '2026-11-30-wrong-ones-from-a-source': wrongOnesFromASource,
  '2026-12-01-services-file-told': servicesFileTold,
}

/** Every migration this program knows, the first one first. */
export const knownMigrations: readonly string[] = Object.keys(migrations).sort()

/** Brings the tables to the newest form. Several nodes may call it at once: Kysely takes a lock, and the others wait. */
export async function migrateToLatest(db: Db): Promise<void> {
  await migrateTo(db, knownMigrations)
}

/**
 * Brings the tables to the form that these migrations together make: the one a backup was made in. Where nodes are at work each has a
 * transaction of its own, so that none holds a table while the next one waits for another.
 */
export async function migrateTo(db: Db, names: readonly string[]): Promise<void> {
  const nobodyWorks = db.isTransaction || (await isEmpty(db))
  const lockTimeout = nobodyWorks ? '0' : LONGEST_HOLD
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
            .map(([name, text]) => [name, { up: (on: Db) => migrate(on, text, lockTimeout) }]),
        ),
      }),
    },
  })
  if (nobodyWorks) {
    const { error } = await migrator.migrateToLatest()
    if (error) throw new Error('The database could not be migrated.', { cause: error })
    return
  }
  const until = systemClock.now().getTime() + PATIENCE
  while ((await missingOf(db, names)).length > 0) {
    const { error } = await migrator.migrateUp()
    if (!error) continue
    if (!isHeld(error)) throw new Error('The database could not be migrated.', { cause: error })
    if (systemClock.now().getTime() > until) throw new BadDatabase(HELD, { cause: error })
    await systemClock.pause(PAUSE)
  }
}

/** What this program knows and the database lacks: an older copy was brought back under a running node. */
export async function missingMigrations(db: Db): Promise<string[]> {
  return missingOf(db, Object.keys(migrations))
}

async function missingOf(db: Db, names: readonly string[]): Promise<string[]> {
  const executed = new Set(await executedMigrations(db))
  return names.filter((name) => !executed.has(name))
}

/** Whether the tables are those of this program; an empty database has none. */
export async function hasTablesOfThisProgram(db: Db): Promise<boolean> {
  return !(await isEmpty(db)) && (await missingMigrations(db)).length === 0
}

async function isEmpty(db: Db): Promise<boolean> {
  const { rows } = await sql`select where to_regclass('kysely_migration') is null`.execute(db)
  return rows.length > 0
}

async function executedMigrations(db: Db): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db)
  return rows.map(({ name }) => name)
}

/**
 * Whoever waits for a table has everybody behind it who comes after, on nodes that are at work: they are not kept for longer. Not for
 * less either: an autovacuum gives way after `deadlock_timeout`, a second.
 */
const LONGEST_HOLD = '2s'
const PATIENCE = 10 * 60_000
const PAUSE = 2_000
const HELD =
  'The tables of the database could not be brought to the newest form: somebody has held them for ten minutes, such as a backup, an import, or another node that migrates. Start again when that is over.'

/** By somebody for longer than we wait, by two who waited for each other, or by another node for longer than a statement may take. */
function isHeld(error: unknown) {
  return error instanceof Error && 'code' in error && ['55P03', '40P01', '57014'].includes(String(error.code))
}

/** In the transaction that Kysely opens. A registry of a large university needs longer than a page may take. */
async function migrate(on: Db, text: string, lockTimeout: string) {
  await sql`set local statement_timeout = 0`.execute(on)
  await sql`set local lock_timeout = ${sql.lit(lockTimeout)}`.execute(on)
  await sql.raw(text).execute(on)
}
