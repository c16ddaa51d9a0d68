import { sql } from 'kysely'
import type { Db, PersonId, Trx } from '../../database/index.ts'
import type { Proof } from '../proof.ts'

/** One for each key and each root it is sealed under; the newest key first. */
export async function listSeals(
  db: Db,
): Promise<{ id: string; madeAt: Date; rootId: string | null; sealed: Buffer | null }[]> {
  return db
    .selectFrom('pesel_keys as key')
    .leftJoin('pesel_key_seals as seal', 'seal.key_id', 'key.id')
    .select(['key.id', 'key.made_at as madeAt', 'seal.root_id as rootId', 'seal.sealed'])
    .orderBy('key.position', 'desc')
    .execute()
}

/** One at a time makes or takes away keys. Held until the transaction ends. */
export async function takeKeyTurn(trx: Trx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('furta pesel keys', 0))`.execute(trx)
}

export async function insertKey(trx: Trx, id: string, now: Date): Promise<void> {
  await trx.insertInto('pesel_keys').values({ id, made_at: now }).execute()
}

export async function insertSeal(db: Db, keyId: string, rootId: string, sealed: Buffer): Promise<void> {
  await db
    .insertInto('pesel_key_seals')
    .values({ key_id: keyId, root_id: rootId, sealed })
    .onConflict((conflict) => conflict.columns(['key_id', 'root_id']).doNothing())
    .execute()
}

/** Seals of other roots, of keys that the first of these opens: a key that is lost now may be found again. */
export async function deleteSealsBut(trx: Trx, rootIds: readonly [string, ...string[]]): Promise<void> {
  await trx
    .deleteFrom('pesel_key_seals')
    .where('root_id', 'not in', [...rootIds])
    .where('key_id', 'in', (keys) =>
      keys.selectFrom('pesel_key_seals').select('key_id').where('root_id', '=', rootIds[0]),
    )
    .execute()
}

export async function deleteKey(trx: Trx, id: string): Promise<void> {
  await trx.deleteFrom('pesel_keys').where('id', '=', id).execute()
}

/** How many stored answers stand under each key. */
export async function countProofsByKey(db: Db): Promise<Map<string, number>> {
  const { rows } = await sql<{ key_id: string; count: number }>`
    select key_id, count(*)::int as count from identity_proofs group by key_id`.execute(db)
  return new Map(rows.map(({ key_id, count }) => [key_id, count]))
}

/** Their owners have no answer on record any more. Gives how many. */
export async function dropProofsUnder(trx: Trx, keyId: string): Promise<number> {
  await sql`set local statement_timeout = 0`.execute(trx)
  // On the connection of an import nothing waits for the disk; what an operator is told does.
  await sql`set local synchronous_commit = on`.execute(trx)
  const { numDeletedRows } = await trx.deleteFrom('identity_proofs').where('key_id', '=', keyId).executeTakeFirst()
  return Number(numDeletedRows)
}

/** Everybody whose stored PESEL may be one of those sought, by key and bucket; not whose record was merged into another. */
export async function findInBuckets(
  db: Db,
  sought: readonly { readonly keyId: string; readonly bucket: number }[],
): Promise<{ person: PersonId; keyId: string; bucket: number; digest: Buffer }[]> {
  if (sought.length === 0) return []
  const { rows } = await sql<{ person: PersonId; keyId: string; bucket: number; digest: Buffer }>`
    select p.id as person, proof.key_id as "keyId", proof.bucket, proof.digest
    from unnest(${sought.map(({ keyId }) => keyId)}::text[], ${sought.map(({ bucket }) => bucket)}::int[])
      as sought (key_id, bucket)
    -- One look into the index for each, whatever PostgreSQL believes of how many there are.
    cross join lateral (
      select person_id, key_id, bucket, digest from identity_proofs
      where bucket = sought.bucket and key_id = sought.key_id and kind = 'pesel' offset 0
    ) proof
    join people p on p.id = proof.person_id and p.proof_kind = 'pesel' and p.closed_because is distinct from 'merged'
    order by p.id`.execute(db)
  return rows
}

/**
 * The same answer under another key; nothing when that key has been taken away meanwhile. The caller holds the person, and
 * has just been given the right answer.
 */
export async function replaceProof(trx: Trx, person: PersonId, kind: string, proof: Proof): Promise<void> {
  await sql`
    update identity_proofs set key_id = key.id, digest = ${proof.digest}, bucket = ${proof.bucket ?? null}
    from (select id from pesel_keys where id = ${proof.keyId} for key share) key
    where person_id = ${person} and kind = ${kind}`.execute(trx)
}
