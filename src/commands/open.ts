import { readSettings, type Settings } from '../config/index.ts'
import { findRunningEmbeddedPostgres, startEmbeddedPostgres } from '../database/embedded/index.ts'
import { type Database, type Line, migrateToLatest, openDatabase, openLine } from '../database/index.ts'
import { migrateJobs } from '../jobs/index.ts'

/** A refusal in a sentence; no fault of the program. */
export class Refused extends Error {
  override name = 'Refused'
}

/** Runs a command on the registry of these settings, beside a running server or without one. */
export async function withRegistry<Result>(
  work: (database: Database, settings: Settings) => Promise<Result>,
): Promise<Result> {
  const settings = readSettings()
  const { url, stop } = await whateverServes(settings)
  const database = openDatabase(url, { connections: 4, onError: (error) => console.error(error.message) })
  try {
    await Promise.all([migrateToLatest(database.db), migrateJobs(url)])
    return await work(database, settings)
  } finally {
    await database.close()
    await stop()
  }
}

/** One connection to the database of these settings as it stands: nothing is migrated. */
export async function withLine<Result>(
  name: string,
  work: (line: Line, settings: Settings, url: string) => Promise<Result>,
): Promise<Result> {
  const settings = readSettings()
  const { url, stop } = await whateverServes(settings)
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

/** The server's own PostgreSQL when one is running, else one started for the occasion. */
async function whateverServes({ DATABASE_URL, DATA_DIR }: Settings) {
  const url = DATABASE_URL ?? findRunningEmbeddedPostgres(DATA_DIR)
  return url === undefined ? startEmbeddedPostgres({ dataDir: DATA_DIR }) : { url, stop: async () => {} }
}
