import { recordEvent } from '../audit/index.ts'
import { laneLimits, siteMark, sourceMark } from '../challenges/index.ts'
import type { Settings } from '../config/index.ts'
import {
  type HashGate,
  HashQueueFull,
  inTurn,
  normalisePassword,
  type PolicyContext,
  policyContextOf,
  replaceHash,
} from '../credentials/index.ts'
import { demandChange, isOldHash } from '../credentials/old-hashes/index.ts'
import { accountState, canonicalAddress, findPerson } from '../people/index.ts'
import {
  type Decided,
  eventOf,
  hasOwnLane,
  judgeNetwork,
  type SignInAttempt,
  type SignInOutcome,
  type SignInParts,
} from './attempt.ts'
import { type Device, readDeviceCookie } from './device-cookie.ts'
import { letIn } from './let-in-tasks.ts'
import { giveFormBack, type LookedUp, lookUp } from './look-up/store.ts'
import { noteThrottledSource, refuse } from './refusal-tasks.ts'
import { judgeSignIn } from './signin.ts'

/**
 * Signs a person in by ID and password. Every failure takes the same work and at least the same time (req 2, 3). Nothing is read
 * or counted before it is the turn of this attempt, and whose old password is not judged in time is given the form back: whom there is no
 * time for has lost nothing (decisions 210, 011).
 */
export async function signIn(parts: SignInParts, attempt: SignInAttempt): Promise<SignInOutcome> {
  const device = readDeviceCookie(
    parts.keys,
    attempt.deviceCookie,
    parts.settings.DEVICE_LIFETIME,
    parts.world.clock.now(),
  )
  const caller = { ...attempt.caller, owner: device?.person }
  try {
    const { outcome, pause } = await inTurn(parts, caller, 1, (own) => decide(own, parts.hashGate, attempt, device))
    if (pause !== undefined) await parts.world.clock.pause(pause)
    return outcome
  } catch (error) {
    if (!(error instanceof HashQueueFull)) throw error
    return { kind: 'no-time', dueAt: error.dueAt, retryAfterMs: error.retryAfterMs }
  }
}

/** `gate` is for what is done after the turn. */
async function decide(
  parts: SignInParts,
  gate: HashGate,
  attempt: SignInAttempt,
  device: Device | undefined,
): Promise<Decided> {
  const { settings, world } = parts
  const started = world.clock.now()
  const known = await lookUp(parts.database.quick, question(parts, attempt, device, started))

  if (!known.formIsFresh) return { outcome: { kind: 'form-already-sent' } }
  if (sourceMustWait(parts, attempt, known)) {
    await noteThrottledSource(parts, attempt, known, started)
    return { outcome: { kind: 'source-waits', retryAfter: Math.ceil(settings.SOURCE_WINDOW / 1000) } }
  }

  const password = normalisePassword(attempt.password)
  const verdict = await compare(parts, attempt, known, password)
  if (verdict.kind === 'signed-in') {
    const outcome =
      (await letIn(parts, attempt, await judgeOldPassword(parts, attempt, known, password), device)) ??
      (await letInByHashMadeAnew(parts, attempt, known, password, device))
    if (outcome) {
      void rehash({ ...parts, hashGate: gate }, known, password)
      return { outcome }
    }
    return await refuse(parts, attempt, known, { kind: 'refused', because: 'waiting' }, started)
  }
  return await refuse(parts, attempt, known, verdict, started)
}

/** Waiting accounts and unknown ones are given the same work with nobody's password. */
async function compare({ hashGate, settings }: SignInParts, attempt: SignInAttempt, known: LookedUp, password: string) {
  const comparable = known.laneWaits ? undefined : known.passwordHash
  const matches = await hashGate.verify(comparable, password, attempt.password)
  return judgeSignIn({ state: stateOf(known, settings), waiting: known.laneWaits, matches })
}

