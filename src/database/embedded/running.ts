import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { passwordFile } from './cluster.ts'
import { connectionUrl } from './launcher.ts'
import { findPlace } from './place.ts'
import { isAlive, serves } from './postmaster-file.ts'

/** Whether a program has made its database in `dataDir`. Makes nothing. */
export function hasEmbeddedPostgres(dataDir: string): boolean {
  return existsSync(join(dataDir, 'postgres')) || existsSync(join(dataDir, 'postgres-is-at'))
}

/**
 * The URL of the embedded PostgreSQL that a running program keeps on `dataDir`, for commands that work beside it;
 * undefined when none runs. Only who may read the database's password can use it.
 */
export function findRunningEmbeddedPostgres(dataDir: string): string | undefined {
  if (!existsSync(dataDir)) return undefined
  const { home } = findPlace(dataDir)
  const cluster = join(home, 'cluster')
  if (!existsSync(join(cluster, 'postmaster.pid'))) return undefined

  // First line the process, fifth the folder of its socket, eighth its state.
  const [pid = '', , , , socketDir = '', , , state = ''] = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split(
    '\n',
  )
  if (state.trim() !== 'ready' || !isAlive(Number(pid)) || !serves(Number(pid), cluster)) return undefined
  return connectionUrl({ password: readFileSync(passwordFile(home), 'utf8').trim() }, socketDir)
}
