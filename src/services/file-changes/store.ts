import { sql } from 'kysely'
import type { Trx } from '../../database/index.ts'

/** What the trail says last of the file. Whoever asks may write the next event about it, and others who would have to wait. */
export async function holdLastChange(trx: Trx) {
  await sql`select pg_advisory_xact_lock(hashtextextended('furta services file', 0))`.execute(trx)
  const last = await trx
    .selectFrom('audit_events')
    .select('details')
    .where('event', '=', 'services-file-changed')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return last?.details
}
