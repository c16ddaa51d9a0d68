import { spawnSync } from 'node:child_process'
import { chownSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { systemRandom } from '../../world/index.ts'
import type { Binaries } from './binaries.ts'
import type { Place, Runner } from './place.ts'
import { DatabaseWillNotStart, explain } from './will-not-start.ts'

/** The role and the database of the program. The role owns the database and is no superuser. */
export const ROLE = 'furta'

const MAJOR_VERSION = '18'

/** A cluster that is ready to be served, and the password of its roles. */
export interface Cluster {
  folder: string
  password: string
  isNew: boolean
}

/**
 * Opens the cluster in `place`, or makes it. A new one is made beside its final name and renamed when it is complete,
 * so a start that was killed in the middle leaves nothing that could be taken for a database.
 */
export function openCluster(place: Place, binaries: Binaries, forTests: boolean): Cluster {
  const folder = join(place.home, 'cluster')
  removeUnfinished(place.home)

  if (!existsSync(folder)) {
    return { folder, password: makeCluster(folder, place, binaries, forTests), isNew: true }
  }
  const version = readFileSync(join(folder, 'PG_VERSION'), 'utf8').trim()
  if (version !== MAJOR_VERSION) {
    throw new DatabaseWillNotStart(
      `The data in ${place.home} was written by PostgreSQL ${version}, and this program brings ${MAJOR_VERSION}. Dump it with the old release and restore it with this one.`,
    )
  }
  return { folder, password: readFileSync(passwordFile(place.home), 'utf8').trim(), isNew: false }
}

function removeUnfinished(home: string) {
  for (const name of readdirSync(home)) {
    if (name.startsWith('unfinished-')) rmSync(join(home, name), { recursive: true, force: true, maxRetries: 5 })
  }
}

function makeCluster(folder: string, { home, runner }: Place, binaries: Binaries, forTests: boolean) {
  const password = systemRandom.token(43)
  const file = passwordFile(home)
  writeFileSync(file, `${password}\n`, { mode: 0o600 })
  if (runner) chownSync(file, runner.uid, runner.gid)

  const unfinished = join(home, `unfinished-${systemRandom.token(8)}`)
  runToEnd(home, runner, binaries.initdb, [
    `--pgdata=${unfinished}`,
    '--username=postgres',
    `--pwfile=${file}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // Sorting for people is done by Intl in the program. This collation ships with PostgreSQL, so no upgrade of the
    // operating system can change the order under an index.
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    '--data-checksums',
    '--no-instructions',
    ...(forTests ? ['--no-sync'] : []),
  ])
  const roleAndDatabase = `CREATE ROLE ${ROLE} LOGIN${forTests ? ' CREATEDB' : ''} PASSWORD '${password}';\nCREATE DATABASE ${ROLE} OWNER ${ROLE};\n`
  runToEnd(
    home,
    runner,
    binaries.postgres,
    ['--single', '-D', unfinished, '-c', 'exit_on_error=on', ...(forTests ? QUICK_PASSWORD : []), 'postgres'],
    roleAndDatabase,
  )
  renameSync(unfinished, folder)
  return password
}

/** Nobody guesses the password of a server that is thrown away, and tests connect some fifteen thousand times. */
const QUICK_PASSWORD = ['-c', 'scram_iterations=1']

/** Holds the password of the cluster's roles. */
export function passwordFile(home: string) {
  return join(home, 'password')
}

function runToEnd(home: string, runner: Runner | undefined, command: string, args: string[], input = '') {
  const { status, error, stderr } = spawnSync(command, args, {
    ...runner,
    cwd: home,
    env: bareEnvironment,
    input,
    encoding: 'utf8',
  })
  if (error) throw explain(String(error), home)
  if (status !== 0) throw explain(stderr, home)
}

/** The database server gets nothing of the program's own environment, which may hold secrets. */
export const bareEnvironment = { LC_ALL: 'C', TZ: 'UTC' }
