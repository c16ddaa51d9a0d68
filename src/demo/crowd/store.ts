import { sql } from 'kysely'
import type { Db, PersonId, Trx } from '../../database/index.ts'

/** How many of the crowd there are. Their registry numbers have eight digits and count up from `from`. */
export async function countCrowd(db: Db, from: number): Promise<number> {
  const { count } = await db
    .selectFrom('people')
    .where(sql<boolean>`usos_id ~ '^[0-9]{8}$' and usos_id >= ${String(from)}`)
    .select(sql<number>`count(*)::int`.as('count'))
    .executeTakeFirstOrThrow()
  return count
}

/** The same hash for all of them, which is right for nobody but a crowd. */
export async function savePasswords(trx: Trx, people: readonly PersonId[], hash: string, now: Date): Promise<void> {
  if (people.length === 0) return
  await trx
    .insertInto('credentials')
    .values(people.map((person) => ({ person_id: person, password_hash: hash, set_at: now })))
    .execute()
}
