import { type ChildProcess, spawn } from 'node:child_process'
import {
  chownSync,
  closeSync,
  fstatSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { bareEnvironment } from './cluster.ts'
import type { Place } from './place.ts'
import { readPostmasterFile } from './postmaster-file.ts'
import { explain } from './will-not-start.ts'

const LOG_LIMIT_BYTES = 4 * 1024 * 1024
const LEFT_BEHIND_MS = 20_000

/** What is served, through which socket, and by which command. */
export interface Service {
  cluster: string
  socketDir: string
  command: string
  args: string[]
}

/** One run of `postgres` on one cluster. */
export interface Postmaster {
  pid: number
  /** Resolves when the process has ended, whatever ended it. */
  ended: Promise<void>
  /** From now on the program waits for the end: until then PostgreSQL keeps nobody from leaving. */
  hold(): void
}

/**
 * Starts `postgres` and waits until it answers, however long recovery after a crash takes. Backends of a killed server need a moment
 * to notice and to let go of their shared memory; until then the start is tried again.
 */
export async function runPostmaster(place: Place, { cluster, socketDir, command, args }: Service): Promise<Postmaster> {
  for (let waited = 0; ; waited += 50) {
    removeSocket(socketDir)
    const log = openLog(place)
    const child = spawnServer(place, command, args, log.descriptor)
    closeSync(log.descriptor)
    const started = await untilReady(child, cluster)
    if (started) return started

    const complaint = readFileSync(log.file).subarray(log.length).toString()
    if (!/pre-existing shared memory block/.test(complaint) || waited >= LEFT_BEHIND_MS)
      throw explain(complaint, place.home)
    await pause(50)
  }
}

/**
 * A killed server leaves its socket and a lock file with its process number, which may be somebody else's by now. No server runs
 * when this is called: the caller owns the data, and has settled what was left behind.
 */
function removeSocket(folder: string) {
  for (const name of readdirSync(folder)) if (name.startsWith('.s.PGSQL.')) rmSync(join(folder, name))
}

/** The server's own log. Its descriptor, not a pipe, is handed over: a pipe would break when the program is killed. */
function openLog({ home, runner }: Place) {
  const file = join(home, 'server.log')
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0
  if (size > LOG_LIMIT_BYTES) renameSync(file, `${file}.1`)
  const descriptor = openSync(file, 'a', 0o600)
  if (runner) chownSync(file, runner.uid, runner.gid)
  return { file, descriptor, length: fstatSync(descriptor).size }
}

function spawnServer({ home, runner }: Place, command: string, args: string[], log: number) {
  return spawn(command, args, {
    ...runner,
    cwd: home,
    env: bareEnvironment,
    stdio: ['ignore', log, log],
    // Its own process group: Ctrl-C goes to the program, which finishes its answers before it stops the database.
    detached: true,
  })
}

function untilReady(child: ChildProcess, cluster: string): Promise<Postmaster | undefined> {
  return new Promise((resolve, reject) => {
    const ended = new Promise<void>((ends) => child.once('exit', () => ends()))
    const { pid } = child
    child.once('error', (error) => reject(explain(String(error), cluster)))
    if (pid === undefined) return
    const watch = setInterval(() => {
      const now = readPostmasterFile(cluster)
      if (now?.pid !== pid || !now.ready) return
      clearInterval(watch)
      child.unref()
      resolve({ pid, ended, hold: () => child.ref() })
    }, 4)
    ended.then(() => {
      clearInterval(watch)
      resolve(undefined)
    })
  })
}
