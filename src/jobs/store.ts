import { sql } from 'kysely'
import type { Trx } from '../database/index.ts'

interface When {
  /** Not before this moment. Without it: at once, by the clock of the database, so that clocks of nodes may differ. */
  readonly runAt?: Date
  /** Of the waiting jobs with one key only the last is kept; one that is running is left to end. */
  readonly key?: string
}

/** Leaves work for later in the caller's transaction: it is done exactly when the transaction is (req 109). */
export async function enqueue(trx: Trx, task: string, payload: object, { runAt, key }: When = {}): Promise<void> {
  await sql`select from graphile_worker.add_job(
    ${task}::text,
    payload => ${JSON.stringify(payload)}::json,
    run_at => ${runAt ?? null}::timestamptz,
    job_key => ${key ?? null}::text
  )`.execute(trx)
}
