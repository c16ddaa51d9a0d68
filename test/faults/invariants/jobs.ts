import { sql } from 'kysely'
import type { Invariant } from './evidence.ts'

/** What a node took and did not finish, because it is dead, is taken up by another one within this time. */
const TAKEN_UP_WITHIN = '3 minutes'

/** Work in the background goes on without those who died over it, and letters do too. */
export const jobs: Invariant = {
  promise: 'no job and no letter is stuck',
  async broken({ db, now }) {
    const stuck = await sql<{ id: string; task: string }>`
      select job.id::text as id, task.identifier as task
      from graphile_worker._private_jobs job join graphile_worker._private_tasks task on task.id = job.task_id
      where job.locked_at < now() - ${TAKEN_UP_WITHIN}::interval`.execute(db)
    const failed = await sql<{ id: string; task: string }>`
      select job.id::text as id, task.identifier as task
      from graphile_worker._private_jobs job join graphile_worker._private_tasks task on task.id = job.task_id
      where job.attempts >= job.max_attempts and job.locked_at is null and job.max_attempts > 1`.execute(db)
    const long = new Date(now.getTime() - 120_000)
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
