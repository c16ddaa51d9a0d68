import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { auditRow } from '../../audit/index.ts'
import { type Db, MADE_FOR_ONE_REQUEST, type PersonId, type Trx } from '../../database/index.ts'
import { searchWords } from '../../people/index.ts'
import { fingerprint } from '../../world/index.ts'
import type { CurrentPerson, NextPerson } from '../account.ts'
import type { Filter } from './filter.ts'
import { affiliationGroups } from './groups/group.ts'
import { type Columns, conditionOf, groupColumns, isMemberOf, isNotMerged, isShown, orderOf } from './search/store.ts'
import type { Known, KnownGroup } from './show.ts'
import { type Asker, expectHeard } from './turns.ts'

interface KnownRow {
  facts: CurrentPerson
  external_id: string | null
  disabled: boolean
  at_the_desk: boolean
  created_at: Date
  changed_at: Date | null
}

const asKnown = sql`registry.facts, p.external_id, p.disabled_at is not null as disabled, p.roles <> '{}' as at_the_desk,
  p.created_at, p.changed_at`
const beside = sql`join registry_facts registry on registry.person_id = p.id`

function knownIn(row: KnownRow): Known {
  return withVersion({
    facts: row.facts,
    externalId: row.external_id,
    disabled: row.disabled,
    atTheDesk: row.at_the_desk,
    createdAt: row.created_at,
    changedAt: row.changed_at,
  })
}

/** Lists in one order, whatever the collation of the database, and a version of what is shown and the proof. */
function withVersion(known: Omit<Known, 'version'>): Known {
  const studies = known.facts.studies.toSorted((one, other) => (one.programme < other.programme ? -1 : 1))
  const facts = { ...known.facts, studies, otherAddresses: known.facts.otherAddresses.toSorted() }
  // That a feed does not name somebody is shown to nobody.
  const { missing, ...told } = facts
  const version = fingerprint(JSON.stringify([known.externalId, known.disabled, inOrder(told)]))
  return { ...known, facts, version: `W/"${version}"` }
}

/** As pairs by name: PostgreSQL and we build the same object in another order. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder)
  if (typeof value !== 'object' || value === null) return value
  return Object.entries(value)
    .map(([name, one]) => [name, inOrder(one)])
    .sort(([one], [other]) => (String(one) < String(other) ? -1 : 1))
}

/** Somebody who has just joined, as `findKnown` would find them. */
export function knownJoiner({ id, next, externalId }: Joiner, now: Date): Known {
  return withVersion({
    facts: { ...next, id, missing: false },
    externalId,
    disabled: false,
    atTheDesk: false,
    createdAt: now,
    changedAt: null,
  })
}

export async function findKnown(db: Db, id: PersonId): Promise<Known | undefined> {
  const { rows } = await sql<KnownRow>`
    select ${asKnown} from people p ${beside} where p.id = ${id} and ${isShown}`.execute(db)
  return rows[0] && knownIn(rows[0])
}

/** The same, held until the transaction ends. `removed`: also whoever an identity system has removed. */
export async function lockKnown(trx: Trx, id: PersonId, { removed = false } = {}): Promise<Known | undefined> {
  await sql`select from people where id = ${id} for no key update`.execute(trx)
  const { rows } = await sql<KnownRow>`
    select ${asKnown} from people p ${beside} where p.id = ${id} and ${isNotMerged} and (${removed}::boolean or ${isShown})`.execute(
    trx,
  )
  return rows[0] && knownIn(rows[0])
}

export interface Search {
  readonly filter: Filter | undefined
  readonly sortBy: string | undefined
  readonly descending: boolean
  /** From 1. */
  readonly startIndex: number
  readonly count: number
}

export async function searchKnown(
  db: Db,
  columns: Columns,
  search: Search,
  asker: Asker,
): Promise<{ total: number; found: readonly Known[] }> {
  const wanted = search.filter ? sql<SqlBool>`${isShown} and ${conditionOf(columns, search.filter)}` : isShown
  const order = search.sortBy === undefined ? undefined : orderOf(columns, search.sortBy)
  const sorted = sql`${order ? sql`${order} ${direction(search)}, ` : sql``}p.id`
  const total = await count(db, search, wanted)
  if (search.count === 0 || search.startIndex > total) return { total, found: [] }
  expectHeard(asker)
  return { total, found: await readPage(db, search, { wanted, sorted, skipped: search.startIndex - 1 }) }
}

