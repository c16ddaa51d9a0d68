import { sql } from 'kysely'
import type { Db, ImportRunId, PersonId, UsosPullId } from '../../database/index.ts'
import { searchWords } from '../../people/index.ts'
import type { Change, CurrentPerson } from '../account.ts'
import type { FeedFacts, FeedRow } from '../feed.ts'

/** A row of the file on its way: understood, its answer made a digest. */
export interface StagedRow {
  readonly row: number
  /** The one the person goes by here, where the file has one that was merged into it. */
  readonly usosId: string
  readonly merged: boolean
  readonly person: PersonId
  /** Cannot go in, and with it nothing of this person. */
  readonly refused: boolean
  readonly albumNumber: string | null
  readonly addresses: readonly string[]
  /** The same for equal PESELs in this run, and in no other. */
  readonly peselMark: string | null
  /** Whom the registry knows with this PESEL, but for the person of the row. */
  readonly proofTakenBy: readonly PersonId[]
  readonly facts: FeedFacts
}

/** Whom a USOS id means: also one that was merged into another, which is the one the person goes by. */
export interface KnownId {
  readonly person: PersonId
  readonly usosId: string
}

/** Which of these USOS ids the registry knows. */
export async function findIds(db: Db, usosIds: readonly string[]): Promise<Map<string, KnownId>> {
  const { rows } = await sql<KnownId & { asked: string }>`
    select usos_id as asked, id as person, usos_id as "usosId" from people where usos_id = any(${usosIds})
    union all
    select merged.usos_id, p.id, p.usos_id from merged_ids merged join people p on p.id = merged.person_id
    where merged.usos_id = any(${usosIds}) and p.usos_id is not null`.execute(db)
  return new Map(rows.map(({ asked, ...known }) => [asked, known]))
}

/** The PESEL digests that are stored of these people, where they can be looked for by their sixteen bits. */
export async function findStoredPesels(
  db: Db,
  people: readonly PersonId[],
): Promise<Map<PersonId, { keyId: string; digest: string }>> {
  const rows = await db
    .selectFrom('identity_proofs')
    .select(['person_id', 'key_id', 'digest'])
    .where('person_id', '=', sql<PersonId>`any(${people})`)
    .where('kind', '=', 'pesel')
    .where('bucket', 'is not', null)
    .execute()
  return new Map(rows.map((row) => [row.person_id, { keyId: row.key_id, digest: row.digest.toString('hex') }]))
}

export async function stageRows(db: Db, run: ImportRunId, rows: readonly StagedRow[]): Promise<void> {
  if (rows.length === 0) return
  await sql`
    insert into import_rows (run_id, row, usos_id, person_id, refused, album_number, addresses, pesel_mark, proof_taken_by,
      merged, facts)
    select ${run}, row, "usosId", person, refused, "albumNumber", addresses, "peselMark", "proofTakenBy", merged, facts
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (row integer, "usosId" text, person text, refused boolean,
      "albumNumber" text, addresses text[], "peselMark" text, "proofTakenBy" text[], merged boolean, facts jsonb)`.execute(
    db,
  )
}

/**
 * Tells PostgreSQL how many rows there are now, which it does not find out by itself in time. It also forgets the plans
 * this connection made while a table was empty: with them a night's feed is compared fifty times as slowly.
 */
export async function analyseTables(db: Db): Promise<void> {
  await sql`analyze import_rows (run_id, usos_id, album_number, pesel_mark)`.execute(db)
  await analyseGrown(db, {
    people: 'people (id, usos_id, album_number)',
    addresses: 'addresses',
    studies: 'studies (person_id)',
    identity_proofs: 'identity_proofs (person_id, kind, bucket)',
  })
}

/** The same for what is looked up while rows are read. */
export function analyseProofs(db: Db): Promise<void> {
  return analyseGrown(db, { identity_proofs: 'identity_proofs (bucket)' })
}

