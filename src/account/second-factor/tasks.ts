import { recordEvent } from '../../audit/index.ts'
import { confirmReentry, type ReentryParts, verifyReentry } from '../../credentials/index.ts'
import {
  checkFactor,
  countRecoveryCodes,
  type FactorAsker,
  findSecondFactor,
  renewCodesOf,
  type SecondFactorParts,
  spendFactor,
  takeFactorAway,
} from '../../credentials/second-factor/index.ts'
import type { PersonId, Trx } from '../../database/index.ts'
import { lockPerson, type Person } from '../../people/index.ts'
import type { Asker } from '../tasks.ts'

export type OwnFactorParts = SecondFactorParts & ReentryParts

/** The second factor as its owner sees it. */
export interface OwnFactor {
  readonly since: Date
  readonly codesLeft: number
}

export async function findOwnFactor({ database }: OwnFactorParts, person: PersonId): Promise<OwnFactor | undefined> {
  const factor = await findSecondFactor(database.db, person)
  return factor && { since: factor.enrolledAt, codesLeft: await countRecoveryCodes(database.db, person) }
}

export interface FactorFaults {
  readonly password?: 'missing' | 'wrong' | undefined
  readonly code?: 'missing' | 'wrong' | undefined
}

type Refused =
  | { kind: 'refused'; faults: FactorFaults }
  /** Without a time only a new password, or the help desk, helps. */
  | { kind: 'waiting'; what: 'password' | 'code'; retryAfterMs: number | undefined }
  | { kind: 'not-enrolled' }

/** Takes the factor away, for whoever types the password and proves the factor itself, by the app or by a recovery code. */
export async function removeOwnFactor(
  parts: OwnFactorParts,
  asker: Asker,
  typed: { password: string; code: string },
): Promise<{ kind: 'removed' } | Refused> {
  return proveBoth(parts, asker, 'second-factor-removed', typed, async (trx, person) => {
    const now = parts.world.clock.now()
    await takeFactorAway(parts, trx, person, { now, because: 'ended-elsewhere' })
    await recordEvent(trx, eventOf(asker, 'second-factor-removed', 'success', now))
    return { kind: 'removed' } as const
  })
}

/** Ten new recovery codes, for the same proofs. */
export async function renewOwnCodes(
  parts: OwnFactorParts,
  asker: Asker,
  typed: { password: string; code: string },
): Promise<{ kind: 'renewed'; codes: readonly string[] } | Refused> {
  return proveBoth(parts, asker, 'recovery-codes-renewed', typed, async (trx, person) => {
    const codes = await renewCodesOf(parts, trx, asker, person)
    return { kind: 'renewed', codes } as const
  })
}

type FactorChange = 'second-factor-removed' | 'recovery-codes-renewed'

/**
 * A borrowed session is not enough, nor is a stolen password: both are asked for (req 62). The password comes first, so that
 * whoever does not know it guesses at no code.
 */
async function proveBoth<Done>(
  parts: OwnFactorParts,
  asker: Asker,
  change: FactorChange,
  typed: { password: string; code: string },
  then: (trx: Trx, person: Person) => Promise<Done>,
): Promise<Done | Refused> {
  const { database, world, settings } = parts
  const { person, session, caller } = asker
  const missing = { password: missingIf(typed.password), code: missingIf(typed.code.trim()) }
  if (missing.password || missing.code) return { kind: 'refused', faults: missing }

  const refuse = async (faults: FactorFaults, because: string): Promise<Refused> => {
    await recordEvent(database.db, eventOf(asker, change, 'failure', world.clock.now(), { because }))
    return { kind: 'refused', faults }
  }
  const proof = await verifyReentry(parts, { person: person.id, session: session.id, password: typed.password, caller })
  if (proof.kind === 'waiting') return { ...proof, what: 'password' }
  if (proof.kind === 'wrong') return refuse({ password: 'wrong' }, 'wrong-password')

  const checked = await checkFactor(parts, person.id, typed.code, world.clock.now())
  if (checked.kind === 'not-enrolled') return checked
  if (checked.kind === 'waiting') return { ...checked, what: 'code' }
  if (checked.kind === 'no-code') return { kind: 'refused', faults: { code: 'missing' } }
  if (checked.kind === 'wrong') return refuse({ code: 'wrong' }, 'wrong-code')

  const outcome = await database.db.transaction().execute(async (trx): Promise<Done | FactorFaults> => {
    const held = await lockPerson(trx, person.id)
    const now = world.clock.now()
    if (!held || !(await confirmReentry(trx, settings, { person: person.id, session: session.id }, proof.hash, now)))
      return { password: 'wrong' }
    if (!(await spendFactor(trx, person.id, checked.match, now))) return { code: 'wrong' }
    return then(trx, held)
  })
  if (!isFault(outcome)) return outcome
  return refuse(outcome, outcome.password ? 'wrong-password' : 'wrong-code')
}

function isFault<Done>(outcome: Done | FactorFaults): outcome is FactorFaults {
  return typeof outcome === 'object' && outcome !== null && ('password' in outcome || 'code' in outcome)
}

function missingIf(text: string) {
  return text === '' ? ('missing' as const) : undefined
}

function eventOf(
  { person, source, reference }: FactorAsker,
  event: FactorChange,
  outcome: 'success' | 'failure',
  at: Date,
  details: Record<string, string> = {},
) {
  return { at, event, outcome, person: person.id, actor: 'person', source, reference, details }
}
