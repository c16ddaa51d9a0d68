import { type AuditEvent, recordEvent } from '../audit/index.ts'
import {
  countFailure,
  judgeSource,
  laneLimits,
  mayHearNotRecognized,
  pauseBeforeAnswer,
  recordRefusal,
  sourceBlock,
  takeFromBudget,
} from '../challenges/index.ts'
import { type Institution, isWithin, type Settings } from '../config/index.ts'
import {
  type Caller,
  type HashGate,
  HashQueueFull,
  inTurn,
  normalisePassword,
  type PasswordJudge,
  type PolicyContextParts,
  policyContextOf,
  replaceHash,
} from '../credentials/index.ts'
import { demandChange, isOldHash } from '../credentials/old-hashes/index.ts'
import { asSessionId, type Database, type PersonId } from '../database/index.ts'
import { letterWords, postLetter, renderLetter } from '../mail/index.ts'
import { accountState, canonicalAddress, findPerson } from '../people/index.ts'
import { newServiceTicket, type ServiceTicket } from '../services/index.ts'
import { endSession, type Session, type TicketGrantingCookie } from '../sessions/index.ts'
import { tell as tellAloud } from '../signals/index.ts'
import type { Keyring, World } from '../world/index.ts'
import { type Device, readDeviceCookie, writeDeviceCookie } from './device-cookie.ts'
import { noticeOfFailures } from './mails/notice-of-failures.tsx'
import { judgeSignIn, type Verdict } from './signin.ts'
import { admit, type LookedUp, lookUp, takeOver } from './store.ts'

export interface SignInParts extends PolicyContextParts {
  readonly judgePassword: PasswordJudge['judgePassword']
  readonly world: World
  readonly keys: Keyring
  readonly database: Database
  readonly hashGate: HashGate
  readonly institution: Institution
  readonly origin: string
}

export interface SignInAttempt {
  /** As typed: spaces around it are forgiven. */
  readonly typed: string
  readonly password: string
  /** Digest of the one form that was sent. */
  readonly form: Buffer
  readonly source: string
  /** Who waits for the answer, for the queue. */
  readonly caller: Caller
  readonly browser: string
  readonly reference: string
  readonly deviceCookie: string | undefined
  /** The session this browser had before: looked up when it is the turn of this attempt. */
  readonly before: () => Promise<Session | undefined>
  /** The service the person is on the way to. */
  readonly service: string | undefined
  /** Its ticket waits for something more than the password: a consent, a second factor. Otherwise it is made in the same breath. */
  readonly ticketWaits: boolean
  /** The person wants to be asked before another service is told. */
  readonly warns: boolean
  /** The person wants to stay signed in past the end of the browser. */
  readonly longTerm: boolean
}

export type SignInOutcome =
  | { kind: 'signed-in'; cookie: TicketGrantingCookie; device: string; ticket: string | undefined; session: Session }
  | { kind: 'refused' }
  | { kind: 'not-recognized' }
  | { kind: 'form-already-sent' }
  | { kind: 'source-waits'; retryAfter: number }
  /** Too many wait. Nothing was looked at, and there is a place from `dueAt` on. */
  | { kind: 'no-time'; dueAt: Date; retryAfterMs: number }

const NOTICE_AFTER = 5

/** What was decided in a turn at the hashes, and how long the answer is then held back. */
interface Decided {
  readonly outcome: SignInOutcome
  readonly pause?: number
}

