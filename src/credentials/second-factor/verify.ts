import type { Database, PersonId, Trx } from '../../database/index.ts'
import { type Keyring, Secret } from '../../world/index.ts'
import { recoveryCodeTyped, recoveryDigest } from './recovery-code.ts'
import { clearTries, findSecondFactor, spendRecoveryCode, takeStep, takeTry } from './store.ts'
import { stepOf, totpTyped } from './totp.ts'

const PURPOSE = 'second-factor'

/** For sealing the shared secret in the row of its person. */
export function sealTotpSecret(keys: Keyring, person: PersonId, secret: Secret): Buffer {
  return keys.seal(PURPOSE, Buffer.from(secret.reveal()), person)
}

/** What the typed code would spend when it is right; nothing is spent yet. */
type Match = { by: 'app'; step: number } | { by: 'recovery-code'; digest: Buffer }

export type FactorCheck =
  | { kind: 'maybe'; match: Match }
  | { kind: 'wrong' }
  /** Neither six digits nor a recovery code: it can be nobody's, and costs no try. */
  | { kind: 'no-code' }
  | { kind: 'not-enrolled' }
  /** Nothing was compared. Without a time only somebody who removes the factor helps. */
  | { kind: 'waiting'; retryAfterMs: number | undefined }

/** Takes a try and compares: the first half, outside the transaction, so that the try stands whatever happens. */
export async function checkFactor(
  { database, keys }: { database: Database; keys: Keyring },
  person: PersonId,
  typed: string,
  now: Date,
): Promise<FactorCheck> {
  const [code, recoveryCode] = [totpTyped(typed), recoveryCodeTyped(typed)]
  if (code === undefined && recoveryCode === undefined) return { kind: 'no-code' }
  const factor = await findSecondFactor(database.db, person)
  if (!factor) return { kind: 'not-enrolled' }
  const taken = await takeTry(database.quick, person, now)
  if (!taken.granted) return { kind: 'waiting', retryAfterMs: taken.retryAfterMs }

  if (code === undefined) {
    return { kind: 'maybe', match: { by: 'recovery-code', digest: recoveryDigest(person, recoveryCode ?? '') } }
  }
  const opened = keys.open(PURPOSE, factor.sealedSecret, person)
  // APP_SECRET was changed, or the row was: nobody can be let in by it.
  if (!opened) throw new Error('A second factor does not open with this APP_SECRET')
  const step = stepOf(new Secret(opened.toString()), code, now)
  return step === undefined ? { kind: 'wrong' } : { kind: 'maybe', match: { by: 'app', step } }
}

/** Spends what matched, and gives the tries back. False when it has been spent before, by whomever. The caller holds the row. */
export async function spendFactor(trx: Trx, person: PersonId, match: Match, now: Date): Promise<boolean> {
  const spent =
    match.by === 'app'
      ? await takeStep(trx, person, match.step)
      : await spendRecoveryCode(trx, person, match.digest, now)
  if (spent) await clearTries(trx, person)
  return spent
}
