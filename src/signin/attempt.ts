import type { AuditEvent } from '../audit/index.ts'
import { judgeSource, SOURCES_OF_A_SITE, sourcesBehind } from '../challenges/index.ts'
import type { Institution, Settings } from '../config/index.ts'
import type { Caller, HashGate, PasswordJudge, PolicyContextParts } from '../credentials/index.ts'
import type { Database, PersonId } from '../database/index.ts'
import type { Session, TicketGrantingCookie } from '../sessions/index.ts'
import type { Keyring, World } from '../world/index.ts'
import type { LookedUp } from './look-up/store.ts'

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
  /** Too many wait, or a password was not judged in time. Nothing is spent, and there is a place from `dueAt` on. */
  | { kind: 'no-time'; dueAt: Date; retryAfterMs: number }

/** What was decided in a turn at the hashes, and how long the answer is then held back. */
export interface Decided {
  readonly outcome: SignInOutcome
  readonly pause?: number
}

/** A browser in which its owner has signed in before. */
export function hasOwnLane({ lane, account }: LookedUp) {
  return lane !== account
}

export function sourceLimits(settings: Settings, source: string) {
  const times = sourcesBehind(source, settings.CAMPUS_NETWORKS)
  return { accounts: settings.SOURCE_ACCOUNTS * times, failures: settings.SOURCE_FAILURES * times }
}

/** How the source block stands, or its site where that alone has failed too often: many blocks, a few accounts from each (req 56). */
export function judgeNetwork(settings: Settings, { source }: SignInAttempt, known: LookedUp) {
  const limits = sourceLimits(settings, source)
  const ofSource = { accounts: known.sourceAccounts, failures: known.sourceFailures }
  const judged = judgeSource(ofSource, limits)
  if (judged !== 'open') return { judged, ...ofSource, ofSite: false }
  const ofSite = { accounts: known.siteAccounts, failures: known.siteFailures }
  const { accounts, failures } = limits
  const limitsOfSite = { accounts: accounts * SOURCES_OF_A_SITE, failures: failures * SOURCES_OF_A_SITE }
  return { judged: judgeSource(ofSite, limitsOfSite), ...ofSite, ofSite: true }
}

/** What the trail says of an attempt. */
export function eventOf(
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
