import { sql } from 'kysely'
import type pg from 'pg'
import type { Db, Trx } from '../database/index.ts'
import { keyInTimetable } from './lane.ts'

interface When {
  /** Not before this moment. Without it: at once, by the clock of the database, so that clocks of nodes may differ. */
  readonly runAt?: Date
  /** Of the waiting jobs with one key only the last is kept; one that is running is left to end. */
  readonly key?: string
  /** Begun when nothing else is due. */
  readonly last?: boolean
  /** How often it is tried at most; 25 times when left out, over some three days. */
  readonly attempts?: number
}

/** Jobs that were tried for the last time before `moment` are forgotten: the queue itself keeps them for ever. */
export async function forgetFailedJobs(db: Db, moment: Date): Promise<void> {
  await sql`
    select from graphile_worker.complete_jobs(array(
      select id from graphile_worker.jobs where attempts >= max_attempts and updated_at < ${moment}
    ))`.execute(db)
}

/** A job that waits under this key is not done any more. */
export async function forgetJob(trx: Trx, key: string): Promise<void> {
  await sql`select from graphile_worker.remove_job(${key}::text)`.execute(trx)
}

/** Nothing that waits is done any more: it belonged to a database that is not there now. */
export async function forgetAllJobs(trx: Trx): Promise<void> {
  await sql`delete from graphile_worker._private_jobs`.execute(trx)
}

/** Leaves work for later in the caller's transaction: it is done exactly when the transaction is (req 109). */
export async function enqueue(
  trx: Trx,
  task: string,
  payload: object,
  { runAt, key, attempts, last = false }: When = {},
): Promise<void> {
  await sql`select from graphile_worker.add_job(
    ${task}::text,
    payload => ${JSON.stringify(payload)}::json,
    run_at => ${runAt ?? null}::timestamptz,
    job_key => ${key ?? null}::text,
    max_attempts => ${attempts ?? null}::integer,
    priority => ${last ? 1 : 0}::integer
  )`.execute(trx)
}

export interface JobCount {
  readonly task: string
  /** Due and not done yet, running ones with them. */
  readonly due: number
  /** Failed, and will be tried again. */
  readonly failing: number
  /** Tried for the last time, and nobody is at it any more; somebody should look why. */
  readonly failed: number
  /** Since when the oldest of the due ones waits that nobody works on. */
  readonly waitsSince: Date | null
}

/** How much work there is, task by task: for metrics and for `furta doctor`. What stands in the timetable of later is no work yet. */
export async function countJobs(db: Db, now: Date): Promise<JobCount[]> {
  const { rows } = await sql<JobCount>`
    select tasks.identifier as task,
      (count(jobs.id) filter (where (jobs.attempts < jobs.max_attempts or jobs.locked_at is not null) and jobs.run_at <= ${now}))::int as due,
      (count(jobs.id) filter (where jobs.attempts < jobs.max_attempts and jobs.last_error is not null))::int as failing,
      (count(jobs.id) filter (where jobs.attempts >= jobs.max_attempts and jobs.locked_at is null))::int as failed,
      min(jobs.run_at) filter (where jobs.attempts < jobs.max_attempts and jobs.run_at < ${now} and jobs.locked_at is null) as "waitsSince"
    from graphile_worker._private_tasks as tasks
    left join graphile_worker._private_jobs as jobs on jobs.task_id = tasks.id
    group by tasks.identifier order by tasks.identifier`.execute(db)
  return rows
}

/** The pools of workers that hold a job, and of which no connection says that they live. */
export async function listOrphanedHolders(pool: pg.Pool, alive: string): Promise<string[]> {
  const { rows } = await pool.query<{ holder: string }>(
    `select distinct locked_by as holder from graphile_worker._private_jobs
     where locked_by is not null and not exists (select from pg_stat_activity where application_name = $1 || locked_by)`,
    [alive],
  )
  return rows.map(({ holder }) => holder)
}

/**
 * What they hold may be done by others at once. Where a newer job has taken the place of one meanwhile, that one is over; both in one
 * statement, so that a node which dies over it leaves nothing half done.
 */
export async function releaseJobsOf(pool: pg.Pool, holders: readonly string[]): Promise<void> {
  await pool.query(
    `with over as (
       select id from graphile_worker._private_jobs
       where locked_by = any($1) and key is null and attempts >= max_attempts and last_error is null
     ), unlocked as materialized (select graphile_worker.force_unlock_workers($1::text[]))
     select graphile_worker.complete_jobs(array(select id from over)) from unlocked`,
    [holders],
  )
}

/** What time it is for PostgreSQL. */
export async function askTime(database: pg.Pool | Db): Promise<Date> {
  const { rows } = await ('query' in database
    ? database.query<{ at: Date }>('select clock_timestamp() as at')
    : sql<{ at: Date }>`select clock_timestamp() as at`.execute(database))
  if (!rows[0]) throw new Error('PostgreSQL does not say what time it is.')
  return rows[0].at
}

/** Leaves the work of a running job to whoever comes first in a minute. */
export async function putOff(pool: pg.Pool, task: string, payload: unknown): Promise<void> {
  await pool.query(
    `select graphile_worker.add_job($1::text, payload => $2::json, run_at => clock_timestamp() + interval '1 minute',
       job_key => $3::text, max_attempts => 1)`,
    [task, JSON.stringify(payload), keyInTimetable(task)],
  )
}

/**
 * A timetable that a clock ahead has worked off into the future would start nothing any more, at any node, until that time has come. All of it
 * is brought back to now, and what was to be done then is done at once.
 */
export async function bringBackTimetable(pool: pg.Pool, tasks: readonly string[]): Promise<void> {
  await pool.query(
    `with crontabs as (
       update graphile_worker._private_known_crontabs set last_execution = clock_timestamp()
       where last_execution > clock_timestamp() + interval '5 minutes'
     )
     update graphile_worker._private_jobs set run_at = clock_timestamp()
     where key = any($1) and run_at > clock_timestamp() + interval '5 minutes' and locked_at is null`,
    [tasks.map(keyInTimetable)],
  )
}
