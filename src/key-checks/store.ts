import type { Db } from '../database/index.ts'

export async function findKeyCheck(db: Db): Promise<Buffer | undefined> {
  const row = await db.selectFrom('key_checks').select('digest').where('name', '=', 'app-secret').executeTakeFirst()
  return row?.digest
}

/** The first one stays: of two nodes that start at the same moment, one says what the secret is. */
export async function insertKeyCheck(db: Db, digest: Buffer, now: Date): Promise<void> {
  await db
    .insertInto('key_checks')
    .values({ name: 'app-secret', digest, made_at: now })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute()
}

export async function replaceKeyCheck(db: Db, digest: Buffer, now: Date): Promise<void> {
  await db
    .insertInto('key_checks')
    .values({ name: 'app-secret', digest, made_at: now })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ digest, made_at: now }))
    .execute()
}