/**
 * The hash that was compared may be gone because the same person signed in elsewhere in the same moment and it was made anew (req 37): what
 * was typed is compared with the one that is there now. After a new password it does not match.
 */
async function letInByHashMadeAnew(
  parts: SignInParts,
  attempt: SignInAttempt,
  before: LookedUp,
  password: string,
  device: Device | undefined,
): Promise<SignInOutcome | undefined> {
  const known = await lookUp(parts.database.quick, question(parts, attempt, device, parts.world.clock.now()))
  if (known.passwordHash === before.passwordHash || sourceMustWait(parts, attempt, known)) return undefined
  const verdict = await compare(parts, attempt, known, password)
  if (verdict.kind !== 'signed-in') return undefined
  return letIn(parts, attempt, await judgeOldPassword(parts, attempt, known, password), device)
}

function question(parts: SignInParts, attempt: SignInAttempt, device: Device | undefined, now: Date) {
  const { settings, keys } = parts
  const address = canonicalAddress(attempt.typed)
  return {
    form: attempt.form,
    formExpires: new Date(now.getTime() + settings.FORM_LIFETIME),
    address,
    typedMark: `typed:${keys.mac('typed-id', address ?? attempt.typed).toString('base64url')}`,
    device,
    source: sourceMark(keys, attempt.source),
    site: siteMark(keys, attempt.source, settings.SOURCE_WINDOW, now),
    sourceSince: new Date(now.getTime() - settings.SOURCE_WINDOW),
    limits: laneLimits(settings),
    now,
  }
}

function stateOf(known: LookedUp, settings: Settings) {
  const accepted = known.found && {
    ...known.found,
    typedIsAssigned: known.found.typedIsAssigned || settings.OTHER_ADDRESSES === 'accept',
  }
  return accountState(accepted)
}

/** A browser with its own lane is never held back for what its neighbours did. */
function sourceMustWait({ settings }: SignInParts, attempt: SignInAttempt, known: LookedUp) {
  return !hasOwnLane(known) && judgeNetwork(settings, attempt, known).judged !== 'open'
}

/**
 * A password that comes from elsewhere was never judged here (req 33): it is at the first right sign-in, the one moment when it can be.
 * One that does not keep the rules opens nothing but the page where it is changed.
 */
async function judgeOldPassword(
  parts: SignInParts,
  attempt: SignInAttempt,
  known: LookedUp,
  password: string,
): Promise<LookedUp> {
  const hash = known.passwordHash
  if (!known.found || hash === undefined || !isOldHash(hash)) return known
  const { db } = parts.database
  const id = known.found.person.id
  const person = await findPerson(db, id)
  if (!person) return known
  const judgement = await judged(parts, attempt, password, policyContextOf(parts, person))
  const mustChange = known.mustChange || !judgement.acceptable
  // Before anything is opened: a program that ends here has let nobody past.
  if (mustChange) await demandChange(db, id, hash)
  const event = eventOf(attempt, 'success', id, parts.world.clock.now(), { mustChange })
  await recordEvent(parts.database.quick, { ...event, event: 'old-password-used' })
  return { ...known, mustChange }
}

/** Until here only the form was spent. */
async function judged(parts: SignInParts, { form }: SignInAttempt, password: string, context: PolicyContext) {
  try {
    return await parts.judgePassword(password, context)
  } catch (error) {
    if (error instanceof HashQueueFull) await giveFormBack(parts.database.quick, form)
    throw error
  }
}

/** A stored hash cheaper than today's cost is made anew, behind the answer (req 37). */
async function rehash({ hashGate, database }: SignInParts, known: LookedUp, password: string) {
  const before = known.passwordHash
  if (!known.found || before === undefined || !hashGate.isOutdated(before)) return
  try {
    await replaceHash(database.db, known.found.person.id, before, await hashGate.hash(password))
  } catch {
    // A full queue now only means that the next sign-in does it.
  }
}
