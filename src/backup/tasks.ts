import { recordEvent } from '../audit/index.ts'
import type { Keys } from '../config/index.ts'
import type { Line } from '../database/index.ts'
import type { RootKeyring, World } from '../world/index.ts'
import { writeWhole } from './file-tasks.ts'
import { type End, FORMAT, type Head, type Table, writeSections } from './format.ts'
import { findPostgresVersion, findSequences, listAppliedMigrations, listTables, readRows } from './store.ts'

export interface BackupParts {
  readonly line: Line
  readonly keys: Keys
  readonly world: World
}

export interface Made {
  readonly backup: string
  readonly rows: number
  /** Of the file. */
  readonly size: number
}

/** Says which key it is, to whoever has the key. */
export const checkOf = (key: RootKeyring | Keys['app']): string =>
  key.mac('backup-check', 'key').toString('hex').slice(0, 32)

/** Proves that a program with this APP_SECRET made the file. */
export function sealOf(keys: Keys, { sha256, rows }: Pick<End, 'sha256' | 'rows'>): string {
  return keys.app.mac('backup', sha256, JSON.stringify(rows)).toString('hex')
}

/**
 * Writes everything as it stands at one moment, while the program runs and people sign in: one snapshot of the database, row by row
 * into the file. The tables may be those of an older or a newer program; nothing is migrated.
 */
export async function makeBackup(
  { line, keys, world }: BackupParts,
  { file, recipients }: { file: string; recipients: readonly string[] },
): Promise<Made> {
  const { db } = line
  const backup = world.random.reference()
  let end: End | undefined
  let failed: unknown
  const { size } = await db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (trx) => {
      const tables = await listTables(trx)
      const head: Head = {
        furta: 'backup',
        format: FORMAT,
        backup,
        made: world.clock.now().toISOString(),
        postgres: await findPostgresVersion(trx),
        migrations: await listAppliedMigrations(trx),
        sequences: await findSequences(trx),
        keys: { app: checkOf(keys.app), pesel: checkOf(keys.pesel) },
      }
      const sections = async function* () {
        end = yield* writeSections(head, rowsOf(line, tables), (sha256, rows) => sealOf(keys, { sha256, rows }))
      }
      return writeWhole(file, sections(), { recipients, random: world.random }).catch((error) => {
        failed = error
        // PostgreSQL may be in the middle of a table that nobody reads any more.
        line.cut()
        throw error
      })
    })
    .catch((error) => {
      throw failed ?? error
    })
  const rows = Object.values(end?.rows ?? {}).reduce((sum, count) => sum + count, 0)
  await recordEvent(db, {
    at: world.clock.now(),
    event: 'backup-made',
    outcome: 'success',
    actor: 'operator',
    reference: backup,
    details: { backup, rows, encrypted: recipients.length > 0 },
  })
  return { backup, rows, size }
}

async function* rowsOf(line: Line, tables: readonly Table[]) {
  for (const table of tables) yield { table, ...readRows(line, table) }
}
