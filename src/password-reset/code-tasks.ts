import { recordEvent } from '../audit/index.ts'
import {
  closeCodesOf,
  codeTyped,
  digestCode,
  findOpenCode,
  isCode,
  pauseBeforeAnswer,
  proveCode,
  shareOfEverybody,
  sharesOfSource,
  sourceSite,
  spendCode,
  takeFromBudget,
  takeShares,
} from '../challenges/index.ts'
import {
  type Caller,
  inTurn,
  normalisePassword,
  type Reason,
  type RuleVerdict,
  usedBefore,
} from '../credentials/index.ts'
import { asPersonId, type CodeId, type PersonId } from '../database/index.ts'
import {
  canonicalAddress,
  findByAddress,
  findPerson,
  lockPerson,
  maySetPassword,
  type Person,
} from '../people/index.ts'
import { type FormFaults, formFaults, type NewPasswordForm } from './new-password.ts'
import {
  askHistory,
  HASHES_OF_A_NEW_PASSWORD,
  judgeFaultyForm,
  judgeNewPassword,
  putPassword,
} from './new-password-tasks.ts'
import type { Asker, ResetParts } from './parts.ts'

/** Codes one network may try in an hour: a room full of people who were all handed one. */
const TRIES_PER_SOURCE = 60
/** And everybody in an hour: far more than desks hand out, a ninth of a core when each costs its 40 ms. */
const TRIES_OVERALL = 10_000
/**
 * And of one site at one account, while a spoken code lives, and at one code, however long it lives: less than kills it, so
 * that no stranger burns the code of another alone, nor a printed one by patience.
 */
const TRIES_AT_ACCOUNT = 4

export interface CodeAttempt extends Asker {
  readonly address: string
  readonly code: string
}

export type CodeOutcome =
  | { kind: 'proved'; code: CodeId }
  /** Unknown address, wrong code, dead code, an account that may not: one answer. */
  | { kind: 'refused' }
  /** The same for known and unknown addresses. */
  | { kind: 'too-many'; retryAfterMs: number }

/**
 * Compares a typed one-time code (req 42, 90). What is taken first does not depend on the account: the share of the source, of
 * its site, of the site at this address, and of everybody. Only then is the try counted against the code, and only then
 * compared; every answer takes the same steps and at least the same time. The right code is not spent by it: that the new
 * password does.
 */
export async function tryCode(parts: ResetParts, attempt: CodeAttempt): Promise<CodeOutcome> {
  const { clock } = parts.world
  const started = clock.now()
  const outcome = await answer(parts, attempt, started)
  await clock.pause(pauseBeforeAnswer(clock.now().getTime() - started.getTime(), parts.settings.ANSWER_FLOOR))
  return outcome
}

async function answer(parts: ResetParts, attempt: CodeAttempt, now: Date): Promise<CodeOutcome> {
  const { keys, settings, database } = parts
  const address = canonicalAddress(attempt.address) ?? ''
  const site = sourceSite(attempt.source)
  const ofAccount = {
    budget: 'codes-source-account',
    holder: keys.mac('codes', site, address),
    limit: TRIES_AT_ACCOUNT,
    windowMs: settings.CODE_LIFETIME,
  }
  const shares = [
    ...sharesOfSource('codes', { keys, settings, source: attempt.source, perSource: TRIES_PER_SOURCE }),
    ofAccount,
    // Last, since one that refuses leaves those before it spent: a stranger who repeats one address uses up nobody else's.
    shareOfEverybody('codes', TRIES_OVERALL),
  ]
  const taken = await takeShares(database.quick, now, shares)
  if (!taken.granted) return { kind: 'too-many', retryAfterMs: taken.retryAfterMs }

  const found = await findByAddress(database.db, address)
  // Any address of the person will do: the code is the proof, and the desk has seen who has it.
  const holder = found && maySetPassword(found.person) ? found.person.id : NOBODY
  const typed = await digestCode(database.db, { person: holder, purpose: 'set-password', typed: attempt.code, now })
  return database.db.transaction().execute(async (trx): Promise<CodeOutcome> => {
    await lockPerson(trx, holder)
    // What is past it is answered as a wrong one, with the same work, and is not counted against the code.
    const { granted } = await takeFromBudget(trx, {
      budget: 'codes-source-code',
      holder: keys.mac('codes', site, typed.id ?? `none of ${address}`),
      limit: TRIES_AT_ACCOUNT,
      windowMs: settings.PRINTED_CODE_LIFETIME,
      now,
    })
    const person = granted ? holder : NOBODY
    const proved = await proveCode(trx, { person, purpose: 'set-password', typed, now })
    if (proved.kind === 'right') return { kind: 'proved', code: proved.id }
    await recordEvent(trx, {
      at: now,
      event: 'code-used',
      outcome: 'failure',
      person: found?.person.id,
      actor: 'person',
      source: attempt.source,
      reference: attempt.reference,
      details: { because: holder === NOBODY ? 'no-account' : granted ? proved.kind : 'too-many-from-here' },
    })
    return { kind: 'refused' }
  })
}

