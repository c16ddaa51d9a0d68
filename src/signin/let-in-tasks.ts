import { recordEvent } from '../audit/index.ts'
import { laneLimits, siteMark, sourceMark } from '../challenges/index.ts'
import type { Settings } from '../config/index.ts'
import { asSessionId } from '../database/index.ts'
import { letterWords, postLetter, renderLetter } from '../mail/index.ts'
import { findPerson } from '../people/index.ts'
import { newServiceTicket, type ServiceTicket } from '../services/index.ts'
import { endSession, type Session } from '../sessions/index.ts'
import {
  eventOf,
  hasOwnLane,
  type SignInAttempt,
  type SignInOutcome,
  type SignInParts,
  sourceLimits,
} from './attempt.ts'
import { type Device, writeDeviceCookie } from './device-cookie.ts'
import type { LookedUp } from './look-up/store.ts'
import { noticeOfFailures } from './mails/notice-of-failures.tsx'
import { type Admission, admit, admitAlone, takeOver } from './store.ts'

/** So many failures before a success are told to the owner. */
const NOTICE_AFTER = 5

/** Opens the session. `undefined` when the lane closed, or the password changed, while this one was being verified. */
export async function letIn(
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
  const admission: Admission = {
    session,
    cookie,
    passwordHash: known.passwordHash,
    lane: known.lane,
    account: known.accountAtSource,
    source: sourceMark(keys, attempt.source),
    site: siteMark(keys, attempt.source, parts.settings.SOURCE_WINDOW, now),
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
  }
  const admitted =
    known.laneFailures >= NOTICE_AFTER
      ? await admitAndTell(parts, attempt, admission, known.laneFailures)
      : await admit(database.db, admission)
  if (!admitted) return undefined
  await leaveBefore(parts, attempt, session, now)
  // One from before the last new password gives this browser no lane any more.
  const kept = device && hasOwnLane(known) ? device : { person, id: world.random.token(12), issuedAt: now }
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

/**
 * The owner hears of a success that followed several failures (req 9). All in one transaction: it forgets the failures, so that no later
 * sign-in would make up for a letter that was lost with this process.
 */
async function admitAndTell(
  { database, institution, origin }: SignInParts,
  attempt: SignInAttempt,
  admission: Admission,
  failures: number,
): Promise<boolean> {
  const { now } = admission
  const id = admission.session.person
  const person = await findPerson(database.db, id)
  const recipient = person?.assignedAddress
  if (!person || recipient === undefined) return admit(database.db, admission)
  const words = letterWords(institution, person.language)
  const content = renderLetter(noticeOfFailures({ words, failures, moment: now, browser: attempt.browser, origin }))
  return database.db.transaction().execute(async (trx) => {
    if (!(await admitAlone(trx, admission))) return false
    await postLetter(trx, {
      kind: 'notice-of-failures',
      person: id,
      recipient,
      language: person.language,
      content,
      now,
    })
    await recordEvent(trx, {
      ...eventOf(attempt, 'success', id, now, { failures }),
      event: 'notice-of-failures',
      actor: 'system',
    })
    return true
  })
}

/** The session this browser had dies at a new sign-in (req 57): quietly for the same person, everywhere for another. */
async function leaveBefore({ database }: SignInParts, attempt: SignInAttempt, session: Session, now: Date) {
  const before = await attempt.before()
  if (!before) return
  if (before.person === session.person) await takeOver(database.db, before.id, session.id, now)
  else await database.db.transaction().execute((trx) => endSession(trx, before.id, 'ended-elsewhere', now))
}
