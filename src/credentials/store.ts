import { sql } from 'kysely'
import type { Db, PersonId, Trx } from '../database/index.ts'
import { isOldHash } from './old-hashes/old-hash.ts'

/** The current hash first, then the previous ones, newest first; `howMany` previous ones at most. */
export async function findPasswordHashes(db: Db | Trx, person: PersonId, howMany: number): Promise<string[]> {
  const current = await db
    .selectFrom('credentials')
    .select('password_hash')
    .where('person_id', '=', person)
    .executeTakeFirst()
  const previous = await db
    .selectFrom('previous_passwords')
    .select('password_hash')
    .where('person_id', '=', person)
    .orderBy('replaced_at', 'desc')
    .orderBy('id', 'desc')
    .limit(howMany)
    .execute()
  return [...(current ? [current] : []), ...previous].map((row) => row.password_hash)
}

/** Sets the password; the one before goes into the history, of which `keep` stay (req 30). */
export async function setPassword(
  trx: Trx,
  person: PersonId,
  hash: string,
  options: { now: Date; keep: number },
): Promise<void> {
  const current = await trx
    .selectFrom('credentials')
    .select('password_hash')
    .where('person_id', '=', person)
    .forUpdate()
    .executeTakeFirst()
  // A hash of another system is what should go: it does not live on in the history.
  if (current && !isOldHash(current.password_hash)) {
    await trx
      .insertInto('previous_passwords')
      .values({ person_id: person, password_hash: current.password_hash, replaced_at: options.now })
      .execute()
  }
  await trx
    .insertInto('credentials')
    .values({ person_id: person, password_hash: hash, set_at: options.now })
    .onConflict((on) =>
      on.column('person_id').doUpdateSet({ password_hash: hash, set_at: options.now, must_change: false }),
    )
    .execute()
  await forgetOldest(trx, person, options.keep)
}

/** Takes the password away; it goes into the history like one that was changed. */
export async function removePassword(trx: Trx, person: PersonId, options: { now: Date; keep: number }): Promise<void> {
  const taken = await trx
    .deleteFrom('credentials')
    .where('person_id', '=', person)
    .returning('password_hash')
    .executeTakeFirst()
  if (!taken) return
  // A hash of another system, too: the history is what keeps its list from bringing it back.
  await trx
    .insertInto('previous_passwords')
    .values({ person_id: person, password_hash: taken.password_hash, replaced_at: options.now })
    .execute()
  await forgetOldest(trx, person, options.keep)
}

/** Whether this is still the person's password; if so it stays until the transaction ends. */
export async function holdPassword(trx: Trx, person: PersonId, hash: string): Promise<boolean> {
  const row = await trx
    .selectFrom('credentials')
    .select('person_id')
    .where('person_id', '=', person)
    .where('password_hash', '=', hash)
    .forUpdate()
    .executeTakeFirst()
  return row !== undefined
}

/** When the password in use was set. */
export async function passwordSetAt(db: Db, person: PersonId): Promise<Date | undefined> {
  const row = await db.selectFrom('credentials').select('set_at').where('person_id', '=', person).executeTakeFirst()
  return row?.set_at
}

/** A stronger hash of the same password: nothing else changes, and only while it is still the same (req 37). */
export async function replaceHash(db: Db, person: PersonId, before: string, after: string): Promise<void> {
  await db
    .updateTable('credentials')
    .set({ password_hash: after })
    .where('person_id', '=', person)
    .where('password_hash', '=', before)
    .execute()
}

async function forgetOldest(trx: Trx, person: PersonId, keep: number) {
  await sql`
    delete from previous_passwords where person_id = ${person} and id not in (
      select id from previous_passwords where person_id = ${person} order by replaced_at desc, id desc limit ${keep}
    )`.execute(trx)
}
