import { resolve } from 'node:path'
import { readSettings, type Settings, whyClosed } from '../config/index.ts'
import { findRunningEmbeddedPostgres, hasEmbeddedPostgres, startEmbeddedPostgres } from '../database/embedded/index.ts'
import {
  type Database,
  type Line,
  migrateToLatest,
  openDatabase,
  openLine,
  openPool,
  reachDatabase,
} from '../database/index.ts'
import { aheadOfDatabase, areApart, migrateJobs } from '../jobs/index.ts'
import { type Clock, systemClock } from '../world/index.ts'

/** A refusal in a sentence; no fault of the program. */
export class Refused extends Error {
  override name = 'Refused'
}

/**
 * Runs a command on the registry of these settings, beside a running server or without one; tables of an older program are brought up to
 * date. Throws `Refused` where there is no database yet, or the clocks are apart, and `BadDatabase`.
 */
export async function withRegistry<Result>(
  work: (database: Database, settings: Settings) => Promise<Result>,
  clock: Clock = systemClock,
): Promise<Result> {
  const settings = readSettings()
  const { url, stop } = await whateverServes(settings)
  const database = openDatabase(url, { connections: 4, onError: (error) => console.error(error.message) })
  try {
    await expectRightClock(url, clock)
    await Promise.all([migrateToLatest(database.db), migrateJobs(url)])
    return await work(database, settings)
  } finally {
    await database.close()
    await stop()
  }
}

/** An import closes accounts whose time is over, and keys and hashes go by their age: with a wrong clock that would be everybody's. */
async function expectRightClock(url: string, clock: Clock) {
  const pool = openPool(url, 1, { onError: () => {} })
  const ahead = await aheadOfDatabase(pool, clock).finally(() => pool.end())
  if (areApart(ahead))
    throw new Refused(
      `The clock of this machine and that of PostgreSQL are ${Math.round(Math.abs(ahead) / 60_000)} minutes apart. Set the one that is wrong (NTP) and try again. Nothing was changed.`,
    )
}

/** One connection to the database of these settings as it stands: nothing is migrated. `mayMake`: an embedded one is made where there is none. */
export async function withLine<Result>(
  name: string,
  work: (line: Line, settings: Settings, url: string) => Promise<Result>,
  options: { mayMake?: boolean } = {},
): Promise<Result> {
  const settings = readSettings()
  const { url, stop } = await whateverServes(settings, options)
  try {
    const line = await openLine(url, name)
    try {
      return await work(line, settings, url)
    } finally {
      await line.close().catch(() => {})
    }
  } finally {
    await stop()
  }
}

/** The database of these settings as it stands: nothing is migrated. */
export async function withUnchanged<Result>(work: (database: Database) => Promise<Result>): Promise<Result> {
  const { url, stop } = await whateverServes(readSettings())
  const database = openDatabase(url, { connections: 4, onError: () => {} })
  try {
    return await work(database)
  } finally {
    await database.close()
    await stop()
  }
}

/**
 * PostgreSQL of DATABASE_URL, or the server's own when one is running, or else one started for the occasion. None is made: a command that
 * was given no settings, by cron for instance, would do its work in a new database and report success.
 */
async function whateverServes({ DATABASE_URL, DATA_DIR }: Settings, { mayMake = false } = {}) {
  if (DATABASE_URL !== undefined) {
    await reachDatabase(DATABASE_URL)
    return { url: DATABASE_URL, stop: async () => {} }
  }
  const closed = whyClosed(DATA_DIR)
  if (closed !== undefined)
    throw new Refused(
      `${resolve(DATA_DIR)} (DATA_DIR) cannot be entered by this user (${closed}). Run this as the user that runs the program.`,
    )
  if (!mayMake && !hasEmbeddedPostgres(DATA_DIR))
    throw new Refused(
      `There is no database in ${resolve(DATA_DIR)} (DATA_DIR), and DATABASE_URL names none. Start the program once, or give this command the settings that the program has.`,
    )
  const url = findRunningEmbeddedPostgres(DATA_DIR)
  return url === undefined ? startEmbeddedPostgres({ dataDir: DATA_DIR }) : { url, stop: async () => {} }
}