/** A page of everybody in the order of their ids: after somebody, or by its index. */
export function listEverybody(db: Db, search: Search, after: PersonId | undefined): Promise<readonly Known[]> {
  const skipped = after === undefined ? search.startIndex - 1 : 0
  return readPage(db, search, { wanted: shownAfter(after), sorted: sql`p.id`, skipped })
}

/** How many are left after somebody. */
export function countAfter(db: Db, search: Search, after: PersonId): Promise<number> {
  return count(db, search, shownAfter(after))
}

function shownAfter(after: PersonId | undefined): RawBuilder<SqlBool> {
  return after === undefined ? isShown : sql<SqlBool>`${isShown} and p.id > ${after}`
}

async function readPage(
  db: Db,
  search: Search,
  { wanted, sorted, skipped }: { wanted: RawBuilder<SqlBool>; sorted: RawBuilder<unknown>; skipped: number },
): Promise<readonly Known[]> {
  const { rows } = await sql<KnownRow>`
    ${marked(search)}select ${asKnown} from (
      select p.id, p.external_id, p.disabled_at, p.roles, p.created_at, p.changed_at, p.given_names, p.surname, p.closed_at,
        p.language, p.album_number, p.usos_id, p.student_status, p.phd_student_status, p.staff_status, p.connected,
        p.valid_until, p.proof_kind
      from people p where ${wanted} order by ${sorted} limit ${search.count} offset ${skipped}
    ) p ${beside} order by ${sorted}`.execute(db)
  return rows.map(knownIn)
}

async function count(db: Db, search: Search, wanted: RawBuilder<SqlBool>): Promise<number> {
  const { rows } = await sql<{
    total: number
  }>`${marked(search)}select count(*)::int as total from people p where ${wanted}`.execute(db)
  return rows[0]?.total ?? 0
}

/** Filters make statements without end: kept, they would push out those that are worth keeping (`named-statements.ts`). */
const once = sql.raw(`${MADE_FOR_ONE_REQUEST} `)

/** What identity systems ask before every write is worth it. */
function marked(search: Search) {
  return isUsual(search) ? sql`` : once
}

/** For one person, by an index. */
export function isUsual({ filter, sortBy }: Search): boolean {
  const named =
    filter?.kind === 'compare' && filter.by === 'eq' && ['username', 'externalid'].includes(filter.path.toLowerCase())
  return named && sortBy === undefined
}

const direction = ({ descending }: Pick<Search, 'descending'>) => (descending ? sql`desc` : sql`asc`)

export interface Taken {
  readonly id: PersonId
  readonly what: 'address' | 'employeeNumber' | 'albumNumber' | 'mergedNumber' | 'pesel'
  /** An identity system has removed them. */
  readonly removed: boolean
}

/**
 * Of the claims of a person, those that somebody else has. A number that was merged into another is nobody's to give, not even
 * to the person it means. `peselHolders`: who has the PESEL.
 */
export async function findTaken(
  db: Db,
  claims: {
    id: PersonId | undefined
    addresses: readonly string[]
    usosId: string | null
    albumNumber: string | null
    peselHolders: readonly PersonId[]
  },
): Promise<Taken[]> {
  const { rows } = await sql<Taken>`
    select p.id, what, not ${isShown} and ${isNotMerged} as removed from (
      select person_id as id, 'address' as what from addresses where address = any(${[...claims.addresses]})
      union select id, 'employeeNumber' from people where usos_id = ${claims.usosId}
      union select person_id, 'mergedNumber' from merged_ids where usos_id = ${claims.usosId}
      union select id, 'albumNumber' from people where album_number = ${claims.albumNumber}
      union select unnest(${[...claims.peselHolders]}::text[]), 'pesel'
    ) taken join people p on p.id = taken.id
    where what = 'mergedNumber' or p.id is distinct from ${claims.id ?? null}
    order by array_position(array['mergedNumber', 'pesel', 'employeeNumber', 'albumNumber', 'address'], what), p.id`.execute(
    db,
  )
  return rows
}

