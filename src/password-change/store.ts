import type { SessionId, Trx } from '../database/index.ts'
import { secretDigest } from '../world/index.ts'

/** Gives a living session another secret; a copy of the earlier cookie opens nothing more (req 57). */
export async function renewSecret(trx: Trx, session: SessionId, secret: string): Promise<boolean> {
  const row = await trx
    .updateTable('sessions')
    .set({ secret_hash: secretDigest(secret) })
    .where('id', '=', session)
    .where('ended_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}
