import type { AuditEventName } from '../../audit/index.ts'
import { findOpenCasesOf } from '../../cases/index.ts'
import { countWrongAnswers, laneLimits, waitAfter } from '../../challenges/index.ts'
import type { Settings } from '../../config/index.ts'
import type { Database, Db, PersonId } from '../../database/index.ts'
import { findPerson, listStudies, proofKeyId } from '../../people/index.ts'
import { matchService, type Service } from '../../services/index.ts'
import { listSessions, type Session } from '../../sessions/index.ts'
import type { Keyring, World } from '../../world/index.ts'
import type { Attempt, Lane, SignInFacts } from './facts.ts'
import type { PersonEvent, PersonView } from './person-view.ts'
import { findStanding, listEvents, listLanes, listLetters } from './store.ts'
import { timelineTexts } from './timeline-texts.ts'

export interface LookParts {
  readonly settings: Settings
  readonly world: World
  readonly database: Database
  /** Root PESEL_KEY: tells whether a stored proof is under the key in use. */
  readonly peselKeys: Keyring
  /** For the names of the services that sign-ins led to. */
  readonly services: readonly Service[]
}

const LETTERS_SHOWN = 10
const ATTEMPTS_SHOWN = 6
const EVENTS_SHOWN = 40

/** A person as the desk sees them; undefined when there is nobody. Each question to the database is answered by an index. */
export async function lookAtPerson(parts: LookParts, id: PersonId): Promise<PersonView | undefined> {
  const { db } = parts.database
  const now = parts.world.clock.now()
  const [facts, studies, cases, timeline] = await Promise.all([
    gatherFacts(parts, db, id, now),
    listStudies(db, id),
    findOpenCasesOf(db, id),
    listEvents(db, id, Object.keys(timelineTexts) as AuditEventName[], EVENTS_SHOWN),
  ])
  return facts && { ...facts, studies, cases, timeline }
}

/** What decides about sign-in and acts: for the page, and once more inside the transaction of an act. */
export async function gatherFacts(
  parts: LookParts,
  db: Db,
  id: PersonId,
  now: Date,
): Promise<(SignInFacts & { readonly sessions: readonly Session[] }) | undefined> {
  const { settings } = parts
  const limits = { idle: settings.SESSION_IDLE, whole: settings.SESSION_LIFETIME }
  const [person, standing, wrong, lanes, sessions, letters, attempts] = await Promise.all([
    findPerson(db, id),
    findStanding(db, id, now),
    countWrongAnswers(db, id, now),
    listLanes(db, id),
    listSessions(db, id, limits, now),
    listLetters(db, id, LETTERS_SHOWN),
    listEvents(db, id, ['sign-in'], ATTEMPTS_SHOWN),
  ])
  if (!person) return undefined
  const { proofKey, ...rest } = standing
  return {
    ...rest,
    person,
    question: {
      // `strict` follows NIST SP 800-63B-4, which knows no security question.
      asked: settings.PASSWORD_PROFILE !== 'strict',
      answerable: proofKey === proofKeyId(parts.peselKeys),
      answersLeft: Math.max(
        0,
        Math.min(settings.ANSWERS_PER_30_DAYS - wrong.last30Days, settings.ANSWERS_PER_365_DAYS - wrong.last365Days),
      ),
    },
    lanes: lanes.map((lane) => laneOf(settings, id, lane, now)),
    sessions,
    letters,
    attempts: attempts.map((attempt) => attemptOf(attempt, parts.services)),
    now,
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
    succeeded,
    because: typeof because === 'string' ? because : undefined,
    source,
    service: typeof service === 'string' ? matchService(services, service)?.name : undefined,
  }
}
