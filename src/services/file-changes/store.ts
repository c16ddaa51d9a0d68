import { sql } from 'kysely'
import type { Trx } from '../../database/index.ts'

/**
 * What the trail has heard of the file, also where the event itself is forgotten. Whoever asks may write the next one, and others who would
 * have to wait.
 */
export async function holdTold(trx: Trx): Promise<string | undefined> {
  await sql`select pg_advisory_xact_lock(hashtextextended('furta services file', 0))`.execute(trx)
  const told = await trx.selectFrom('services_file_told').select('entries').executeTakeFirst()
  return told?.entries
}

export async function saveTold(trx: Trx, entries: string): Promise<void> {
  await trx
    .insertInto('services_file_told')
    .values({ entries })
    .onConflict((conflict) => conflict.column('one').doUpdateSet({ entries }))
    .execute()
}
