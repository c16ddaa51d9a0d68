import { runMigrations } from 'graphile-worker'
import { openPool } from '../database/index.ts'
import { type Clock, systemClock } from '../world/index.ts'
import type { Lane } from './lane.ts'
import { type Log, withoutDetails } from './log.ts'
import { releaseOrphans } from './orphans.ts'
import { releaseJobsOf } from './store.ts'
import { startWorkers, type Workers } from './workers.ts'

export interface Jobs {
  /** Takes no more work, lets running work end for three seconds, then asks it to stop. */
  stop(): Promise<void>
}

interface JobParts {
  readonly databaseUrl: string
  readonly lanes: readonly Lane[]
  readonly clock: Clock
  readonly log: Log
}

/** People's letters are to go on within five seconds of PostgreSQL being back. */
const PAUSE_AFTER_BREAKDOWN = 2_000
const PAUSE_WHILE_AWAY = 1_000
const LOOKS_FOR_ORPHANS_EVERY = 20_000

/** Works through the queue until stopped. Any number of nodes may do so over one database. */
export async function startJobs({ databaseUrl, lanes, clock, log }: JobParts): Promise<Jobs> {
  const working = lanes.map((lane) => keepWorking(lane, { databaseUrl, clock, log }))
  const stopLooking = lookForOrphans(() => working[0]?.pool, { clock, log })
  return {
    async stop() {
      stopLooking()
      await Promise.all(working.map((lane) => lane.stop()))
    },
  }
}

/** Brings the tables of the queue to the newest form; several nodes may do so at once. */
export async function migrateJobs(databaseUrl: string, log?: Log): Promise<void> {
  const pool = openPool(databaseUrl, 2, {
    onError: (error) => log?.warn({ err: error }, 'the tables of the queue lost a database connection'),
  })
  await runMigrations({ pgPool: pool, logger: withoutDetails(log), noHandleSignals: true }).finally(() => pool.end())
}

/** Every node looks; whoever comes first gives back what a dead one held. */
function lookForOrphans(
  poolAtWork: () => ReturnType<typeof openPool> | undefined,
  { clock, log }: Pick<JobParts, 'clock' | 'log'>,
) {
  const missing = new Map<string, number>()
  const look = () => {
    const pool = poolAtWork()
    if (!pool) return
    releaseOrphans(pool, clock, missing).then(
      (dead) => dead > 0 && log.warn({ dead }, 'jobs of a node that ended in the middle are done anew'),
      // The database is away: the others say so loudly enough.
      () => {},
    )
  }
  look()
  return clock.every(LOOKS_FOR_ORPHANS_EVERY, look)
}

/** Workers that end by themselves (PostgreSQL was away when one had ended its job) are replaced as a whole (decision 163). */
function keepWorking(lane: Lane, { databaseUrl, clock, log }: Omit<JobParts, 'lanes'>) {
  let workers = startWorkers(lane, { databaseUrl, log })
  const leaving = new Set<Promise<void>>()
  let stopping = false
  const asked = Promise.withResolvers<void>()

  async function work() {
    while (!stopping) {
      try {
        await Promise.race([workers.brokenDown, asked.promise])
      } catch (error) {
        log.error({ lane: lane.name, err: error }, 'jobs stopped and will start again')
        leave(workers)
        await Promise.race([clock.pause(PAUSE_AFTER_BREAKDOWN), asked.promise])
        if (!stopping) workers = startWorkers(lane, { databaseUrl, log })
      }
    }
  }

  function leave(brokenDown: Workers) {
    const entry = giveBack(brokenDown).finally(() => leaving.delete(entry))
    leaving.add(entry)
  }

  /** Their successors do not wait for them, and get what they held as soon as none of them is at work on it. */
  async function giveBack(brokenDown: Workers) {
    await brokenDown.end()
    const { name } = brokenDown
    while (name !== undefined && !stopping) {
      try {
        return await releaseJobsOf(workers.pool, [name])
      } catch {
        await Promise.race([systemClock.pause(PAUSE_WHILE_AWAY), asked.promise])
      }
    }
  }

  const working = work()
  return {
    get pool() {
      return workers.pool
    },
    async stop() {
      stopping = true
      asked.resolve()
      await working
      await Promise.all([workers.end(), ...leaving])
    },
  }
}
