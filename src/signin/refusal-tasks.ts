import { recordEvent } from '../audit/index.ts'
import {
  countFailure,
  laneLimits,
  mayHearNotRecognized,
  pauseBeforeAnswer,
  recordRefusal,
  siteMark,
  sourceMark,
  sourceSite,
  takeFromBudget,
} from '../challenges/index.ts'
import { tell as tellAloud } from '../signals/index.ts'
import { type Decided, eventOf, judgeNetwork, type SignInAttempt, type SignInParts } from './attempt.ts'
import type { LookedUp } from './look-up/store.ts'
import type { Verdict } from './signin.ts'

/** Counts the failure before the answer leaves, and says how long that is held back (req 2, 3). */
export async function refuse(
  parts: SignInParts,
  attempt: SignInAttempt,
  known: LookedUp,
  verdict: Exclude<Verdict, { kind: 'signed-in' }>,
  started: Date,
): Promise<Decided> {
  const { settings, world, keys, database } = parts
  const now = world.clock.now()
  await countFailure(database.quick, {
    lane: known.lane,
    account: known.accountAtSource,
    source: sourceMark(keys, attempt.source),
    site: siteMark(keys, attempt.source, settings.SOURCE_WINDOW, now),
    limits: laneLimits(settings),
    window: settings.SOURCE_WINDOW,
    now,
  })
  if (verdict.because === 'waiting') tellAloud('account-waits', {})
  await recordEvent(
    database.quick,
    eventOf(attempt, 'failure', known.found?.person.id, now, { because: verdict.because }),
  )
  const tell =
    verdict.kind === 'not-recognized' &&
    (await mayHearNotRecognized(database.quick, { keys, settings, source: attempt.source, now }))
  const passed = world.clock.now().getTime() - started.getTime()
  const pause = pauseBeforeAnswer(passed, settings.ANSWER_FLOOR)
  return { outcome: { kind: tell ? 'not-recognized' : 'refused' }, pause }
}

/** Attempts stand in the trail up to a budget, and the alarm is raised once for a source, or its site, within the window, not with every attempt (req 56). */
export async function noteThrottledSource(parts: SignInParts, attempt: SignInAttempt, known: LookedUp, now: Date) {
  const { database, settings, keys } = parts
  const { judged, accounts, failures, ofSite } = judgeNetwork(settings, attempt, known)
  const event = judged === 'spraying' ? 'spraying-suspected' : 'source-throttled'
  await recordRefusal(parts, eventOf(attempt, 'failure', undefined, now, { because: 'source-waits' }))
  const { granted: isFirst } = await takeFromBudget(database.quick, {
    budget: event,
    holder: ofSite ? keys.mac('site', sourceSite(attempt.source)) : sourceMark(keys, attempt.source),
    limit: 1,
    windowMs: settings.SOURCE_WINDOW,
    now,
  })
  if (!isFirst) return
  const alarm = eventOf(attempt, 'failure', undefined, now, { accounts, failures })
  await recordEvent(database.quick, { ...alarm, event, actor: 'system' })
}