/**
 * Signs a person in by ID and password. Every failure takes the same work and at least the same time (req 2, 3). Nothing is read
 * or counted before it is the turn of this attempt: whom there is no time for has lost nothing, not even the form (decision 210).
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
  // Waiting accounts and unknown ones are given the same work with nobody's password.
  const comparable = known.laneWaits ? undefined : known.passwordHash
  const matches = await parts.hashGate.verify(comparable, password, attempt.password)
  const verdict = judgeSignIn({ state: stateOf(known, settings), waiting: known.laneWaits, matches })

  if (verdict.kind === 'signed-in') {
    const outcome = await letIn(parts, attempt, await judgeOldPassword(parts, attempt, known, password), device)
    if (outcome) {
      void rehash({ ...parts, hashGate: gate }, known, password)
      return { outcome }
    }
    return await refuse(parts, attempt, known, { kind: 'refused', because: 'waiting' }, started)
  }
  return await refuse(parts, attempt, known, verdict, started)
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
    source: keys.mac('source', sourceBlock(attempt.source)),
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
  if (hasOwnLane(known)) return false
  return (
    judgeSource(
      { accounts: known.sourceAccounts, failures: known.sourceFailures },
      sourceLimits(settings, attempt.source),
    ) !== 'open'
  )
}

function hasOwnLane({ lane, account }: LookedUp) {
  return lane !== account
}

function sourceLimits(settings: Settings, source: string) {
  const times = isWithin(source, settings.CAMPUS_NETWORKS) ? 25 : 1
  return { accounts: settings.SOURCE_ACCOUNTS * times, failures: settings.SOURCE_FAILURES * times }
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
  const judgement = await parts.judgePassword(password, policyContextOf(parts, person))
  const mustChange = known.mustChange || !judgement.acceptable
  // Before anything is opened: a program that ends here has let nobody past.
  if (mustChange) await demandChange(db, id, hash)
  const event = eventOf(attempt, 'success', id, parts.world.clock.now(), { mustChange })
  await recordEvent(parts.database.quick, { ...event, event: 'old-password-used' })
  return { ...known, mustChange }
}

/** `undefined` when the lane closed, or the password changed, while this one was being verified. */
async function letIn(
  parts: SignInParts,
  attempt: SignInAttempt,
  known: LookedUp,
  device: Device | undefined,
): Promise<SignInOutcome | undefined> {
  const { world, database, keys } = parts
  const now = world.clock.now()
  if (!known.found || !known.passwordHash) return undefined
  const person = known.found.person.id
  const cookie = { id: asSessionId(world.random.token(16)), secret: world.random.token(24) }
  const session: Session = {
    id: cookie.id,
    person,
    createdAt: now,
    lastUsedAt: now,
    source: attempt.source,
    browser: attempt.browser,
    mustChange: known.mustChange,
    longTerm: attempt.longTerm,
    warns: attempt.warns,
    signedInFor: attempt.ticketWaits ? attempt.service : undefined,
  }
  const ticket =
    attempt.service === undefined || attempt.ticketWaits || known.mustChange
      ? undefined
      : { value: newServiceTicket(world.random), about: ticketFor(session, attempt.service, parts.settings, now) }
  const admitted = await admit(database.db, {
    session,
    cookie,
    passwordHash: known.passwordHash,
    lane: known.lane,
    account: known.account,
    source: keys.mac('source', sourceBlock(attempt.source)),
    sourceLimits: hasOwnLane(known)
      ? undefined
      : {
          ...sourceLimits(parts.settings, attempt.source),
          since: new Date(now.getTime() - parts.settings.SOURCE_WINDOW),
        },
    limits: laneLimits(parts.settings),
    ticket,
    event: eventOf(attempt, 'success', person, now, { service: attempt.service?.split(/[?#]/)[0] ?? null }),
    now,
  })
  if (!admitted) return undefined
  await leaveBefore(parts, attempt, session, now)
  if (known.laneFailures >= NOTICE_AFTER) await tellOfFailures(parts, attempt, person, known.laneFailures, now)
  const kept = device?.person === person ? device : { person, id: world.random.token(12), issuedAt: now }
  return { kind: 'signed-in', cookie, device: writeDeviceCookie(keys, kept), ticket: ticket?.value, session }
}

function ticketFor(session: Session, service: string, settings: Settings, now: Date): ServiceTicket {
  return {
    session: session.id,
    person: session.person,
    service,
    fromNewLogin: true,
    signedInAt: session.createdAt,
    expiresAt: new Date(now.getTime() + settings.TICKET_LIFETIME),
    proxies: [],
  }
}

/** The session this browser had dies at a new sign-in (req 57): quietly for the same person, everywhere for another. */
async function leaveBefore({ database }: SignInParts, attempt: SignInAttempt, session: Session, now: Date) {
  const before = await attempt.before()
  if (!before) return
  if (before.person === session.person) await takeOver(database.db, before.id, session.id, now)
  else await database.db.transaction().execute((trx) => endSession(trx, before.id, 'ended-elsewhere', now))
}

/** The owner hears of a success that followed several failures (req 9). */
async function tellOfFailures(
  { database, institution, origin }: SignInParts,
  attempt: SignInAttempt,
  id: PersonId,
  failures: number,
  now: Date,
) {
  const person = await findPerson(database.db, id)
  const recipient = person?.assignedAddress
  if (!person || recipient === undefined) return
  const words = letterWords(institution, person.language)
  const notice = noticeOfFailures({ words, failures, moment: now, browser: attempt.browser, origin })
  await database.db.transaction().execute(async (trx) => {
    await postLetter(trx, {
      kind: 'notice-of-failures',
      person: id,
      recipient,
      language: person.language,
      content: renderLetter(notice),
      now,
    })
    await recordEvent(trx, {
      ...eventOf(attempt, 'success', id, now, { failures }),
      event: 'notice-of-failures',
      actor: 'system',
    })
  })
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

async function refuse(
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
    account: known.account,
    source: keys.mac('source', sourceBlock(attempt.source)),
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

/** Attempts stand in the trail up to a budget, and the alarm is raised once for a source within the window, not with every attempt (req 56). */
async function noteThrottledSource(parts: SignInParts, attempt: SignInAttempt, known: LookedUp, now: Date) {
  const { database, settings, keys } = parts
  const { sourceAccounts: accounts, sourceFailures: failures } = known
  const judged = judgeSource({ accounts, failures }, sourceLimits(settings, attempt.source))
  const event = judged === 'spraying' ? 'spraying-suspected' : 'source-throttled'
  await recordRefusal(parts, eventOf(attempt, 'failure', undefined, now, { because: 'source-waits' }))
  const { granted: isFirst } = await takeFromBudget(database.quick, {
    budget: event,
    holder: keys.mac('source', sourceBlock(attempt.source)),
    limit: 1,
    windowMs: settings.SOURCE_WINDOW,
    now,
  })
  if (!isFirst) return
  const alarm = eventOf(attempt, 'failure', undefined, now, { accounts, failures })
  await recordEvent(database.quick, { ...alarm, event, actor: 'system' })
}

function eventOf(
  attempt: SignInAttempt,
  outcome: AuditEvent['outcome'],
  person: PersonId | undefined,
  at: Date,
  details: AuditEvent['details'] = {},
): AuditEvent {
  return {
    at,
    event: 'sign-in',
    outcome,
    person,
    actor: 'person',
    source: attempt.source,
    reference: attempt.reference,
    details,
  }
}
