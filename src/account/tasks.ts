import { type AuditEvent, byPerson, recordEvent } from '../audit/index.ts'
import type { Institution } from '../config/index.ts'
import { type Caller, confirmReentry, passwordSetAt, type ReentryParts, verifyReentry } from '../credentials/index.ts'
import type { SessionId } from '../database/index.ts'
import type { Language } from '../language/index.ts'
import { listStudies, lockPerson, type Person, type Study, setLanguage } from '../people/index.ts'
import { listConsents, type ServiceList, withdrawConsent } from '../services/index.ts'
import {
  endSessionsOf,
  isGrantedForLater,
  listSessions,
  revokeSession,
  type Session,
  sessionHandle,
  sessionLimits,
} from '../sessions/index.ts'
import type { Keyring } from '../world/index.ts'
import { type Activity, recentActivity, shownEvents } from './activity.ts'
import { findOwnFactor, type OwnFactor } from './second-factor/tasks.ts'
import { listOwnEvents, listVisits } from './store.ts'
import { type VisitedService, visitedServices } from './visited-services.ts'

export interface AccountTaskParts extends ReentryParts {
  readonly institution: Institution
  /** The registry, for the names of the services a sign-in led to. */
  readonly services: ServiceList
}

/** Who asks, in which session. */
export interface Asker {
  readonly session: Session
  readonly person: Person
  readonly source: string
  /** Who waits for the answer, for the queue. */
  readonly caller: Caller
  readonly reference: string
}

/** A session as its owner knows it. */
export interface OwnSession {
  /** Names it in addresses; tells nobody its id (req 96). */
  readonly handle: string
  readonly browser: string
  readonly source: string
  readonly since: Date
  readonly lastUsed: Date
  readonly isThisOne: boolean
}

export interface Account {
  readonly person: Person
  readonly studies: readonly Study[]
  readonly passwordSetAt: Date | undefined
  /** This one first, then by last use. */
  readonly sessions: readonly OwnSession[]
  /** There is something to end elsewhere: a session, or what a service was granted for later in one that is over. */
  readonly endsElsewhere: boolean
  readonly activity: readonly Activity[]
  /** What is proved beside the password, where it is set up. */
  readonly factor: OwnFactor | undefined
  /** Which services know what. */
  readonly services: readonly VisitedService[]
  /** While a moved address is held: no link is mailed before (req 91). */
  readonly heldUntil: Date | undefined
}

const EVENTS_LOOKED_AT = 60
const LINES_SHOWN = 12
const ALL_EVENTS_LOOKED_AT = 500

export async function lookAtAccount(parts: AccountTaskParts, { person, session }: Asker): Promise<Account> {
  const { db } = parts.database
  const [studies, setAt, sessions, goesOn, activity, services, factor] = await Promise.all([
    listStudies(db, person.id),
    passwordSetAt(db, person.id),
    ownSessions(parts, session),
    isGrantedForLater(db, person.id, parts.world.clock.now(), session.id),
    activityOf(parts, person, EVENTS_LOOKED_AT),
    servicesOf(parts, person),
    findOwnFactor(parts, person.id),
  ])
  const held = person.resetHeldUntil
  return {
    person,
    studies,
    passwordSetAt: setAt,
    sessions,
    endsElsewhere: sessions.length > 1 || goesOn,
    activity: activity.slice(0, LINES_SHOWN),
    factor,
    services,
    heldUntil: held && parts.world.clock.now() < held ? held : undefined,
  }
}

/** What has happened to the account, as far back as a page is of use. */
export function lookAtActivity(parts: AccountTaskParts, { person }: Asker): Promise<Activity[]> {
  return activityOf(parts, person, ALL_EVENTS_LOOKED_AT)
}

async function activityOf({ database, services }: AccountTaskParts, person: Person, lookAt: number) {
  const names = Object.keys(shownEvents) as (keyof typeof shownEvents)[]
  const told = (outcome: 'success' | 'failure') => names.filter((name) => outcome in shownEvents[name])
  const events = { success: told('success'), failure: told('failure') }
  return recentActivity(await listOwnEvents(database.db, person.id, events, lookAt), services())
}

async function servicesOf({ database, services }: AccountTaskParts, person: Person) {
  const [visits, consents] = await Promise.all([
    listVisits(database.db, person.id),
    listConsents(database.db, person.id),
  ])
  return visitedServices(visits, consents, services())
}

