import { runMigrations } from 'graphile-worker'
import { openPool } from '../database/index.ts'
import { type Clock, systemClock } from '../world/index.ts'
import { aheadOfDatabase, areApart } from './clock-check.ts'
import { type Lane, withoutTimetable } from './lane.ts'
import { type Log, withoutDetails } from './log.ts'
import { releaseOrphans } from './orphans.ts'
import { bringBackTimetable, releaseJobsOf } from './store.ts'
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
const LOOKS_EVERY = 20_000

/** Works through the queue until stopped. Any number of nodes may do so over one database. */
export async function startJobs({ databaseUrl, lanes, clock, log }: JobParts): Promise<Jobs> {
  const working = lanes.map((lane) => keepWorking(lane, { databaseUrl, clock, log }))
  const poolAtWork = () => working[0]?.pool
  const stopLooking = [lookForOrphans(poolAtWork, { clock, log }), lookAtClock(poolAtWork, working, { clock, log })]
  return {
    async stop() {
      for (const stop of stopLooking) stop()
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
  return clock.every(LOOKS_EVERY, look)
}

/** A node whose clock is wrong keeps no timetable until it is right; the log says so once (decision 259). */
function lookAtClock(
  poolAtWork: () => ReturnType<typeof openPool> | undefined,
  lanes: readonly ReturnType<typeof keepWorking>[],
  { clock, log }: Pick<JobParts, 'clock' | 'log'>,
) {
  let isRight = true
  const scheduled = lanes.flatMap((lane) => lane.scheduled)
  const ask = async (pool: ReturnType<typeof openPool>) => {
    const before = isRight
    const ahead = await aheadOfDatabase(pool, clock)
    isRight = !areApart(ahead)
    for (const lane of lanes) lane.keepTimetable(isRight)
    if (before && !isRight)
      log.error(
        { seconds: Math.round(ahead / 1000) },
        'The clock of this node and that of PostgreSQL are more than five minutes apart. Until they agree this node does nothing that the timetable starts, no import at the desk and no write by SCIM: run NTP on both, and take the node from the balancer until then.',
      )
    if (!before && isRight) log.info({}, 'the clock of this node is right again')
    await bringBackTimetable(pool, scheduled)
  }
  const look = () => {
    const pool = poolAtWork()
    // The database is away: the others say so loudly enough.
    if (pool) ask(pool).catch(() => {})
  }
  look()
  return clock.every(LOOKS_EVERY, look)
}

/** Workers that end by themselves (PostgreSQL was away when one had ended its job) are replaced as a whole (decision 163). */
function keepWorking(lane: Lane, { databaseUrl, clock, log }: Omit<JobParts, 'lanes'>) {
  const parts = { databaseUrl, clock, log }
  let workers = startWorkers(lane, parts)
  const without = withoutTimetable(lane)
  let present = lane
  let changed = Promise.withResolvers<void>()
  const leaving = new Set<Promise<void>>()
  let stopping = false
  const asked = Promise.withResolvers<void>()

  async function work() {
    while (!stopping) {
      try {
        await Promise.race([workers.brokenDown, changed.promise, asked.promise])
        if (!stopping) leave(workers)
      } catch (error) {
        log.error({ lane: lane.name, err: error }, 'jobs stopped and will start again')
        leave(workers)
        await Promise.race([clock.pause(PAUSE_AFTER_BREAKDOWN), asked.promise])
      }
      changed = Promise.withResolvers()
      if (!stopping) workers = startWorkers(present, parts)
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
    /** The tasks of its timetable. */
    scheduled: Object.keys(lane.timetable ?? {}),
    /** Others go on, with the timetable or without. Those at work are asked to stop as after a breakdown; what is cut is tried again. */
    keepTimetable(wanted: boolean) {
      const next = wanted || !lane.timetable ? lane : without
      if (next === present) return
      present = next
      changed.resolve()
    },
    async stop() {
      stopping = true
      asked.resolve()
      await working
      await Promise.all([workers.end(), ...leaving])
    },
  }
}
