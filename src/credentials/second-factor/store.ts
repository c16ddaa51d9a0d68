import { sql } from 'kysely'
import { findLane, type LaneLimits, laneWaits, waitAfter } from '../../challenges/index.ts'
import type { Db, PersonId, Trx } from '../../database/index.ts'

export interface StoredFactor {
  readonly sealedSecret: Buffer
  readonly enrolledAt: Date
}

export async function findSecondFactor(db: Db, person: PersonId): Promise<StoredFactor | undefined> {
  const row = await db.selectFrom('second_factors').selectAll().where('person_id', '=', person).executeTakeFirst()
  return row && { sealedSecret: row.sealed_secret, enrolledAt: row.enrolled_at }
}

/** Of these people, who has a second factor. */
export async function listSecondFactors(db: Db, people: readonly PersonId[]): Promise<ReadonlySet<PersonId>> {
  if (people.length === 0) return new Set()
  const rows = await db.selectFrom('second_factors').select('person_id').where('person_id', 'in', people).execute()
  return new Set(rows.map((row) => row.person_id))
}

/** False when the person has one already: it is removed first, by somebody else. */
export async function saveSecondFactor(
  trx: Trx,
  factor: { person: PersonId; sealedSecret: Buffer; step: number; now: Date },
): Promise<boolean> {
  const row = await trx
    .insertInto('second_factors')
    .values({
      person_id: factor.person,
      sealed_secret: factor.sealedSecret,
      enrolled_at: factor.now,
      last_step: factor.step,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('person_id')
    .executeTakeFirst()
  return row !== undefined
}

/** Accepts the code of a step. Of two that come with it at once, on whatever node, one gets `true` (RFC 6238, section 5.2). */
export async function takeStep(trx: Trx, person: PersonId, step: number): Promise<boolean> {
  const row = await trx
    .updateTable('second_factors')
    .set({ last_step: step })
    .where('person_id', '=', person)
    .where('last_step', '<', String(step))
    .returning('person_id')
    .executeTakeFirst()
  return row !== undefined
}

/** The codes from before open nothing any more. */
export async function replaceRecoveryCodes(trx: Trx, person: PersonId, digests: readonly Buffer[]): Promise<void> {
  await trx.deleteFrom('recovery_codes').where('person_id', '=', person).execute()
  await trx
    .insertInto('recovery_codes')
    .values(digests.map((digest) => ({ person_id: person, code_hash: digest })))
    .execute()
}

/** Spends a recovery code. Of two that come with it at once one gets `true`. */
export async function spendRecoveryCode(trx: Trx, person: PersonId, digest: Buffer, now: Date): Promise<boolean> {
  const row = await trx
    .updateTable('recovery_codes')
    .set({ used_at: now })
    .where('person_id', '=', person)
    .where('code_hash', '=', digest)
    .where('used_at', 'is', null)
    .returning('person_id')
    .executeTakeFirst()
  return row !== undefined
}

export async function countRecoveryCodes(db: Db, person: PersonId): Promise<number> {
  const row = await db
    .selectFrom('recovery_codes')
    .select(({ fn }) => fn.countAll<string>().as('left'))
    .where('person_id', '=', person)
    .where('used_at', 'is', null)
    .executeTakeFirst()
  return Number(row?.left ?? 0)
}

/** Takes the factor, its recovery codes and its count of wrong tries away. False when there was none. */
export async function removeSecondFactor(trx: Trx, person: PersonId): Promise<boolean> {
  await trx.deleteFrom('recovery_codes').where('person_id', '=', person).execute()
  await clearTries(trx, person)
  const row = await trx
    .deleteFrom('second_factors')
    .where('person_id', '=', person)
    .returning('person_id')
    .executeTakeFirst()
  return row !== undefined
}

/**
 * Five tries, then a wait that doubles; after a hundred wrong ones in a row only somebody else helps, who removes the
 * factor (NIST SP 800-63B-4, section 3.2.2). By then a guesser has had one chance in three thousand.
 */
const tryLimits: LaneLimits = { free: 5, firstWait: 15 * 60_000, longestWait: 24 * 3_600_000, cap: 100 }

export type Try = { granted: true } | { granted: false; retryAfterMs: number | undefined }

/**
 * Takes one try, before anything is compared: of a hundred guesses at once, on whatever nodes, five are looked at. A right
 * code gives them back. The lane is the person's, so that new sessions bring no new tries.
 */
export async function takeTry(quick: Db, person: PersonId, now: Date): Promise<Try> {
  const lane = laneOf(person)
  const taken = await sql`
    insert into sign_in_lanes as l (lane, failures, last_failed_at) values (${lane}, 1, ${now})
    on conflict (lane) do update set failures = l.failures + 1, last_failed_at = ${now}
    where not ${laneWaits(tryLimits, now)}
    returning failures`.execute(quick)
  if (taken.rows.length > 0) return { granted: true }

  const state = await findLane(quick, lane)
  const wait = state ? waitAfter(state.failures, tryLimits) - (now.getTime() - state.lastFailedAt.getTime()) : 1000
  return { granted: false, retryAfterMs: Number.isFinite(wait) ? Math.max(1000, wait) : undefined }
}

export async function clearTries(trx: Trx, person: PersonId): Promise<void> {
  await trx.deleteFrom('sign_in_lanes').where('lane', '=', laneOf(person)).execute()
}

/** Not one of the lanes that a new password clears: a reset must not give a guesser new tries (req 26). */
function laneOf(person: PersonId) {
  return `${person}/second-factor`
}
