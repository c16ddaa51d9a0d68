import { type Kysely, sql } from 'kysely'
import type { Db, PersonId, Tables, Trx } from '../../database/index.ts'

/** Everybody who works at the desk. */
export async function listStaffIds(db: Db): Promise<PersonId[]> {
  const rows = await withRoles(db).execute()
  return rows.map(({ id }) => id)
}

/**
 * Holds the row of every administrator until the transaction ends: of two who take the role from each other at the same
 * moment, the second one finds that it is gone. Always in the same order, so that they wait and do not deadlock.
 */
export async function holdAdministrators(trx: Trx): Promise<PersonId[]> {
  const rows = await withRoles(trx)
    .where(sql<boolean>`'administrator' = any(roles)`)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute()
  return rows.map(({ id }) => id)
}

function withRoles(db: Kysely<Tables>) {
  return db.selectFrom('people').select('id').where(sql<boolean>`roles <> '{}'`)
}
