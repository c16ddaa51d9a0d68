import { sql } from 'kysely'
import { asCodeId, type CodeId, type CodePurpose, type Db, type PersonId, type Trx } from '../../database/index.ts'
import { type Random, sameDigest, slowDigest } from '../../world/index.ts'
import { CODE_CHARACTERS, codeInGroups, codeTyped, WRONG_TRIES } from './one-time-code.ts'

export interface NewCode {
  readonly person: PersonId
  readonly purpose: CodePurpose
  /** The id of the member of staff, `system`, or `operator` for the command line. */
  readonly issuedBy: string
  readonly lifetimeMs: number
  readonly now: Date
}

/**
 * A new code, given out this once: only its digest stays (req 90). An older one for the same purpose is superseded.
 * The caller holds the person's row, records the event and tells the person.
 */
export async function issueCode(
  trx: Trx,
  { person, purpose, issuedBy, lifetimeMs, now }: NewCode,
  random: Random,
): Promise<{ code: string; expiresAt: Date }> {
  await closeCodes(trx, { person, purpose, because: 'superseded', now })
  const id = asCodeId(random.token(12))
  const code = random.spoken(CODE_CHARACTERS)
  const expiresAt = new Date(now.getTime() + lifetimeMs)
  await trx
    .insertInto('one_time_codes')
    .values({
      id,
      person_id: person,
      purpose,
      code_hash: await digestOf(id, code),
      issued_by: issuedBy,
      created_at: now,
      expires_at: expiresAt,
    })
    .execute()
  return { code: codeInGroups(code), expiresAt }
}

/** A typed code as it is compared: digested for the code that was open then. */
export interface DigestedCode {
  /** Undefined where none was: nothing is counted or opened by it. */
  readonly id: CodeId | undefined
  readonly digest: Buffer
}

const NO_CODE = asCodeId('none')

/**
 * Before the transaction that compares: while 40 ms are spent on a digest no connection waits, and no row. Where no code is
 * open the work is done all the same: nobody hears whether one is out. The caller has taken a share for it.
 */
export async function digestCode(
  db: Db,
  { person, purpose, typed, now }: { person: PersonId; purpose: CodePurpose; typed: string; now: Date },
): Promise<DigestedCode> {
  const open = await db
    .selectFrom('one_time_codes')
    .select('id')
    .where('person_id', '=', person)
    .where('purpose', '=', purpose)
    .where('closed_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return { id: open?.id, digest: await digestOf(open?.id ?? NO_CODE, codeTyped(typed)) }
}

export interface CodeTry {
  readonly person: PersonId
  readonly purpose: CodePurpose
  readonly typed: DigestedCode
  readonly now: Date
}

/**
 * Spends the code when it is the right one. Every try is counted before it is compared; the fifth wrong one kills the
 * code. `dead`: there is none, or it is used, expired, superseded or killed, be it since the typed one was digested. The
 * caller holds the person's row, and lets the transaction stand also when the answer is not `right`.
 */
export async function useCode(trx: Trx, attempt: CodeTry): Promise<'right' | 'wrong' | 'dead'> {
  const proved = await proveCode(trx, attempt)
  if (proved.kind !== 'right') return proved.kind
  return (await spendCode(trx, proved.id, attempt.now)) ? 'right' : 'dead'
}

export type ProvedCode = { kind: 'right'; id: CodeId; expiresAt: Date } | { kind: 'wrong' | 'dead' }

/** The same, but the right code is not spent yet: for a journey whose next step spends it. */
export async function proveCode(trx: Trx, { person, purpose, typed, now }: CodeTry): Promise<ProvedCode> {
  const counted = await trx
    .updateTable('one_time_codes')
    .set((code) => ({
      wrong_tries: sql<number>`${code.ref('wrong_tries')} + 1`,
      closed_at: sql<Date | null>`case when ${code.ref('wrong_tries')} + 1 >= ${WRONG_TRIES}::int then ${now}::timestamptz end`,
      closed_because: sql<'too-many-tries' | null>`
        case when ${code.ref('wrong_tries')} + 1 >= ${WRONG_TRIES}::int then 'too-many-tries' end`,
    }))
    .where('id', '=', typed.id ?? NO_CODE)
    .where('person_id', '=', person)
    .where('purpose', '=', purpose)
    .where('closed_at', 'is', null)
    .where('expires_at', '>', now)
    .returning(['id', 'code_hash', 'expires_at'])
    .executeTakeFirst()
  if (!counted) return { kind: 'dead' }
  if (!sameDigest(counted.code_hash, typed.digest)) return { kind: 'wrong' }

  // The try was no wrong one: it is given back under the same lock.
  await trx
    .updateTable('one_time_codes')
    .set((code) => ({
      wrong_tries: sql<number>`${code.ref('wrong_tries')} - 1`,
      closed_at: null,
      closed_because: null,
    }))
    .where('id', '=', counted.id)
    .execute()
  return { kind: 'right', id: counted.id, expiresAt: counted.expires_at }
}

/** Of two simultaneous posts one gets `true` and the other gets `false`. */
export async function spendCode(trx: Trx, id: CodeId, now: Date): Promise<boolean> {
  const spent = await trx
    .updateTable('one_time_codes')
    .set({ closed_at: now, closed_because: 'used' })
    .where('id', '=', id)
    .where('closed_at', 'is', null)
    .where('expires_at', '>', now)
    .returning('id')
    .executeTakeFirst()
  return spent !== undefined
}

/** Whose code it is, while it is open. Looking counts for nothing: whoever knows the id has typed the code. */
export async function findOpenCode(
  db: Db,
  id: CodeId,
  now: Date,
): Promise<{ person: PersonId; purpose: CodePurpose } | undefined> {
  return db
    .selectFrom('one_time_codes')
    .select(['person_id as person', 'purpose'])
    .where('id', '=', id)
    .where('closed_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst()
}

/** Every open code of a person, or every one for this purpose, dies: the account is disabled, the password has been set. */
export async function closeCodesOf(trx: Trx, person: PersonId, now: Date, purpose?: CodePurpose): Promise<void> {
  await closeCodes(trx, { person, purpose, because: 'account-changed', now })
}

async function closeCodes(
  trx: Trx,
  closing: { person: PersonId; purpose: CodePurpose | undefined; because: 'superseded' | 'account-changed'; now: Date },
) {
  const { person, purpose, because, now } = closing
  await trx
    .updateTable('one_time_codes')
    .set({ closed_at: now, closed_because: because })
    .where('person_id', '=', person)
    .where('closed_at', 'is', null)
    .$if(purpose !== undefined, (query) => query.where('purpose', '=', purpose ?? 'set-password'))
    .execute()
}

/** The id of the row is the salt: a thief of the table gains nothing from digests computed beforehand. */
function digestOf(id: CodeId, code: string) {
  return slowDigest(code, `one-time-code:${id}`)
}