/**
 * Of the registry only tables that have grown since they were last looked through: of 225,000 people that takes longer than the
 * import of one. Nothing is known of a table without statistics.
 */
async function analyseGrown(db: Db, tables: Readonly<Record<string, string>>): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select c.relname as name from pg_class c
    where c.oid = any (${Object.keys(tables)}::text[]::regclass[])
      and (pg_relation_size(c.oid) > (c.relpages * 1.1 + 8) * current_setting('block_size')::int
        or not exists (select from pg_stats s where s.tablename = c.relname and s.schemaname = current_schema()))`.execute(
    db,
  )
  const grown = rows.flatMap(({ name }) => tables[name] ?? [])
  if (grown.length > 0) await sql`analyze ${sql.raw(grown.join(', '))}`.execute(db)
}

/** Rows of different people that claim one thing. */
export interface Clash {
  /** The first ten. */
  readonly rows: number[]
  readonly usosIds: string[]
}

export function findAddressesTwice(db: Db, run: ImportRunId): Promise<Clash[]> {
  return clashes(db, run, sql`cross join lateral unnest(addresses) as claimed (claim)`, sql`claim`)
}

export function findAlbumNumbersTwice(db: Db, run: ImportRunId): Promise<Clash[]> {
  return clashes(db, run, sql``, sql`album_number`)
}

export function findPeselsTwice(db: Db, run: ImportRunId): Promise<Clash[]> {
  return clashes(db, run, sql``, sql`pesel_mark`)
}

/** A row whose PESEL somebody in the registry has who does not get another one in this file. */
export interface TakenPesel {
  readonly row: number
  readonly usosId: string
  readonly holder: string
  /** Where the holder stands in the file too. */
  readonly holderRow: number | null
}

export async function findPeselsTaken(db: Db, run: ImportRunId): Promise<TakenPesel[]> {
  const { rows } = await sql<TakenPesel>`
    select distinct on (mine.usos_id) mine.row, mine.usos_id as "usosId", coalesce(holder.usos_id, holder.id) as holder,
      (select min(row) from import_rows where run_id = ${run} and person_id = holder.id) as "holderRow"
    from import_rows mine cross join lateral unnest(mine.proof_taken_by) as taken (person_id)
    join people holder on holder.id = taken.person_id
    where mine.run_id = ${run} and not mine.refused and not exists (
      select from import_rows theirs where theirs.run_id = ${run} and theirs.person_id = holder.id
        and not theirs.refused and theirs.pesel_mark <> mine.pesel_mark)
    order by mine.usos_id, mine.row`.execute(db)
  return rows.toSorted((one, other) => one.row - other.row)
}

type Fragment = ReturnType<typeof sql>

async function clashes(db: Db, run: ImportRunId, from: Fragment, claim: Fragment) {
  const { rows } = await sql<Clash>`
    select (array_agg(distinct row order by row))[1:10] as rows, array_agg(distinct usos_id) as "usosIds"
    from import_rows ${from}
    where run_id = ${run} and ${claim} is not null
    group by ${claim} having min(usos_id) <> max(usos_id) order by min(row)`.execute(db)
  return rows
}

/** Leaves people out of a run, with all their rows. */
export async function refuseRowsOf(db: Db, run: ImportRunId, usosIds: readonly string[]): Promise<void> {
  if (usosIds.length === 0) return
  await sql`update import_rows set refused = true where run_id = ${run} and usos_id = any(${usosIds})`.execute(db)
}

/** One person of the file beside what the registry knows. */
export interface Pair {
  readonly usosId: string
  readonly person: PersonId
  readonly refused: boolean
  readonly rows: readonly FeedRow[]
  readonly current: CurrentPerson | undefined
}

/** The next people of a run in the order of their ids, beginning after `after`. */
export async function nextPairs(db: Db, run: ImportRunId, after: string, limit: number): Promise<Pair[]> {
  const { rows } = await sql<{
    usos_id: string
    person_id: PersonId
    refused: boolean
    feed: FeedRow[]
    current: CurrentPerson | null
  }>`
    select feed.*, registry.facts as current
    from (
      select usos_id, min(person_id) as person_id, bool_or(refused) as refused,
        jsonb_agg(jsonb_build_object('row', row, 'facts', facts, 'merged', merged) order by row) as feed
      from import_rows where run_id = ${run} and usos_id > ${after}
      group by usos_id order by usos_id limit ${limit}
    ) feed left join registry_facts registry on registry.usos_id = feed.usos_id
    order by feed.usos_id`.execute(db)
  return rows.map((row) => ({
    usosId: row.usos_id,
    person: row.person_id,
    refused: row.refused,
    rows: row.feed,
    current: row.current ?? undefined,
  }))
}

export interface StagedChange {
  readonly person: PersonId
  readonly row: number
  /** What the person was compared with. */
  readonly current: CurrentPerson | undefined
  readonly change: Exclude<Change, { kind: 'unchanged' }>
}

export async function stageChanges(db: Db, run: ImportRunId, changes: readonly StagedChange[]): Promise<void> {
  if (changes.length === 0) return
  const records = changes.map(({ person, row, current, change }) => ({
    person,
    row,
    current: current ?? null,
    kind: change.kind,
    changed: change.kind === 'mover' ? change.changed : [],
    returned: change.kind === 'mover' && change.returned,
    suspended: change.kind === 'mover' && change.suspended,
    words: searchWords({ ...change.next, albumNumber: change.next.albumNumber ?? undefined }),
    ...change.next,
    keyId: change.next.proof?.keyId ?? null,
    digest: change.next.proof?.digest ?? null,
    bucket: change.next.proof?.bucket ?? null,
    proof: null,
  }))
  await sql`
    insert into import_changes (run_id, person_id, row, kind, refused, changed, returned, suspended, before, usos_id,
      given_names, surname, album_number, student_status, phd_student_status, staff_status, connected,
      keep_connected_mark, keep_assigned_mark, closed, closed_because, valid_until, proof_kind, proof_key_id,
      proof_digest, proof_bucket, language, words, assigned_address, other_addresses, studies)
    select ${run}, person, row, kind, false, changed, returned, suspended, md5((current - 'proof')::text), "usosId",
      "givenNames", surname, "albumNumber", "studentStatus", "phdStudentStatus", "staffStatus", connected,
      "connectedByDesk", "assignedByDesk", closed, "closedBecause", "validUntil", "proofKind", "keyId",
      digest, bucket, language, words, "assignedAddress", "otherAddresses", studies
    from jsonb_to_recordset(${JSON.stringify(records)}::jsonb) as r (person text, row integer, kind text, changed text[],
      returned boolean, suspended boolean, current jsonb, "usosId" text, "givenNames" text, surname text,
      "albumNumber" text, "studentStatus" smallint, "phdStudentStatus" smallint, "staffStatus" smallint,
      connected boolean, "connectedByDesk" boolean, "assignedByDesk" boolean, closed boolean, "closedBecause" text,
      "validUntil" timestamptz, "proofKind" text, "keyId" text, digest text, bucket integer, language text, words text,
      "assignedAddress" text, "otherAddresses" text[], studies jsonb)`.execute(db)
}

/** Whom a feed that comes by the desk never changes: whoever has a role there, and whoever brings it. */
export async function findPeopleAtTheDesk(db: Db, by: PersonId): Promise<Set<PersonId>> {
  const { rows } = await sql<{ id: PersonId }>`select id from people where roles <> '{}' or id = ${by}`.execute(db)
  return new Set(rows.map(({ id }) => id))
}

/** Whose rows these are. */
export async function findUsosIds(db: Db, run: ImportRunId, someRows: readonly number[]): Promise<Map<number, string>> {
  const { rows } = await sql<{ row: number; usos_id: string }>`
    select row, usos_id from import_rows where run_id = ${run} and row = any(${someRows}::int[])`.execute(db)
  return new Map(rows.map(({ row, usos_id }) => [row, usos_id]))
}

/**
 * Everybody whom a full feed does not have, and who has not been missing before; but for those it may not change. Of a pull
 * only those whom the installation, asked about each of them, does not know: somebody may have come by another way meanwhile.
 */
export async function stageMissing(
  db: Db,
  run: ImportRunId,
  butFor: ReadonlySet<PersonId>,
  pull: UsosPullId | undefined,
): Promise<void> {
  const asked =
    pull === undefined
      ? sql``
      : sql`and exists (select from usos_pull_people asked
          where asked.pull_id = ${pull} and asked.usos_id = people.usos_id and asked.gone)`
  await sql`
    insert into import_changes (run_id, person_id, row, kind, refused, changed, returned, suspended, before, usos_id,
      given_names, surname, staff_status, connected, keep_connected_mark, keep_assigned_mark, closed, proof_kind,
      language, words, other_addresses, studies)
    select ${run}, id, 0, 'missing', false, '{}', false, false, null, usos_id, given_names, surname, 0, connected,
      false, false, false, proof_kind, language, '', '{}', '[]'
    from people
    where usos_id is not null and closed_at is null and missing_since is null and id <> all (${[...butFor]})
      and not exists (select from import_rows where run_id = ${run} and import_rows.usos_id = people.usos_id) ${asked}`.execute(
    db,
  )
}

/** A claim of a person in the file on something that somebody in the registry has and does not give up. */
export interface Taken {
  readonly what: 'address' | 'album-number'
  readonly row: number
  /** Where the holder stands in the file too. */
  readonly holderRow: number | null
  readonly holder: string | null
}

/**
 * Refuses changes that claim what somebody in the registry keeps. Who is refused gives up nothing either, so it is asked
 * again until nobody more is found.
 */
export async function refuseTakenClaims(db: Db, run: ImportRunId): Promise<Taken[]> {
  await sql`analyze import_changes (run_id, person_id, kind, refused, album_number)`.execute(db)
  const all: Taken[] = []
  for (;;) {
    const { rows } = await sql<Taken & { person_id: PersonId }>`
      with taken as (
        select mine.person_id, mine.row, 'address' as what, held.person_id as holder
        from import_changes mine
        cross join lateral unnest(array_append(mine.other_addresses, mine.assigned_address)) as claimed (address)
        join addresses held on held.address = claimed.address and held.person_id <> mine.person_id
        left join import_changes theirs on theirs.run_id = mine.run_id and theirs.person_id = held.person_id
          and theirs.kind = 'mover' and not theirs.refused
          and held.address <> all (array_append(theirs.other_addresses, coalesce(theirs.assigned_address, '')))
        where mine.run_id = ${run} and mine.kind <> 'missing' and not mine.refused and theirs.person_id is null
        union all
        select mine.person_id, mine.row, 'album-number', held.id
        from import_changes mine
        join people held on held.album_number = mine.album_number and held.id <> mine.person_id
        left join import_changes theirs on theirs.run_id = mine.run_id and theirs.person_id = held.id
          and theirs.kind = 'mover' and not theirs.refused and theirs.album_number is distinct from mine.album_number
        where mine.run_id = ${run} and mine.kind <> 'missing' and not mine.refused and theirs.person_id is null
      )
      select distinct on (taken.row, taken.what) taken.person_id, taken.row, taken.what, holder.usos_id as holder,
        (select min(row) from import_rows where run_id = ${run} and usos_id = holder.usos_id) as "holderRow"
      from taken join people holder on holder.id = taken.holder
      order by taken.row, taken.what`.execute(db)
    if (rows.length === 0) return all
    // One by one: a file with the ids of another system has more of them than a call takes arguments.
    for (const { what, row, holder, holderRow } of rows) all.push({ what, row, holder, holderRow })
    const people = rows.map(({ person_id }) => person_id)
    await sql`update import_changes set refused = true where run_id = ${run} and person_id = any(${people})`.execute(db)
  }
}

export interface StagedCounts {
  readonly stagedRows: number
  readonly stagedChanges: number
  readonly people: number
  readonly refusedPeople: number
  readonly joiners: number
  readonly movers: number
  /** Of those, people whose answer only comes under the key of today (req 48). */
  readonly rekeyed: number
  readonly returned: number
  readonly missing: number
  readonly suspended: number
  readonly stillMissing: number
  /** With a USOS id and an open account: whom a full feed should have. Without one, nobody. */
  readonly expected: number
}

/** `full`: only then somebody can be missing. `missingBefore`: who has been missing since then is suspended. */
export async function countChanges(
  db: Db,
  run: ImportRunId,
  { missingBefore, now, full }: { missingBefore: Date; now: Date; full: boolean },
): Promise<StagedCounts> {
  // Without a full feed nobody new is absent, and the indexes of those who were tell the rest.
  const absent = full ? sql`true` : sql`(p.valid_until <= ${now} or p.missing_since <= ${missingBefore})`
  const { rows } = await sql<StagedCounts>`
    with file as (
      select usos_id, bool_or(refused) as refused from import_rows where run_id = ${run} group by usos_id
    ), changes as (
      select * from import_changes where run_id = ${run}
    ), absent as (
      select missing_since, valid_until from people p
      where usos_id is not null and closed_at is null and ${absent}
        and not exists (select from file where file.usos_id = p.usos_id)
    )
    select
      (select count(*)::int from import_rows where run_id = ${run}) as "stagedRows",
      (select count(*)::int from changes) as "stagedChanges",
      (select count(*)::int from file) as people,
      (select count(*)::int from file where refused)
        + (select count(*)::int from changes where changes.refused) as "refusedPeople",
      (select count(*)::int from changes where kind = 'joiner' and not refused) as joiners,
      (select count(*)::int from changes where kind = 'mover' and not refused) as movers,
      (select count(*)::int from changes where kind = 'mover' and not refused and changed = '{proof-key}'
        and not returned and not suspended) as rekeyed,
      (select count(*)::int from changes where returned and not refused) as returned,
      (select count(*)::int from changes where kind = 'missing') as missing,
      (select count(*)::int from changes where suspended and not refused)
        + (select count(*)::int from absent where valid_until <= ${now} or missing_since <= ${missingBefore}
          or (${full} and missing_since is null and ${missingBefore} >= ${now})) as suspended,
      (select count(*)::int from absent where missing_since is not null and ${full}) as "stillMissing",
      (select count(*)::int from people where ${full} and usos_id is not null and closed_at is null) as expected`.execute(
    db,
  )
  const [counts] = rows
  if (!counts) throw new Error('PostgreSQL counts even nothing.')
  return counts
}

/** How many movers change in each way. */
export async function countByField(db: Db, run: ImportRunId): Promise<Record<string, number>> {
  const { rows } = await sql<{ field: string; count: number }>`
    select field, count(*)::int as count from import_changes cross join lateral unnest(changed) as each (field)
    where run_id = ${run} and not refused group by field`.execute(db)
  return Object.fromEntries(rows.map(({ field, count }) => [field, count]))
}

/** The first few of a kind. */
export async function findExamples(db: Db, run: ImportRunId, kind: 'joiner' | 'mover' | 'missing' | 'returned') {
  const which = kind === 'returned' ? sql`returned` : sql`kind = ${kind} and not returned`
  const { rows } = await sql<{
    row: number
    usos_id: string
    given_names: string
    surname: string
    changed: string[]
  }>`
    select row, usos_id, given_names, surname, changed from import_changes
    where run_id = ${run} and not refused and ${which} order by row, usos_id limit 5`.execute(db)
  return rows
}