/** Takes back what was agreed for a service: it asks again the next time. What it knows already stays there. */
export async function takeConsentBack(parts: AccountTaskParts, asker: Asker, service: string): Promise<boolean> {
  return parts.database.db.transaction().execute(async (trx) => {
    if (!(await withdrawConsent(trx, asker.person.id, service))) return false
    const at = parts.world.clock.now()
    await recordEvent(
      trx,
      byPerson(asker, { at, event: 'consent-withdrawn', outcome: 'success', details: { service } }),
    )
    return true
  })
}

/** The language of letters. It needs no password: whoever changes it gains nothing, and the trail tells the owner. */
export async function chooseLanguage(parts: AccountTaskParts, asker: Asker, language: Language): Promise<void> {
  await parts.database.db.transaction().execute(async (trx) => {
    const person = await lockPerson(trx, asker.person.id)
    if (!person || person.language === language) return
    const at = parts.world.clock.now()
    await setLanguage(trx, person.id, language, at)
    await recordEvent(trx, byPerson(asker, { at, event: 'language-chosen', outcome: 'success', details: { language } }))
  })
}

/** Which sessions are to end: one other, or all others. This one ends by logging out. */
export type Ending = { which: 'others' } | { which: 'one'; session: OwnSession; id: SessionId }

/** What an address names, while it is there. */
export async function findEnding(parts: AccountTaskParts, asker: Asker, named: string): Promise<Ending | undefined> {
  if (named === 'others') return { which: 'others' }
  const sessions = await listSessions(
    parts.database.db,
    asker.person.id,
    sessionLimits(parts.settings),
    parts.world.clock.now(),
  )
  const found = sessions.find(({ id }) => id !== asker.session.id && sessionHandle(parts.keys, id) === named)
  return found && { which: 'one', session: asOwn(parts.keys, found, asker.session), id: found.id }
}

export type EndOutcome =
  | { kind: 'ended' }
  /** Its owner has signed out there meanwhile. */
  | { kind: 'gone' }
  | { kind: 'refused'; because: 'missing' | 'wrong' }
  | { kind: 'waiting'; retryAfterMs: number | undefined }

/** Ends sessions for whoever types the password again (req 61). */
export async function endSessions(
  parts: AccountTaskParts,
  asker: Asker,
  ending: Ending,
  password: string,
): Promise<EndOutcome> {
  const { person, session, caller } = asker
  const { database, world, settings } = parts
  if (password === '') return { kind: 'refused', because: 'missing' }
  const proof = await verifyReentry(parts, { person: person.id, session: session.id, password, caller })
  if (proof.kind === 'waiting') return proof
  if (proof.kind === 'wrong') {
    await recordEvent(database.db, eventOf(asker, 'failure', world.clock.now(), { because: 'wrong-password' }))
    return { kind: 'refused', because: 'wrong' }
  }
  return database.db.transaction().execute(async (trx): Promise<EndOutcome> => {
    await lockPerson(trx, person.id)
    const now = world.clock.now()
    const proved = await confirmReentry(trx, settings, { person: person.id, session: session.id }, proof.hash, now)
    if (!proved) return { kind: 'refused', because: 'wrong' }

    const one = ending.which === 'one'
    if (one && !(await revokeSession(trx, { id: ending.id, person: person.id }, 'ended-elsewhere', now)))
      return { kind: 'gone' }
    const sessions = one ? 1 : await endSessionsOf(trx, person.id, 'ended-elsewhere', now, session.id)
    await recordEvent(trx, eventOf(asker, 'success', now, { sessions }))
    return { kind: 'ended' }
  })
}

async function ownSessions(parts: AccountTaskParts, current: Session): Promise<OwnSession[]> {
  const sessions = await listSessions(
    parts.database.db,
    current.person,
    sessionLimits(parts.settings),
    parts.world.clock.now(),
  )
  const own = sessions.map((session) => asOwn(parts.keys, session, current))
  return own.toSorted((one, other) => Number(other.isThisOne) - Number(one.isThisOne))
}

function asOwn(keys: Keyring, session: Session, current: Session): OwnSession {
  return {
    handle: sessionHandle(keys, session.id),
    browser: session.browser,
    source: session.source,
    since: session.createdAt,
    lastUsed: session.lastUsedAt,
    isThisOne: session.id === current.id,
  }
}

function eventOf(asker: Asker, outcome: AuditEvent['outcome'], at: Date, details: AuditEvent['details'] = {}) {
  return byPerson(asker, { at, event: 'session-ended', outcome, details })
}