/** Whether anybody has anything of what newcomers claim; what a PESEL tells is asked beside it. */
export async function isAnyTaken(
  db: Db,
  claims: readonly {
    readonly addresses: readonly string[]
    readonly usosId: string | null
    readonly albumNumber: string | null
  }[],
): Promise<boolean> {
  const addresses = claims.flatMap((each) => each.addresses)
  const usosIds = claims.flatMap(({ usosId }) => usosId ?? [])
  const albumNumbers = claims.flatMap(({ albumNumber }) => albumNumber ?? [])
  const { rows } = await sql<{ taken: boolean }>`
    select exists (select from addresses where address = any(${addresses}::text[]))
      or exists (select from people where usos_id = any(${usosIds}::text[]))
      or exists (select from merged_ids where usos_id = any(${usosIds}::text[]))
      or exists (select from people where album_number = any(${albumNumbers}::text[])) as taken`.execute(db)
  return rows[0]?.taken === true
}

export interface Joiner {
  readonly id: PersonId
  readonly next: NextPerson
  readonly externalId: string | null
}

/**
 * Writes new people with all that belongs to them, and the event of each, in one statement: an identity system brings thousands in
 * an hour. Fails with `23505` when somebody has an address or a number already. Tells whether a case at the desk may be waiting
 * for one of them.
 */
export async function insertJoiners(
  db: Db,
  joiners: readonly { readonly joiner: Joiner; readonly event: ReturnType<typeof auditRow> }[],
  now: Date,
): Promise<{ waits: boolean }> {
  const people = joiners.map(({ joiner: { id, next, externalId } }) => {
    const { proof, closed, ...facts } = next
    const words = searchWords({ ...next, albumNumber: next.albumNumber ?? undefined })
    return { id, externalId, words, ...facts, closedAt: closed ? now : null, proof: proof?.digest ? proof : null }
  })
  const events = joiners.map(({ event }) => ({ ...event, details: JSON.parse(event.details) }))
  const { rows } = await sql<{ waits: boolean }>`
    with come as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(people)}::jsonb) as come (id text, "usosId" text, "givenNames" text,
        surname text, "albumNumber" text, "studentStatus" int, "phdStudentStatus" int, "staffStatus" int, connected boolean,
        "closedAt" timestamptz, "closedBecause" text, "validUntil" timestamptz, "proofKind" text, language text, words text,
        "externalId" text, "assignedAddress" text, "otherAddresses" jsonb, studies jsonb, proof jsonb)
    ), person as (
      insert into people (id, usos_id, given_names, surname, album_number, student_status, phd_student_status,
        staff_status, connected, closed_at, closed_because, valid_until, proof_kind, language, created_at, words, roles,
        external_id)
      select id, "usosId", "givenNames", surname, "albumNumber", "studentStatus", "phdStudentStatus", "staffStatus",
        connected, "closedAt", "closedBecause", "validUntil", "proofKind", language, ${now}::timestamptz, words, '{}',
        "externalId" from come
    ), mailboxes as (
      insert into addresses (address, person_id, assigned)
      select "assignedAddress", id, true from come where "assignedAddress" is not null
      union all select other, id, false from come, jsonb_array_elements_text("otherAddresses") as other
    ), programmes as (
      insert into studies (person_id, programme, name_pl, name_en, faculty, status, is_primary)
      select id, study->>'programme', study->'name'->>'pl', study->'name'->>'en', study->>'faculty',
        study->>'status', (study->>'isPrimary')::boolean
      from come, jsonb_array_elements(studies) as study
    ), proof as (
      insert into identity_proofs (person_id, kind, key_id, digest, bucket)
      select id, "proofKind", proof->>'keyId', decode(proof->>'digest', 'hex'), (proof->>'bucket')::int
      from come where proof->>'digest' is not null
    ), trail as (
      insert into audit_events (at, event, outcome, person_id, actor, source, reference, details)
      select at, event, outcome, person_id, actor, source, reference, details
      from jsonb_to_recordset(${JSON.stringify(events)}::jsonb) as trail (at timestamptz, event text, outcome text,
        person_id text, actor text, source text, reference text, details jsonb)
    )
    select exists (select from cases where state <> 'closed') as waits`.execute(db)
  return { waits: rows[0]?.waits === true }
}

