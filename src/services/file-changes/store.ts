import { sql } from 'kysely'
import type { Trx } from '../../database/index.ts'

/**
 * What the trail has heard of the file. Whoever asks may write the next event about it, and others who would have to wait. The newest event
 * says it, which a node of before the table writes alone; where it is forgotten, and with it all older ones, the row does.
 */
export async function holdTold(trx: Trx): Promise<string | undefined> {
  await sql`select pg_advisory_xact_lock(hashtextextended('furta services file', 0))`.execute(trx)
  const kept = await trx.selectFrom('services_file_told').select('entries').executeTakeFirst()
  const newest = await findNewestEvent(trx)
  const told = newest?.entries ?? kept?.entries
  // The row is to know it as well before the event is forgotten.
  if (told !== undefined && told !== kept?.entries) await saveTold(trx, told)
  return told
}

function findNewestEvent(trx: Trx) {
  return trx
    .selectFrom('audit_events')
    .select(sql<string | null>`details->>'entries'`.as('entries'))
    .where('event', '=', 'services-file-changed')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
}

export async function saveTold(trx: Trx, entries: string): Promise<void> {
  await trx
    .insertInto('services_file_told')
    .values({ entries })
    .onConflict((conflict) => conflict.column('one').doUpdateSet({ entries }))
    .execute()
}
