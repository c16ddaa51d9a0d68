import { sql } from 'kysely'
import type { Db, Trx } from '../../../database/index.ts'
import type { SigningAlgorithm } from '../../../world/index.ts'

export interface SealedKey {
  readonly id: string
  readonly algorithm: SigningAlgorithm
  readonly sealed: Buffer
  readonly madeAt: Date
  readonly signsFrom: Date
}

export async function listKeys(db: Db): Promise<SealedKey[]> {
  const rows = await db
    .selectFrom('oidc_keys')
    .select(['id', 'algorithm', 'sealed', 'made_at', 'signs_from'])
    .orderBy('made_at', 'desc')
    .orderBy('id')
    .execute()
  return rows.map(({ made_at, signs_from, ...row }) => ({ ...row, madeAt: made_at, signsFrom: signs_from }))
}

/** Nobody else makes or removes keys until the transaction ends: of two first starts at once one makes them. */
export async function holdKeys(trx: Trx): Promise<void> {
  await sql`lock table oidc_keys in share row exclusive mode`.execute(trx)
}

export async function saveKey(trx: Trx, key: SealedKey): Promise<void> {
  await trx
    .insertInto('oidc_keys')
    .values({
      id: key.id,
      algorithm: key.algorithm,
      sealed: key.sealed,
      made_at: key.madeAt,
      signs_from: key.signsFrom,
    })
    .execute()
}

export async function removeKeys(trx: Trx, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await trx.deleteFrom('oidc_keys').where('id', 'in', ids).execute()
}