/** Tells PostgreSQL how many people there are by now. */
export async function analyseRegistry(db: Db): Promise<void> {
  await sql`analyze people, addresses, studies, identity_proofs`.execute(db)
}

/** What SCIM knows beyond the facts that every feed writes. */
export async function writeBeyondFacts(
  trx: Trx,
  id: PersonId,
  changes: {
    readonly externalId?: string | null
    readonly usosId?: string | null
    readonly removedAt?: Date | null
  },
  now: Date,
): Promise<void> {
  await trx
    .updateTable('people')
    .set({
      changed_at: now,
      ...(changes.externalId !== undefined && { external_id: changes.externalId }),
      ...(changes.usosId !== undefined && { usos_id: changes.usosId }),
      ...(changes.removedAt !== undefined && { removed_at: changes.removedAt }),
    })
    .where('id', '=', id)
    .execute()
}

/** What was staged for one person is done. */
export async function unstage(trx: Trx, run: string): Promise<void> {
  await sql`delete from import_changes where run_id = ${run}`.execute(trx)
}

/** Of two who bring one PESEL in the same moment, one waits for the other. Until the transaction ends. */
export async function holdPesels(trx: Trx, buckets: readonly number[]): Promise<void> {
  if (buckets.length === 0) return
  // In one order, so that two who hold several do not wait for each other.
  const inOrder = [...new Set(buckets)].sort((one, other) => one - other)
  await sql`
    select pg_advisory_xact_lock(hashtextextended('furta scim pesel', bucket))
    from unnest(${inOrder}::int[]) as bucket`.execute(trx)
}

export async function casesWait(trx: Trx): Promise<boolean> {
  const { rows } = await sql<{ waits: boolean }>`
    select exists (select from cases where state <> 'closed') as waits`.execute(trx)
  return rows[0]?.waits === true
}

/** Every group there is: a closed list of affiliations, and what somebody studies now. */
const groups = sql`(
  values ${sql.join(affiliationGroups.map(({ id, display }) => sql`(${sql.lit(id)}, ${sql.lit(display)})`))}
  union all select 'faculty-' || faculty, faculty from studies
    where status = 'active' and faculty <> '' group by faculty
  union all select 'programme-' || programme, min(name_pl) from studies where status = 'active' group by programme
) as g (id, display)`

/** A list has at most so many members in all; whoever wants more asks the people. */
const MOST_MEMBERS = 10_000

export async function searchGroups(
  db: Db,
  search: Search,
  asker: Asker,
): Promise<{ total: number; found: readonly KnownGroup[] }> {
  const wanted = search.filter ? conditionOf(groupColumns, search.filter) : sql<SqlBool>`true`
  const order = search.sortBy === undefined ? undefined : orderOf(groupColumns, search.sortBy)
  const counted = await sql<{
    total: number
  }>`${once}select count(*)::int as total from ${groups} where ${wanted}`.execute(db)
  expectHeard(asker)
  const { rows } = await sql<{ id: string; display: string }>`
    ${once}select g.id, g.display from ${groups} where ${wanted}
    order by ${order ? sql`${order} ${direction(search)}, ` : sql``} g.id
    limit ${search.count} offset ${search.startIndex - 1}`.execute(db)
  return { total: counted.rows[0]?.total ?? 0, found: rows }
}

export async function findGroup(db: Db, id: string): Promise<KnownGroup | undefined> {
  const { rows } = await sql<KnownGroup>`select g.id, g.display from ${groups} where g.id = ${id}`.execute(db)
  return rows[0]
}

/** The members of a group, or that there are more than a list holds. */
export async function listMembers(
  db: Db,
  group: string,
): Promise<readonly { id: string; display: string }[] | 'too-many'> {
  const { rows } = await sql<{ id: string; display: string }>`
    select p.id, trim(both ' ' from p.given_names || ' ' || p.surname) as display from people p
    where ${isMemberOf(group)} order by p.id limit ${MOST_MEMBERS + 1}`.execute(db)
  return rows.length > MOST_MEMBERS ? 'too-many' : rows
}
