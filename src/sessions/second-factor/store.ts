import type { Db, PersonId, SessionId, Trx } from '../../database/index.ts'
import { secretDigest } from '../../world/index.ts'

/** What a session has proved beyond the password, and when it last opened a page of the desk. */
export interface DeskUse {
  readonly secondFactorAt: Date | undefined
  readonly usedAt: Date | undefined
}

export async function findDeskUse(db: Db, session: SessionId): Promise<DeskUse> {
  const row = await db
    .selectFrom('sessions')
    .select(['second_factor_at', 'desk_used_at'])
    .where('id', '=', session)
    .executeTakeFirst()
  return { secondFactorAt: row?.second_factor_at ?? undefined, usedAt: row?.desk_used_at ?? undefined }
}

export async function noteDeskUse(db: Db, session: SessionId, now: Date): Promise<void> {
  await db
    .updateTable('sessions')
    .set({ desk_used_at: now })
    .where('id', '=', session)
    .where('ended_at', 'is', null)
    .execute()
}

/**
 * The session has proved the second factor, and gets another secret for it: a copy of the earlier cookie opens nothing
 * more (req 57). False when the session has ended.
 */
export async function noteSecondFactor(trx: Trx, session: SessionId, secret: string, now: Date): Promise<boolean> {
  const row = await trx
    .updateTable('sessions')
    .set({ second_factor_at: now, desk_used_at: now, secret_hash: secretDigest(secret) })
    .where('id', '=', session)
    .where('ended_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** The second factor of a person is gone: what any session proved with it is worth nothing any more. */
export async function forgetSecondFactor(trx: Trx, person: PersonId): Promise<void> {
  await trx.updateTable('sessions').set({ second_factor_at: null }).where('person_id', '=', person).execute()
}