const NOBODY = asPersonId('')

/** What can be told of a typed code without asking anybody: that it cannot be one. Costs no try. */
export function codeFault(typed: string): 'missing' | 'not-a-code' | undefined {
  if (codeTyped(typed) === '') return 'missing'
  return isCode(typed) ? undefined : 'not-a-code'
}

/** What a proved code opens now. */
export type CodeView =
  | { kind: 'open'; code: CodeId; person: Person }
  /** Used, superseded, expired, or the account is not what it was. */
  | { kind: 'dead' }

export async function lookAtCode(parts: ResetParts, id: CodeId | undefined): Promise<CodeView> {
  const { db } = parts.database
  const code = id && (await findOpenCode(db, id, parts.world.clock.now()))
  const person = code?.purpose === 'set-password' ? await findPerson(db, code.person) : undefined
  return id && person && maySetPassword(person) ? { kind: 'open', code: id, person } : { kind: 'dead' }
}

export type CodeSetOutcome =
  | { kind: 'password-set'; person: PersonId }
  | {
      kind: 'refused'
      view: Extract<CodeView, { kind: 'open' }>
      faults: FormFaults
      reasons: readonly Reason[]
      rules: readonly RuleVerdict[]
    }
  | { kind: 'dead' }

/** Sets the password by a proved code. The same rules as behind a link, and no question: the desk has asked (req 42). */
export async function setPasswordByCode(
  parts: ResetParts,
  id: CodeId | undefined,
  form: NewPasswordForm,
  asker: Asker & { readonly caller: Caller },
): Promise<CodeSetOutcome> {
  const view = await lookAtCode(parts, id)
  if (view.kind !== 'open') return view
  const { person, code } = view
  const faults = formFaults(form, false)
  if (faults.password || faults.repeat) {
    return { kind: 'refused', view, faults, ...judgeFaultyForm(parts, person, form) }
  }
  const caller = { ...asker.caller, owner: person.id }
  return inTurn(parts, caller, HASHES_OF_A_NEW_PASSWORD, async (own): Promise<CodeSetOutcome> => {
    const judged = await judgeNewPassword(own, person, form, caller)
    if (judged.reasons.length > 0)
      return { kind: 'refused', view, faults, reasons: judged.reasons, rules: judged.rules }
    const history = await askHistory(own, person, form.password, code)
    if (history === 'used-before') return { kind: 'refused', view, faults, ...usedBefore(judged.rules) }
    if (history === 'enough') return close(own, person.id)
    const hash = await own.hashGate.hash(normalisePassword(form.password))
    return complete(own, { code, person: person.id }, hash, asker)
  })
}

function close({ database, world }: ResetParts, person: PersonId): Promise<CodeSetOutcome> {
  return database.db.transaction().execute(async (trx): Promise<CodeSetOutcome> => {
    await lockPerson(trx, person)
    await closeCodesOf(trx, person, world.clock.now(), 'set-password')
    return { kind: 'dead' }
  })
}

/** All or nothing: of twenty parallel posts one completes. Counted wrong answers to the question stay as they are. */
function complete(
  parts: ResetParts,
  proof: { code: CodeId; person: PersonId },
  hash: string,
  asker: Asker,
): Promise<CodeSetOutcome> {
  return parts.database.db.transaction().execute(async (trx): Promise<CodeSetOutcome> => {
    const person = await lockPerson(trx, proof.person)
    const now = parts.world.clock.now()
    if (!person || !maySetPassword(person) || !(await spendCode(trx, proof.code, now))) return { kind: 'dead' }

    const purpose = person.hasPassword ? 'forgotten-password' : 'first-password'
    await recordEvent(trx, {
      at: now,
      event: 'code-used',
      outcome: 'success',
      person: person.id,
      actor: 'person',
      source: asker.source,
      reference: asker.reference,
      details: { code: proof.code },
    })
    await putPassword(parts, trx, { person, hash, by: { code: proof.code }, purpose, now }, asker)
    return { kind: 'password-set', person: person.id }
  })
}
