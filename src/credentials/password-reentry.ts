import {
  countFailure,
  findLane,
  isWaiting,
  laneLimits,
  passLane,
  siteMark,
  sourceMark,
  waitAfter,
} from '../challenges/index.ts'
import type { Settings } from '../config/index.ts'
import type { Database, PersonId, SessionId, Trx } from '../database/index.ts'
import type { Keyring, World } from '../world/index.ts'
import { normalisePassword } from './folding.ts'
import type { Caller, HashGate } from './hash.ts'
import { inTurn } from './in-turn.ts'
import { findPasswordHashes, holdPassword } from './store.ts'

export interface ReentryParts {
  readonly settings: Settings
  readonly world: World
  readonly keys: Keyring
  readonly database: Database
  readonly hashGate: HashGate
}

/** A signed-in person proves again that they are the one: before a new password, before ending sessions (req 26, 61). */
export interface ReenteredPassword {
  readonly person: PersonId
  readonly session: SessionId
  readonly password: string
  /** Who waits for the answer, for the queue. */
  readonly caller: Caller
}

export type ReentryOutcome =
  /** `hash` is what it was compared with, for `confirmReentry`. */
  | { kind: 'right'; hash: string }
  | { kind: 'wrong' }
  /** Nothing was compared. Without a time only a new password by a mailed link helps. */
  | { kind: 'waiting'; retryAfterMs: number | undefined }

/**
 * Compares the password and counts a wrong one, as the sign-in does. The lane is the session's own: strangers who guess at
 * the sign-in keep nobody from changing a password, and who guesses in a borrowed session keeps nobody from signing in.
 */
export function verifyReentry(parts: ReentryParts, entered: ReenteredPassword): Promise<ReentryOutcome> {
  return inTurn(parts, { ...entered.caller, owner: entered.person }, 1, (own) => compare(own, entered))
}

async function compare(parts: ReentryParts, entered: ReenteredPassword): Promise<ReentryOutcome> {
  const { world, database, hashGate, settings, keys } = parts
  const lane = laneOf(entered)
  const limits = laneLimits(settings)
  const before = await findLane(database.quick, lane)
  if (before && isWaiting(before, limits, world.clock.now())) {
    const wait = before.lastFailedAt.getTime() + waitAfter(before.failures, limits) - world.clock.now().getTime()
    return { kind: 'waiting', retryAfterMs: Number.isFinite(wait) ? wait : undefined }
  }

  const [hash] = await findPasswordHashes(database.db, entered.person, 0)
  if (hash !== undefined && (await hashGate.verify(hash, normalisePassword(entered.password), entered.password))) {
    // Not every caller goes on to `confirmReentry`: one that refuses the new password must not tell a burst of guesses which was right.
    const after = await findLane(database.quick, lane)
    return isWaiting(after, limits, world.clock.now()) ? { kind: 'wrong' } : { kind: 'right', hash }
  }
  const now = world.clock.now()
  await countFailure(database.quick, {
    lane,
    account: entered.person,
    source: sourceMark(keys, entered.caller.source),
    site: siteMark(keys, entered.caller.source, settings.SOURCE_WINDOW, now),
    limits,
    window: settings.SOURCE_WINDOW,
    now,
  })
  return { kind: 'wrong' }
}

/** In the transaction of what the password was asked for: whether it is still right, and was not one guess of many at once. */
export async function confirmReentry(
  trx: Trx,
  settings: Settings,
  entered: Pick<ReenteredPassword, 'person' | 'session'>,
  hash: string,
  now: Date,
): Promise<boolean> {
  return (
    (await holdPassword(trx, entered.person, hash)) && (await passLane(trx, laneOf(entered), laneLimits(settings), now))
  )
}

/** A session is a known browser, so that a new password clears its lane with those of the devices. */
function laneOf({ person, session }: Pick<ReenteredPassword, 'person' | 'session'>) {
  return `${person}/device/${session}`
}
