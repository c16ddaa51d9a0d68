import { sql } from 'kysely'
import type { Invariant } from './evidence.ts'

/** What a node took and did not finish, because it is dead, is taken up by another one within this time. */
const TAKEN_UP_WITHIN = '3 minutes'
/** A letter of somebody dead is found by the sweep of the minute after its lease, or of the next one; once it is calm a courier comes at once. */
const FETCHED_WITHIN = { meanwhile: 120_000, calm: 10_000 }

/**
 * Work in the background goes on without those who died over it, and letters do too. One that the mail server put off waits rightly until
 * the moment for which it was put off, and one that a courier holds until its lease ends.
 */
export const jobs: Invariant = {
  promise: 'no job and no letter is stuck',
  async broken({ db, now, calm = false }) {
    const stuck = await sql<{ id: string; task: string }>`
      select job.id::text as id, task.identifier as task
      from graphile_worker._private_jobs job join graphile_worker._private_tasks task on task.id = job.task_id
      where job.locked_at < now() - ${TAKEN_UP_WITHIN}::interval`.execute(db)
    const failed = await sql<{ id: string; task: string }>`
      select job.id::text as id, task.identifier as task
      from graphile_worker._private_jobs job join graphile_worker._private_tasks task on task.id = job.task_id
      where job.attempts >= job.max_attempts and job.locked_at is null and job.max_attempts > 1`.execute(db)
    const long = new Date(now.getTime() - FETCHED_WITHIN[calm ? 'calm' : 'meanwhile'])
    const letters = await db
      .selectFrom('letters')
      .select(['id', 'state'])
      .where((where) =>
        where.or([
          where.and([where('state', '=', 'queued'), where('next_attempt_at', '<', long)]),
          where.and([where('state', '=', 'sending'), where('lease_until', '<', long)]),
        ]),
      )
      .execute()
    return [
      ...stuck.rows.map(({ id, task }) => `the job ${id} (${task}) is held by a node that does not work on it`),
      ...failed.rows.map(({ id, task }) => `the job ${id} (${task}) was given up`),
      ...letters.map(({ id, state }) => `the letter ${id} lies ${state} and nobody comes for it`),
    ]
  },
}
