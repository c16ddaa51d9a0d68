import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { answers } from './owner-lock.ts'
import {
  disownPostmasterFile,
  isAlive,
  isEmptyPostmasterFile,
  readPostmasterFile,
  removePostmasterFile,
  serves,
} from './postmaster-file.ts'
import { DatabaseWillNotStart } from './will-not-start.ts'

/** What was killed still listens until the system has cleared it away, which takes a while on a busy machine. */
const CLEARED_AWAY_WITHIN_MS = 3_000
const FAST_SHUTDOWN_MS = 20_000
/** A PostgreSQL that starts writes its number a moment after it has made the file. */
const NUMBER_WRITTEN_WITHIN_MS = 2_000
const IMMEDIATE_SHUTDOWN_MS = 5_000

/**
 * Makes the way free after a kill -9: a PostgreSQL whose program died still runs, and is stopped in order; a process number
 * that now belongs to somebody else is not waited for. The caller owns the data (`owner-lock.ts`).
 */
export async function settleOrphan(cluster: string, socketDir: string, say: (text: string) => void) {
  for (let waited = 0; isEmptyPostmasterFile(cluster) && waited < NUMBER_WRITTEN_WITHIN_MS; waited += 20)
    await pause(20)
  // It was killed in between, and has begun nothing that another one would have to wait for.
  if (isEmptyPostmasterFile(cluster)) removePostmasterFile(cluster)
  const old = readPostmasterFile(cluster)
  if (!old) return

  if (isAlive(old.pid) && serves(old.pid, cluster)) {
    say(`PostgreSQL (process ${old.pid}) outlived the program that started it: stopping it first.`)
    await endProcess(old.pid)
  } else if (await stillAnswers(join(socketDir, '.s.PGSQL.5432'))) {
    // The number belongs to a container that shares this folder but not our list of processes.
    throw new DatabaseWillNotStart(
      `A PostgreSQL that this machine cannot see is serving the data in ${cluster}: is another container using the same folder? Give each its own DATA_DIR, or share a database with DATABASE_URL.`,
    )
  }
  if (readPostmasterFile(cluster)) disownPostmasterFile(cluster)
}

async function stillAnswers(socket: string) {
  for (let waited = 0; waited < CLEARED_AWAY_WITHIN_MS; waited += 50) {
    if (!(await answers(socket))) return false
    await pause(50)
  }
  return true
}

/** Ends a PostgreSQL: first in order (clients are cut off, everything is written down), then at once. */
export async function endProcess(pid: number) {
  for (const [signal, patience] of [
    ['SIGINT', FAST_SHUTDOWN_MS],
    ['SIGQUIT', IMMEDIATE_SHUTDOWN_MS],
    ['SIGKILL', IMMEDIATE_SHUTDOWN_MS],
  ] as const) {
    signalTo(pid, signal)
    for (let waited = 0; waited < patience; waited += 10) {
      if (!isAlive(pid)) return
      await pause(10)
    }
  }
}

export function signalTo(pid: number, signal: NodeJS.Signals) {
  try {
    process.kill(pid, signal)
  } catch {
    // Already gone, which is what the signal was for.
  }
}
