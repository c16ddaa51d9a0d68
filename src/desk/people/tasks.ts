import type { AuditEventName } from '../../audit/index.ts'
import { type Case, caseNumbersIn, findOpenCasesOf, searchCases } from '../../cases/index.ts'
import { countWrongAnswers, laneLimits, waitAfter } from '../../challenges/index.ts'
import type { Settings } from '../../config/index.ts'
import type { Database, PersonId, StaffRole, Trx } from '../../database/index.ts'
import {
  canonicalAddress,
  displayName,
  findPeople,
  findPerson,
  listStudies,
  openProofKeys,
  type Person,
  type ProofKeys,
  searchPeople,
} from '../../people/index.ts'
import { type Service, type ServiceList, serviceNamed } from '../../services/index.ts'
import { listSessions, sessionHandle, sessionLimits } from '../../sessions/index.ts'
import type { Keyring, RootKeyring, World } from '../../world/index.ts'
import { kindsSeenBy } from '../cases/answers.ts'
import { listLettersOf } from '../letters/store.ts'
import { type ActFacts, type Attempt, inARow, type Lane, type Question } from './facts.ts'
import type { PersonEvent, PersonView } from './person-view.ts'
import { findStanding, listEvents, listLanes, listMerges } from './store.ts'
import { timelineTexts } from './timeline-texts.ts'

export interface LookParts {
  readonly settings: Settings
  readonly world: World
  readonly database: Database
  /** Root APP_SECRET. */
  readonly keys: Keyring
  /** Root PESEL_KEY: tells whether the key of a stored proof is still there. */
  readonly peselKeys: RootKeyring
  /** For the names of the services that sign-ins led to. */
  readonly services: ServiceList
}

/** Whom and what a search has found. `more`: there are other people. */
export interface Found {
  readonly people: readonly Person[]
  readonly more: boolean
  readonly cases: readonly Case[]
}

const PEOPLE_FOUND = 50
const CASES_FOUND = 20

/** People, and the cases of a number or of a whole mailbox, which may be nobody's in the registry. Of cases those that the roles see. */
export async function find(
  parts: Pick<LookParts, 'database' | 'world'>,
  roles: readonly StaffRole[],
  typed: string,
): Promise<Found> {
  const { db } = parts.database
  const [people, cases] = await Promise.all([
    searchPeople(db, { typed, limit: PEOPLE_FOUND }),
    searchCases(db, {
      kinds: kindsSeenBy(roles),
      numbers: caseNumbersIn(typed, parts.world.clock.now()),
      address: canonicalAddress(typed),
      limit: CASES_FOUND,
    }),
  ])
  return { ...people, cases }
}

const LETTERS_SHOWN = 10
const ATTEMPTS_LOOKED_AT = 60
const ATTEMPTS_SHOWN = 6
const EVENTS_SHOWN = 40

/**
 * A person as the desk sees them; undefined when there is nobody. Each question to the database is answered by an index,
 * and none waits for another, but for the names of colleagues. `getting`: an address the person may be given, and the kind of cases from there that belong here too.
 */
export async function lookAtPerson(
  parts: LookParts,
  id: PersonId,
  getting?: Pick<Case, 'address' | 'kind'>,
): Promise<PersonView | undefined> {
  const { settings, services } = parts
  const { db } = parts.database
  const now = parts.world.clock.now()
  const [person, standing, wrong, sessions, lanes, letters, attempts, studies, cases, timeline, keys, merges] =
    await Promise.all([
      findPerson(db, id),
      findStanding(db, id, now),
      countWrongAnswers(db, id, now),
      listSessions(db, id, sessionLimits(settings), now),
      listLanes(db, id),
      listLettersOf(db, id, LETTERS_SHOWN),
      listEvents(db, id, ['sign-in'], ATTEMPTS_LOOKED_AT),
      listStudies(db, id),
      findOpenCasesOf(db, id, getting),
      listEvents(db, id, Object.keys(timelineTexts) as AuditEventName[], EVENTS_SHOWN),
      openProofKeys(db, parts.peselKeys),
      listMerges(db, id),
    ])
  if (!person) return undefined
  const { proofKey, ...rest } = standing
  const owners = await findPeople(db, [...new Set(cases.flatMap(({ owner }) => owner ?? []))])
  return {
    ...rest,
    person,
    question: questionOf(settings, keys, proofKey, wrong),
    sessions: sessions.map((session) => ({ ...session, handle: sessionHandle(parts.keys, session.id) })),
    lanes: lanes.map((lane) => laneOf(settings, id, lane, now)),
    letters,
    attempts: inARow(attempts.map((attempt) => attemptOf(attempt, services()))).slice(0, ATTEMPTS_SHOWN),
    studies,
    cases,
    caseOwners: new Map(owners.map((owner) => [owner.id, displayName(owner)])),
    timeline,
    merges,
    now,
  }
}

/** What decides which acts help, once more inside the transaction that holds the person. */
export async function actFactsOf(parts: LookParts, trx: Trx, person: Person, now: Date): Promise<ActFacts> {
  const { proofKey, ...standing } = await findStanding(trx, person.id, now)
  const wrong = await countWrongAnswers(trx, person.id, now)
  const sessions = await listSessions(trx, person.id, sessionLimits(parts.settings), now)
  const keys = await openProofKeys(trx, parts.peselKeys)
  const question = questionOf(parts.settings, keys, proofKey, wrong)
  return { ...standing, person, question, sessions, now }
}

function questionOf(
  settings: Settings,
  keys: ProofKeys,
  proofKey: string | undefined,
  wrong: { readonly last30Days: number; readonly last365Days: number },
): Question {
  const left = Math.min(
    settings.ANSWERS_PER_30_DAYS - wrong.last30Days,
    settings.ANSWERS_PER_365_DAYS - wrong.last365Days,
  )
  return {
    // `strict` follows NIST SP 800-63B-4, which knows no security question.
    asked: settings.PASSWORD_PROFILE !== 'strict',
    // A proof under a key that is gone can be compared with nothing (req 48).
    answerable: keys.find(proofKey) !== undefined,
    answersLeft: Math.max(0, left),
  }
}

function laneOf(
  settings: Settings,
  person: PersonId,
  { lane, failures, lastFailedAt }: { lane: string; failures: number; lastFailedAt: Date },
  now: Date,
): Lane {
  const wait = waitAfter(failures, laneLimits(settings))
  const until = Number.isFinite(wait) ? new Date(lastFailedAt.getTime() + wait) : 'new-password'
  const over = until !== 'new-password' && until <= now
  return { knownBrowser: lane !== person, failures, waits: over ? undefined : until }
}

function attemptOf({ at, succeeded, details, source }: PersonEvent, services: readonly Service[]): Attempt {
  const { because, service } = details
  return {
    at,
    times: 1,
    succeeded,
    because: typeof because === 'string' ? because : undefined,
    source,
    service: typeof service === 'string' ? serviceNamed(services, service)?.name : undefined,
  }
}
