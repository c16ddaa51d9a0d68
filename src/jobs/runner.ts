import { EventEmitter } from 'node:events'
import {
  Logger,
  parseCronItems,
  type Runner,
  run,
  runMigrations,
  type TaskList,
  type WorkerEvents,
} from 'graphile-worker'
import { openPool } from '../database/index.ts'
import { step, tell } from '../signals/index.ts'
import type { Clock } from '../world/index.ts'
import type { Log } from './log.ts'
import { releaseOrphans, signLife } from './orphans.ts'

/** Throws to be run again later, with growing pauses. `stopping` is aborted when the program wants to end. */
export type Task = (payload: unknown, job: { stopping: AbortSignal }) => Promise<void>

/** Tasks that share a few places. What hangs in one lane never keeps another waiting. */
export interface Lane {
  readonly name: string
  readonly tasks: Readonly<Record<string, Task>>
  /** When tasks start by themselves, once for all nodes together: task name and crontab pattern in UTC. */
  readonly timetable?: Readonly<Record<string, string>>
  readonly atOnce: number
}

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

const PATIENCE_AT_THE_END = 3_000
const PAUSE_AFTER_BREAKDOWN = 5_000
const LOOKS_FOR_ORPHANS_EVERY = 20_000
/** One listens, the others fetch and finish jobs; tasks use the pools of the program. */
const CONNECTIONS_OF_A_LANE = 3

/** Works through the queue until stopped. Any number of nodes may do so over one database. */
export async function startJobs({ databaseUrl, lanes, clock, log }: JobParts): Promise<Jobs> {
  const workers = lanes.map((lane) => keepWorking(lane, { databaseUrl, clock, log }))
  const stopLooking = lookForOrphans(workers[0]?.pool, { clock, log })
  return {
    async stop() {
      stopLooking()
      await Promise.all(workers.map((worker) => worker.stop()))
    },
  }
}

/** Brings the tables of the queue to the newest form; several nodes may do so at once. */
export async function migrateJobs(databaseUrl: string, log?: Log): Promise<void> {
  const pool = openPool(databaseUrl, 2, {
    onError: (error) => log?.warn({ err: error }, 'the tables of the queue lost a database connection'),
  })
  await runMigrations({ pgPool: pool, logger: logger(log), noHandleSignals: true }).finally(() => pool.end())
}

/** Every node looks; whoever comes first gives back what a dead one held. */
function lookForOrphans(
  pool: ReturnType<typeof openPool> | undefined,
  { clock, log }: Pick<JobParts, 'clock' | 'log'>,
) {
  if (!pool) return () => {}
  const missing = new Map<string, number>()
  const look = () => {
    releaseOrphans(pool, clock, missing).then(
      (dead) => dead > 0 && log.warn({ dead }, 'jobs of a node that ended in the middle are done anew'),
      // The database is away: the others say so loudly enough.
      () => {},
    )
  }
  look()
  return clock.every(LOOKS_FOR_ORPHANS_EVERY, look)
}

/** A worker that ends by itself (PostgreSQL was away too long) is replaced. */
function keepWorking(lane: Lane, { databaseUrl, clock, log }: Omit<JobParts, 'lanes'>) {
  let runner: Runner | undefined
  let stopping = false
  // A pool of ours: the queue's own would throw when PostgreSQL ends first, and end the program.
  const pool = openPool(databaseUrl, CONNECTIONS_OF_A_LANE, {
    onError: (error) => stopping || log.warn({ lane: lane.name, err: error }, 'jobs lost a database connection'),
  })
  const asked = Promise.withResolvers<void>()

  async function work() {
    while (!stopping) {
      try {
        runner = await startRunner(lane, pool, log)
        if (stopping) await runner.stop()
        await runner.promise
      } catch (error) {
        log.error({ lane: lane.name, err: error }, 'jobs stopped and will start again')
      }
      runner = undefined
      if (!stopping) await Promise.race([clock.pause(PAUSE_AFTER_BREAKDOWN), asked.promise])
    }
  }

  const ended = work()
  return {
    pool,
    async stop() {
      stopping = true
      asked.resolve()
      await runner?.stop().catch(() => {})
      await ended
      await pool.end()
    },
  }
}

function startRunner(lane: Lane, pool: ReturnType<typeof openPool>, log: Log) {
  const taskList: TaskList = Object.fromEntries(
    Object.entries(lane.tasks).map(([name, task]) => [
      name,
      async (payload: unknown, { abortSignal }: { abortSignal: AbortSignal }) =>
        told(name, () => task(payload, { stopping: abortSignal })),
    ]),
  )
  const timetable = Object.entries(lane.timetable ?? {}).map(([task, match]) => ({
    task,
    match,
    // Of a task that is late one waiting job is enough.
    options: { jobKey: `timetable:${task}`, jobKeyMode: 'preserve_run_at' as const, maxAttempts: 1 },
  }))
  const events: WorkerEvents = new EventEmitter()
  signLife(pool, events)
  return run({
    pgPool: pool,
    events,
    concurrency: lane.atOnce,
    taskList,
    parsedCronItems: parseCronItems(timetable),
    gracefulShutdownAbortTimeout: PATIENCE_AT_THE_END,
    noHandleSignals: true,
    logger: logger(log),
    // Without batches graphile-worker 0.18 notes the end of a job in a promise that nobody awaits: a database that is
    // away at that moment would end the program. With them the runner stops, and is started again.
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
  })
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

/** The queue's own lines, only from warnings up and without its details: those hold payloads (req 96). */
function logger(log: Log | undefined) {
  return new Logger((scope) => (level, message) => {
    const fields = { task: scope.taskIdentifier, job: scope.jobId }
    if (level === 'error') log?.error(fields, message)
    // Small pools are on purpose: see CONNECTIONS_OF_A_LANE.
    else if (level === 'warning' && !message.includes('maxPoolSize')) log?.warn(fields, message)
    else log?.debug(fields, message)
  })
}
