import { type ChainState, findChainState } from '../../audit/chain/index.ts'
import { type AuditEventName, actorKindOf, isAuditEvent, recordEvent, SCIM_ACTOR } from '../../audit/index.ts'
import { jsonLine } from '../../audit/lines/index.ts'
import { type FoundEvent, findPlace, listEvents, streamEvents } from '../../audit/search/index.ts'
import { findCaseKinds } from '../../cases/index.ts'
import type { Institution } from '../../config/index.ts'
import {
  asCaseId,
  asPersonId,
  type CaseId,
  type Database,
  type Db,
  type PersonId,
  type StaffRole,
} from '../../database/index.ts'
import { canonicalAddress, displayName, findByAddress, findPeople, findPerson } from '../../people/index.ts'
import type { World } from '../../world/index.ts'
import { kindsSeenBy } from '../cases/answers.ts'
import { given, type Wanted } from './activity.ts'

export interface ActivityParts {
  readonly institution: Institution
  readonly database: Database
  readonly world: World
}

/** Somebody whose page can be opened. */
export interface Named {
  readonly id: PersonId
  readonly name: string
}

export interface ActivityLine {
  readonly id: string
  readonly at: Date
  readonly event: AuditEventName
  readonly outcome: 'success' | 'failure'
  /** Whom it is about. */
  readonly person: Named | undefined
  readonly by: Named | { readonly token: string } | 'person' | 'system' | 'operator'
  readonly source: string | undefined
  readonly reference: string | undefined
  readonly details: Readonly<Record<string, string | number | boolean | null>>
  /** The case in the details, where it has a page for whoever reads. */
  readonly openCase?: CaseId | undefined
}

export interface Activity {
  readonly wanted: Wanted
  /** Whom the filter names. */
  readonly person: Named | undefined
  readonly lines: readonly ActivityLine[]
  /** Where the next page begins; undefined at the end. */
  readonly olderThan: string | undefined
  readonly chain: ChainState
}

const LINES = 50

/** One page of what has happened (req 95), as the roles may see it. */
export async function lookAtActivity(
  { institution, database }: ActivityParts,
  roles: readonly StaffRole[],
  wanted: Wanted,
): Promise<Activity> {
  const { db } = database
  const [rows, chain] = await Promise.all([listPage(db, wanted, institution.timeZone), findChainState(db)])
  const shown = rows.slice(0, LINES)
  const ids = new Set(shown.flatMap((row) => [row.person_id ?? [], asPersonId(row.actor)].flat()))
  const people = new Map((await findPeople(db, [...ids])).map((person) => [person.id, named(person)]))
  const openCases = await listOpenToRead(db, roles, shown)
  const filtered = wanted.person === undefined ? undefined : await findPerson(db, wanted.person)
  return {
    wanted,
    person: filtered && named(filtered),
    lines: shown.flatMap((row) => lineOf(row, people, openCases)),
    olderThan: rows.length > LINES ? shown.at(-1)?.id : undefined,
    chain,
  }
}

/** Whose activity is wanted, by address: typed into a form, so that no address stands in an address. */
export async function findWanted({ database }: ActivityParts, typed: string): Promise<PersonId | undefined> {
  const address = canonicalAddress(typed)
  const found = address === undefined ? undefined : await findByAddress(database.db, address)
  return found?.person.id
}

async function listPage(db: Db, wanted: Wanted, zone: string): Promise<FoundEvent[]> {
  const beyond = wanted.before === undefined ? undefined : await findPlace(db, wanted.before)
  // What came before an event that retention has removed is gone too.
  if (wanted.before !== undefined && !beyond) return []
  return listEvents(db, wanted, { zone, order: 'newest-first', beyond, limit: LINES + 1 })
}

/** The cases of a page that the roles see, while they are kept: events outlive them. */
async function listOpenToRead(
  db: Db,
  roles: readonly StaffRole[],
  rows: readonly FoundEvent[],
): Promise<ReadonlySet<CaseId>> {
  const seen = kindsSeenBy(roles)
  const kinds = await findCaseKinds(db, [...new Set(rows.flatMap((row) => caseOf(row) ?? []))])
  return new Set([...kinds].flatMap(([id, kind]) => (seen.includes(kind) ? id : [])))
}

function caseOf({ details }: FoundEvent): CaseId | undefined {
  return typeof details.case === 'string' ? asCaseId(details.case) : undefined
}

export interface Taker {
  readonly by: PersonId
  readonly source: string
  readonly reference: string
}

/** The same list as a whole, as lines of JSON. The trail says who took it out. */
export async function takeOut({ institution, database, world }: ActivityParts, wanted: Wanted, taker: Taker) {
  const { db } = database
  const { by, source, reference } = taker
  await recordEvent(db, {
    at: world.clock.now(),
    event: 'audit-exported',
    outcome: 'success',
    actor: by,
    source,
    reference,
    details: {
      format: 'jsonl',
      filter: given(wanted)
        .map(([name, value]) => `${name} ${value}`)
        .join(', '),
    },
  })
  const { before, ...filter } = wanted
  return linesOf(streamEvents(db, filter, { zone: institution.timeZone, order: 'newest-first' }))
}

async function* linesOf(batches: AsyncIterable<readonly FoundEvent[]>) {
  for await (const events of batches) yield events.map((event) => `${jsonLine(event)}\n`).join('')
}

function named(person: { id: PersonId; givenNames: string; surname: string }): Named {
  return { id: person.id, name: displayName(person) }
}

function lineOf(row: FoundEvent, people: ReadonlyMap<PersonId, Named>, openCases: ReadonlySet<CaseId>): ActivityLine[] {
  // An event of a version to come, when a node of that version runs beside this one.
  if (!isAuditEvent(row.event)) return []
  const number = caseOf(row)
  return [
    {
      id: row.id,
      at: row.at,
      event: row.event,
      outcome: row.outcome,
      person: row.person_id === null ? undefined : people.get(row.person_id),
      by: actorOf(row.actor, people),
      source: row.source ?? undefined,
      reference: row.reference ?? undefined,
      details: row.details,
      openCase: number !== undefined && openCases.has(number) ? number : undefined,
    },
  ]
}

function actorOf(actor: string, people: ReadonlyMap<PersonId, Named>): ActivityLine['by'] {
  const kind = actorKindOf(actor)
  switch (kind) {
    case 'identity-system':
      return { token: actor.slice(SCIM_ACTOR.length) }
    case 'staff':
      return people.get(asPersonId(actor)) ?? { id: asPersonId(actor), name: actor }
    case 'person':
    case 'system':
    case 'operator':
      return kind
  }
}
