import { EventEmitter } from 'node:events'
import { parseCronItems, run, type TaskList, type WorkerEvents } from 'graphile-worker'
import type pg from 'pg'
import { openPool } from '../database/index.ts'
import { step, tell } from '../signals/index.ts'
import { type Clock, systemClock } from '../world/index.ts'
import { aheadOfDatabase, areApart } from './clock-check.ts'
import { keyInTimetable, type Lane } from './lane.ts'
import { type Log, withoutDetails } from './log.ts'
import { signLife } from './orphans.ts'
import { putOff } from './store.ts'

/** The workers of a lane, with connections of their own. Those that broke down never work again: they get successors. */
export interface Workers {
  readonly pool: pg.Pool
  /** What stands beside the jobs that they hold; none before they have begun. */
  readonly name: string | undefined
  /** Rejects as soon as they end without having been asked to. */
  readonly brokenDown: Promise<never>
  /** They take no more work, and what is under way after three seconds is asked to stop. Resolves when none of them is at work any more. */
  end(): Promise<void>
}

const PATIENCE_AT_THE_END = 3_000
/** How long graphile-worker may take to note how the last jobs ended. */
const PATIENCE_WITH_NOTES = 2_000
/** A minute of the timetable that came while the database was away is made up for, if it is no longer ago than this. */
const MISSED_AT_MOST = 5 * 60_000
/** One listens, the other fetches and finishes jobs; tasks use the pools of the program. */
const CONNECTIONS_OF_A_LANE = 2

interface WorkerParts {
  readonly databaseUrl: string
  readonly clock: Clock
  readonly log: Log
}

export function startWorkers(lane: Lane, { databaseUrl, clock, log }: WorkerParts): Workers {
  const underWay = new Set<Promise<void>>()
  let name: string | undefined
  let ending = false
  let broken = false
  let over = false
  const { promise: brokenDown, reject } = Promise.withResolvers<never>()
  // Nobody may be listening, once they are asked to end.
  brokenDown.catch(() => {})
  const breakDown = (because: unknown) => {
    broken ||= !ending
    reject(because)
  }
  // A pool of ours: the queue's own would throw when PostgreSQL ends first, and end the program.
  const pool = askedAgainSoon(
    openPool(databaseUrl, CONNECTIONS_OF_A_LANE, {
      onError: (error) => ending || log.warn({ lane: lane.name, err: error }, 'jobs lost a database connection'),
    }),
  )

  const events: WorkerEvents = new EventEmitter()
  signLife(pool, events)
  events.on('pool:create', ({ workerPool }) => {
    name = workerPool.id
  })
  events.on('pool:fatalError', ({ error }) => breakDown(error))
  events.on('pool:gracefulShutdown', ({ message }) => breakDown(new Error(message)))

  const started = run({
    pgPool: pool,
    events,
    concurrency: lane.atOnce,
    taskList: taskList(),
    parsedCronItems: timetableOf(lane),
    gracefulShutdownAbortTimeout: PATIENCE_AT_THE_END,
    noHandleSignals: true,
    logger: withoutDetails(log),
    // Without batches graphile-worker 0.18 notes the end of a job in a promise that nobody awaits: a database that is
    // away at that moment would end the program. With them the workers break down.
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
  })
  const ended = started
    .then((runner) => runner.promise)
    .then(
      () => breakDown(new Error('The workers ended by themselves.')),
      (error) => breakDown(error),
    )

  function taskList(): TaskList {
    return Object.fromEntries(
      Object.entries(lane.tasks).map(([task, work]) => [
        task,
        async (payload: unknown, { abortSignal }: { abortSignal: AbortSignal }) => {
          if (over) throw new Error('Others have taken over.')
          const begin = () => told(task, () => work(payload, { stopping: abortSignal }))
          await tracked(task in (lane.timetable ?? {}) ? inTime(task, payload, begin) : begin())
        },
      ]),
    )
  }

  /** A clock may jump at any moment, also since the last look at it. */
  async function inTime(task: string, payload: unknown, begin: () => Promise<void>) {
    const ahead = await aheadOfDatabase(pool, clock)
    if (!areApart(ahead)) return begin()
    log.error({ task, seconds: Math.round(ahead / 1000) }, 'not done with this clock, and put off for a minute')
    await putOff(pool, task, payload)
  }

  function tracked(work: Promise<void>) {
    const entry = work.finally(() => underWay.delete(entry))
    underWay.add(entry)
    return entry
  }

  /** After a breakdown graphile-worker 0.18 may end too early, or never (decision 163): then what they are at work on counts. */
  async function quiet() {
    do {
      await Promise.allSettled(underWay)
      await systemClock.pause(PATIENCE_WITH_NOTES)
    } while (underWay.size > 0)
  }

  async function windUp() {
    ending = true
    const runner = await started.catch(() => undefined)
    if (runner) {
      // Rejects where they have ended by themselves.
      runner.stop().catch(() => {})
      await (broken ? quiet() : Promise.race([ended, quiet()]))
    }
    over = true
    await Promise.race([pool.end(), systemClock.pause(PATIENCE_WITH_NOTES)])
  }

  let end: Promise<void> | undefined
  return {
    pool,
    get name() {
      return name
    },
    brokenDown,
    end() {
      end ??= windUp()
      return end
    },
  }
}

/**
 * After some errors of a connection, “the database system is starting up” among them, graphile-worker lets minutes pass, and more each time.
 * Where they have no code it asks again after two seconds.
 */
function askedAgainSoon(pool: pg.Pool) {
  const connect = pool.connect.bind(pool) as (...given: unknown[]) => Promise<pg.PoolClient> | undefined
  const withoutCode = (error: Error) => {
    throw new Error(error.message, { cause: error })
  }
  return Object.assign(pool, { connect: (...given: unknown[]) => connect(...given)?.catch(withoutCode) })
}

function timetableOf({ timetable = {} }: Lane) {
  return parseCronItems(
    Object.entries(timetable).map(([task, match]) => ({
      task,
      match,
      options: {
        jobKey: keyInTimetable(task),
        jobKeyMode: 'preserve_run_at' as const,
        maxAttempts: 1,
        backfillPeriod: MISSED_AT_MOST,
      },
    })),
  )
}

async function told(task: string, work: () => Promise<void>) {
  let outcome: 'success' | 'failure' = 'failure'
  try {
    await step({ name: `job ${task}`, kind: 'root' }, work)
    outcome = 'success'
  } finally {
    tell('job-done', { task, outcome })
  }
}
