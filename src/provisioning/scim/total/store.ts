import { sql } from 'kysely'
import type { Db, Trx } from '../../../database/index.ts'

/** How many people are shown (`isShown`): triggers keep count of whoever comes and goes, so that nobody has to be counted (decision 256). */
export async function findTotal(db: Db): Promise<number> {
  const { rows } = await sql<{ total: number }>`
    select coalesce(sum(delta), 0)::int as total from shown_people_deltas`.execute(db)
  return rows[0]?.total ?? 0
}

/**
 * Makes one row of all that writers have added: how many there are, counted anew, so that whatever was written past the triggers is mended.
 * Writers wait for nothing here, and a node that does the same at this moment for this one: both would count everybody. To be called in a
 * transaction of its own, each of whose statements sees what was committed before it.
 */
export async function countAnew(trx: Trx): Promise<void> {
  await sql`lock table shown_people_deltas in share update exclusive mode`.execute(trx)
  // What somebody has not committed yet is neither counted nor deleted here, and is added later.
  await sql`
    with gone as (delete from shown_people_deltas)
    insert into shown_people_deltas (delta)
    select count(*) from people where is_shown(removed_at, closed_at, closed_because)`.execute(trx)
}
