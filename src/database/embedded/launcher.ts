import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statfsSync,
  statSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { findBinaries } from './binaries.ts'
import { type Cluster, openCluster, ROLE } from './cluster.ts'
import { endProcess, settleOrphan, signalTo } from './orphan.ts'
import { takeOwnership } from './owner-lock.ts'
import { findPlace, type Place } from './place.ts'
import { type Postmaster, runPostmaster } from './postmaster.ts'
import { serverArguments } from './server-settings.ts'
import { DatabaseWillNotStart } from './will-not-start.ts'

export interface LauncherLog {
  info(text: string): void
  warn(text: string): void
  error(text: string): void
}

export interface StartOptions {
  /** The folder of the program's data (DATA_DIR); the database lies in `postgres` inside it. Not used `forTests`. */
  dataDir?: string
  logger?: LauncherLog
  /** A throw-away server in memory or in the temporary folder: nothing waits for the disk, and the role may make databases. */
  forTests?: boolean
  /** Called when PostgreSQL keeps dying and will not be started again. */
  onLost?: (reason: Error) => void
}

export interface EmbeddedPostgres {
  /** `postgres://furta:…@localhost/furta?host=<socket folder>`. Holds the password: never log it. */
  url: string
  socketDir: string
  /** True when this start made the database. */
  isNew: boolean
  /** The process number of the running PostgreSQL; changes when it had to be started again. */
  readonly pid: number
  /** Cuts off clients, writes everything down, ends PostgreSQL and waits for it. May be called more than once. */
  stop(): Promise<void>
}

const RESTARTS_ALLOWED = 5
const RESTARTS_WINDOW_MS = 60_000
const quiet: LauncherLog = { info() {}, warn() {}, error() {} }

/**
 * Starts the PostgreSQL that npm installed and keeps it running until `stop`. Throws `DatabaseWillNotStart` with
 * sentences for the operator. One data folder has one owner at a time; a server that a killed program left behind is
 * found and stopped first.
 */
export async function startEmbeddedPostgres(options: StartOptions): Promise<EmbeddedPostgres> {
  const { logger = quiet, forTests = false } = options
  const dataDir = forTests ? makeTestFolder() : options.dataDir
  if (!dataDir) throw new DatabaseWillNotStart('The embedded database needs a data folder: set DATA_DIR.')

  const place = findPlace(dataDir)
  const release = await takeOwnership(place.home)
  try {
    const binaries = findBinaries(place.runner)
    const cluster = openCluster(place, binaries, forTests)
    const socketDir = makeSocketFolder(place)
    const service = {
      cluster: cluster.folder,
      socketDir,
      command: binaries.postgres,
      args: serverArguments(cluster.folder, socketDir, forTests),
    }
    const run = async () => {
      for (let tries = 1; ; tries++) {
        await settleOrphan(cluster.folder, socketDir, (text) => logger.warn(text))
        try {
          return await runPostmaster(place, service)
        } catch (error) {
          // An orphan that was only just starting when we looked has its file there now: it is looked at once more.
          if (tries === SETTLED_AT_MOST || !/lock file "postmaster\.pid"/.test(String(error))) throw error
        }
      }
    }
    const server = await keepRunning(run, options, logger)
    const sweep = () => {
      for (const folder of [dataDir, place.home]) rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    }
    if (forTests) process.once('exit', sweep)
    return {
      url: connectionUrl(cluster, socketDir),
      socketDir,
      isNew: cluster.isNew,
      get pid() {
        return server.pid()
      },
      async stop() {
        await server.stop()
        rmSync(socketDir, { recursive: true, force: true })
        await release()
        if (forTests) sweep()
        process.removeListener('exit', sweep)
      },
    }
  } catch (error) {
    await release()
    throw error
  }
}

function makeTestFolder() {
  const folder = mkdtempSync(join(hasRoomInMemory() ? MEMORY : tmpdir(), 'furta-test-'))
  chmodSync(folder, 0o711)
  return folder
}

/** A file system of Linux that lies in memory: a database is copied there ten times faster than on a disk. */
const MEMORY = '/dev/shm'
const ROOM_FOR_TESTS = 4 * 1024 ** 3

function hasRoomInMemory() {
  try {
    accessSync(MEMORY, constants.W_OK)
    const { bavail, bsize } = statfsSync(MEMORY)
    return bavail * bsize >= ROOM_FOR_TESTS
  } catch {
    return false
  }
}

const SETTLED_AT_MOST = 3

/** Starts the server again when it dies (kill -9, out of memory), but not for ever: a broken one would burn the machine. */
async function keepRunning(run: () => Promise<Postmaster>, { onLost }: StartOptions, logger: LauncherLog) {
  let current = await run()
  let stopping = false
  let restarting = false
  const deaths: number[] = []
  // When the program ends without `stop`, PostgreSQL is at least told to: the signal is sent and nobody waits.
  const lastWord = () => signalTo(current.pid, 'SIGINT')
  process.once('exit', lastWord)

  const watched = (async () => {
    for (;;) {
      await current.ended
      if (stopping) return
      restarting = true
      logger.error('PostgreSQL ended by itself: starting it again.')
      const now = performance.now()
      deaths.push(now)
      const recent = deaths.filter((death) => now - death < RESTARTS_WINDOW_MS).length
      if (recent > RESTARTS_ALLOWED) throw new DatabaseWillNotStart(`PostgreSQL ended ${recent} times within a minute.`)
      if (recent > 1) await pause(100 * 2 ** recent)
      if (stopping) return
      current = await run()
      // Asked to stop while it was starting: nobody else knows of this one.
      if (stopping) return await endProcess(current.pid)
      restarting = false
      logger.info('PostgreSQL is running again.')
    }
  })().catch((reason) => {
    logger.error(`PostgreSQL is lost: ${reason}`)
    onLost?.(reason instanceof Error ? reason : new Error(String(reason)))
  })

  return {
    pid: () => current.pid,
    async stop() {
      stopping = true
      // A command that has nothing else to do would be gone before it hears that PostgreSQL is.
      current.hold()
      process.removeListener('exit', lastWord)
      // While it is being started again the number is that of the dead one, or by now of a stranger.
      if (!restarting) await endProcess(current.pid)
      await watched
    },
  }
}

/** The socket lies with the data. A socket's path may have 107 bytes; where the data lies too deep, the temporary folder serves. */
function makeSocketFolder({ home, runner }: Place) {
  const { dev, ino, uid } = statSync(home)
  const beside = join(home, 'socket')
  const folder = Buffer.byteLength(join(beside, '.s.PGSQL.5432')) <= 103 ? beside : join('/tmp', `furta-${dev}-${ino}`)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const made = lstatSync(folder)
  if (runner && made.uid === 0) chownSync(folder, runner.uid, runner.gid)
  else if (!made.isDirectory() || made.uid !== uid || made.mode & 0o077) {
    throw new DatabaseWillNotStart(
      `${folder} should be a private folder for the database's socket, but somebody else made it. Remove it.`,
    )
  }
  return folder
}

/** For the program's own role, over the socket in `socketDir`. */
export function connectionUrl({ password }: Pick<Cluster, 'password'>, socketDir: string) {
  return `postgres://${ROLE}:${password}@localhost/${ROLE}?host=${encodeURIComponent(socketDir)}`
}
