import { sql } from 'kysely'
import { expect } from 'vitest'
import type { Db } from '../src/database/index.ts'

/** Until a transaction waits for what another one of the same database holds. */
export async function somebodyWaits(db: Db) {
  const waiting = async () => {
    const { rows } = await sql`
      select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`.execute(db)
    return rows.length
  }
  await expect.poll(waiting).toBeGreaterThan(0)
}
