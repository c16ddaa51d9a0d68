import { sql } from 'kysely'
import type { Db, PersonId, Trx } from '../../database/index.ts'

/** Everybody who works at the desk. */
export async function listStaffIds(db: Db): Promise<PersonId[]> {
  const rows = await db.selectFrom('people').select('id').where(sql<boolean>`roles <> '{}'`).execute()
  return rows.map(({ id }) => id)
}

/**
 * Holds the row of every administrator, and of the person whose roles change, until the transaction ends: of two who take
 * the role from each other at the same moment, the second one finds that it is gone. All in the order of their ids, as an
 * import holds people, so that they wait for each other and do not deadlock. Gives the administrators.
 */
export async function holdAdministratorsAnd(trx: Trx, person: PersonId): Promise<PersonId[]> {
  const isAdministrator = sql<boolean>`'administrator' = any(roles)`
  const rows = await trx
    .selectFrom('people')
    .select(['id', isAdministrator.as('isAdministrator')])
    // The first condition is what the index of those with a role is asked by.
    .where((where) => where.or([where.and([sql<boolean>`roles <> '{}'`, isAdministrator]), where('id', '=', person)]))
    .orderBy('id')
    .forNoKeyUpdate()
    .execute()
  return rows.flatMap((row) => (row.isAdministrator ? [row.id] : []))
}
