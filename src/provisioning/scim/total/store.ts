import { sql } from 'kysely'
import type { Db } from '../../../database/index.ts'

/** How many people are shown (`isShown`): triggers keep count of whoever comes and goes, so that nobody has to be counted (decision 256). */
export async function findTotal(db: Db): Promise<number> {
  const { rows } = await sql<{ total: number }>`
    select coalesce(sum(delta), 0)::int as total from shown_people_deltas`.execute(db)
  return rows[0]?.total ?? 0
}

/**
 * Makes one row of all that writers have added. They wait for nothing here, and what another node makes one at the same moment is in
 * the row that it adds: PostgreSQL passes over rows that were deleted while it waited for them.
 */
export async function foldTotal(db: Db): Promise<void> {
  await sql`
    with gone as (delete from shown_people_deltas returning delta)
    insert into shown_people_deltas (delta) select sum(delta) from gone having count(*) > 0`.execute(db)
}
