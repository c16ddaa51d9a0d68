import { type Selectable, sql } from 'kysely'
import type {
  Db,
  ImportRunId,
  PersonId,
  Trx,
  UsosPullId,
  UsosPullKind,
  UsosPullState,
  UsosPullStep,
  UsosPullsTable,
} from '../../database/index.ts'
import type { FeedFacts } from '../feed.ts'
import type { ConflictKind, WarningKind } from '../findings.ts'
import type { Problem } from './problem.ts'

/** Where a step goes on. Empty at its beginning. */
export interface Position {
  /** After this unit, programme or person, in their order. */
  readonly after?: string | undefined
  /** From this place of a list of several pages. */
  readonly start?: number | undefined
  /** How many people are asked about at once, where the installation takes fewer. */
  readonly atOnce?: number | undefined
}

export type PulledBy = PersonId | 'schedule' | 'operator'
export type Held = 'mode' | 'changes' | 'leavers'

export interface Pull {
  readonly id: UsosPullId
  readonly kind: UsosPullKind
  readonly by: PulledBy
  readonly dryRun: boolean
  /** `dropped`: its plan waited, and was thrown away or forgotten. */
  readonly state: UsosPullState | 'dropped'
  readonly step: UsosPullStep
  readonly position: Position
  /** Fields that the installation refuses to the key. */
  readonly without: readonly string[]
  readonly listed: number
  readonly read: number
  readonly run: ImportRunId | undefined
  readonly held: Held | undefined
  readonly problem: Problem | undefined
  readonly tries: number
  readonly notBefore: Date | undefined
  readonly leasedUntil: Date | undefined
  readonly startedAt: Date
  readonly movedAt: Date
  readonly finishedAt: Date | undefined
}

/** Begins a pull; undefined where one is under way. */
export async function openPull(
  db: Db,
  pull: { id: UsosPullId; kind: UsosPullKind; by: PulledBy; dryRun: boolean },
  now: Date,
): Promise<UsosPullId | undefined> {
  const opened = await db
    .insertInto('usos_pulls')
    .values({
      id: pull.id,
      kind: pull.kind,
      by: pull.by,
      dry_run: pull.dryRun,
      state: 'pulling',
      step: 'units',
      position: '{}',
      problem: undefined,
      started_at: now,
      moved_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return opened?.id
}

export async function findPull(db: Db, id: UsosPullId): Promise<Pull | undefined> {
  const row = await db.selectFrom('usos_pulls').selectAll().where('id', '=', id).executeTakeFirst()
  return row && pullIn(row)
}

export async function findPullUnderWay(db: Db): Promise<Pull | undefined> {
  const row = await db.selectFrom('usos_pulls').selectAll().where('state', '=', 'pulling').executeTakeFirst()
  return row && pullIn(row)
}

/** The newest first. What has become of a plan that waited, somebody at the desk has decided since. */
export async function listPulls(db: Db, limit: number): Promise<Pull[]> {
  const rows = await db
    .selectFrom('usos_pulls')
    .leftJoin('import_runs', 'import_runs.id', 'usos_pulls.run_id')
    .selectAll('usos_pulls')
    .select('import_runs.state as run_state')
    .orderBy('usos_pulls.started_at', 'desc')
    .limit(limit)
    .execute()
  return rows.map(({ run_state: decided, ...row }) => {
    const pull = pullIn(row)
    if (pull.state !== 'waiting' || decided === 'planned') return pull
    return { ...pull, state: decided === 'applied' ? 'applied' : 'dropped', held: undefined }
  })
}

/** When a pull of a kind was last begun. */
export async function lastStart(db: Db, kind: UsosPullKind): Promise<Date | undefined> {
  const row = await db
    .selectFrom('usos_pulls')
    .select('started_at')
    .where('kind', '=', kind)
    .where('dry_run', '=', false)
    .orderBy('started_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.started_at
}

/** One node at a time: of two that want a pull, one gets it. A lease that has run out belonged to a program that was killed. */
export async function takeLease(
  db: Db,
  id: UsosPullId,
  { holder, now, until }: { holder: string; now: Date; until: Date },
): Promise<Pull | undefined> {
  const row = await db
    .updateTable('usos_pulls')
    .set({ leased_by: holder, leased_until: until })
    .where('id', '=', id)
    .where('state', '=', 'pulling')
    .where((where) => where.or([where('leased_until', 'is', null), where('leased_until', '<=', now)]))
    .returningAll()
    .executeTakeFirst()
  return row && pullIn(row)
}

export async function giveLeaseBack(db: Db, id: UsosPullId, holder: string): Promise<void> {
  await db
    .updateTable('usos_pulls')
    .set({ leased_by: null, leased_until: null })
    .where('id', '=', id)
    .where('leased_by', '=', holder)
    .execute()
}

export interface Moved {
  readonly step?: UsosPullStep
  readonly position?: Position
  readonly without?: readonly string[]
  readonly listed?: number
  readonly read?: number
}

/** Keeps where a pull is, and the lease with it; false when it is somebody else's now, or was stopped. */
export async function movePull(
  db: Db,
  id: UsosPullId,
  { holder, now, until, ...moved }: Moved & { holder: string; now: Date; until: Date },
): Promise<boolean> {
  const row = await db
    .updateTable('usos_pulls')
    .set({
      ...(moved.step === undefined ? {} : { step: moved.step }),
      ...(moved.position === undefined ? {} : { position: JSON.stringify(moved.position) }),
      ...(moved.without === undefined ? {} : { without: [...moved.without] }),
      ...(moved.listed === undefined ? {} : { listed: moved.listed }),
      ...(moved.read === undefined ? {} : { read: moved.read }),
      leased_until: until,
      moved_at: now,
      problem: null,
      tries: 0,
      not_before: null,
    })
    .where('id', '=', id)
    .where('state', '=', 'pulling')
    .where('leased_by', '=', holder)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** The source was down: the pull stays where it is, and goes on at `notBefore`. */
export async function postponePull(
  db: Db,
  id: UsosPullId,
  { problem, tries, notBefore }: { problem: Problem; tries: number; notBefore: Date },
): Promise<void> {
  await db
    .updateTable('usos_pulls')
    .set({ problem: JSON.stringify(problem), tries, not_before: notBefore, leased_by: null, leased_until: null })
    .where('id', '=', id)
    .where('state', '=', 'pulling')
    .execute()
}

/** Ends a pull and forgets whom it read; of two that end it, one is told `true`. */
export async function endPull(
  trx: Trx,
  id: UsosPullId,
  ended: {
    state: Exclude<UsosPullState, 'pulling'>
    now: Date
    run?: ImportRunId | undefined
    held?: Held | undefined
    problem?: Problem | undefined
  },
): Promise<boolean> {
  const row = await trx
    .updateTable('usos_pulls')
    .set({
      state: ended.state,
      ...(ended.state === 'failed' || ended.state === 'stopped' ? {} : { step: 'done' as const }),
      run_id: ended.run ?? null,
      held: ended.held ?? null,
      problem: ended.problem === undefined ? null : JSON.stringify(ended.problem),
      not_before: null,
      leased_by: null,
      leased_until: null,
      finished_at: ended.now,
    })
    .where('id', '=', id)
    .where('state', '=', 'pulling')
    // Once its plan is being carried out it is too late to stop it.
    .$if(ended.state === 'stopped', (query) => query.where('step', '<>', 'done'))
    .returning('id')
    .executeTakeFirst()
  if (row === undefined) return false
  await trx.deleteFrom('usos_pull_people').where('pull_id', '=', id).execute()
  await trx.deleteFrom('usos_pull_lists').where('pull_id', '=', id).execute()
  return true
}

/** Units or programmes to go through. */
export async function addItems(
  db: Db,
  pull: UsosPullId,
  kind: 'unit' | 'programme',
  items: readonly string[],
): Promise<void> {
  await sql`insert into usos_pull_lists (pull_id, kind, item)
    select distinct ${pull}, ${kind}, item from unnest(${items}::text[]) as item on conflict do nothing`.execute(db)
}

/** Programmes that people of the registry study: a search of the installation need not find each of them. */
export async function addProgrammesOfRegistry(db: Db, pull: UsosPullId): Promise<void> {
  await sql`insert into usos_pull_lists (pull_id, kind, item)
    select distinct ${pull}, 'programme', programme from studies on conflict do nothing`.execute(db)
}

/** The next of them in their order. */
export async function nextItems(
  db: Db,
  pull: UsosPullId,
  kind: 'unit' | 'programme',
  { after = '', limit }: { after?: string | undefined; limit: number },
): Promise<string[]> {
  const rows = await db
    .selectFrom('usos_pull_lists')
    .select('item')
    .where('pull_id', '=', pull)
    .where('kind', '=', kind)
    .where('item', '>', after)
    .orderBy('item')
    .limit(limit)
    .execute()
  return rows.map(({ item }) => item)
}

/** People to ask about; gives how many of them are new to the pull. */
export async function addPeople(db: Db, pull: UsosPullId, usosIds: readonly string[]): Promise<number> {
  const { numAffectedRows } = await sql`insert into usos_pull_people (pull_id, usos_id, listed)
    select distinct ${pull}, id, true from unnest(${usosIds}::text[]) as id on conflict do nothing`.execute(db)
  return Number(numAffectedRows ?? 0)
}

/** Whomever the registry knows is asked about by name: not to stand in a list does not mean to be gone. */
export async function addEverybodyKnown(db: Db, pull: UsosPullId): Promise<number> {
  const { numAffectedRows } = await sql`insert into usos_pull_people (pull_id, usos_id, listed)
    select ${pull}, usos_id, false from people where usos_id is not null and (closed_at is null or missing_since is not null)
    union
    select ${pull}, merged.usos_id, false from merged_ids merged join people on people.id = merged.person_id
    where people.usos_id is not null and (people.closed_at is null or people.missing_since is not null)
    on conflict do nothing`.execute(db)
  return Number(numAffectedRows ?? 0)
}

/**
 * The quick lane: of those listed it keeps whom the registry does not know, or not as somebody who studies or works here; beside
 * them it asks about people who wait for the registry. Gives how many are to be asked about.
 */
export async function keepWhoMayHaveChanged(db: Db, pull: UsosPullId, most: number): Promise<number> {
  await sql`delete from usos_pull_people listed using people
    where listed.pull_id = ${pull} and not listed.answered
      and (people.usos_id = listed.usos_id
        or people.id = (select person_id from merged_ids where merged_ids.usos_id = listed.usos_id))
      and people.closed_at is null and people.missing_since is null
      and (people.student_status = 2 or people.phd_student_status = 2 or people.staff_status > 0)`.execute(db)
  await sql`insert into usos_pull_people (pull_id, usos_id, listed)
    select ${pull}, usos_id, false from people
    where usos_id is not null and (
      missing_since is not null
      or exists (select from cases where cases.person_id = people.id and cases.closed_at is null)
      or ((student_status = 2 or phd_student_status = 2 or staff_status > 0) and closed_at is null
        and (not connected or not exists (select from addresses where addresses.person_id = people.id and assigned)))
    )
    order by created_at desc limit ${most}
    on conflict do nothing`.execute(db)
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from usos_pull_people where pull_id = ${pull}`.execute(db)
  return rows[0]?.count ?? 0
}

/** The next people to ask about, with the id in the registry of those whom it knows. */
export async function nextToAsk(
  db: Db,
  pull: UsosPullId,
  { after = '', limit }: { after?: string | undefined; limit: number },
): Promise<{ usosId: string; listed: boolean; person: PersonId | null }[]> {
  const { rows } = await sql<{ usosId: string; listed: boolean; person: PersonId | null }>`
    select asked.usos_id as "usosId", asked.listed, coalesce(people.id, merged.person_id) as person
    from usos_pull_people asked left join people on people.usos_id = asked.usos_id
    left join merged_ids merged on merged.usos_id = asked.usos_id
    where asked.pull_id = ${pull} and not asked.answered and asked.usos_id > ${after}
    order by asked.usos_id limit ${limit}`.execute(db)
  return rows
}

/** A row of a person as it was understood, its answer made a digest. */
export interface PulledRow {
  readonly facts: FeedFacts
  readonly conflicts: readonly { readonly kind: ConflictKind; readonly column: string }[]
  readonly warnings: readonly { readonly kind: WarningKind; readonly column: string }[]
}

export interface PulledPerson {
  readonly usosId: string
  /** Nobody of this id is there. */
  readonly gone: boolean
  /** To whom the digest is bound. */
  readonly person: PersonId | null
  readonly rows: readonly PulledRow[] | null
  readonly peselMark: string | null
  /** Who had the PESEL in the registry when it was read. */
  readonly proofTakenBy: readonly PersonId[]
}

export async function saveAnswers(db: Db, pull: UsosPullId, people: readonly PulledPerson[]): Promise<void> {
  await sql`update usos_pull_people asked
    set answered = true, gone = told.gone, person_id = told.person, rows = nullif(told.rows, 'null'), pesel_mark = told."peselMark",
      proof_taken_by = told."proofTakenBy"
    from jsonb_to_recordset(${JSON.stringify(people)}::jsonb) as told ("usosId" text, gone boolean, person text, rows jsonb,
      "peselMark" text, "proofTakenBy" text[])
    where asked.pull_id = ${pull} and asked.usos_id = told."usosId"`.execute(db)
}

/** Who was found, in the order of their ids. */
export async function nextPulled(
  db: Db,
  pull: UsosPullId,
  after: string,
  limit: number,
): Promise<Omit<PulledPerson, 'gone'>[]> {
  const { rows } = await sql<Omit<PulledPerson, 'gone'>>`
    select pulled.usos_id as "usosId", pulled.person_id as person, pulled.rows, pulled.pesel_mark as "peselMark",
      pulled.proof_taken_by as "proofTakenBy"
    from usos_pull_people pulled
    where pulled.pull_id = ${pull} and pulled.answered and not pulled.gone
      and (pulled.listed or pulled.rows is not null) and pulled.usos_id > ${after}
    order by pulled.usos_id limit ${limit}`.execute(db)
  return rows
}

/** How many people the registry has of those whom a pull should find: with a USOS id and an open account. */
export async function peopleExpected(db: Db): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from people where usos_id is not null and closed_at is null`.execute(db)
  return rows[0]?.count ?? 0
}

/** Deletes what pulls have read that are over, whatever ended them. */
export async function blankPulled(db: Db): Promise<void> {
  const over = db.selectFrom('usos_pulls').select('id').where('state', '<>', 'pulling')
  await db.deleteFrom('usos_pull_people').where('pull_id', 'in', over).execute()
  await db.deleteFrom('usos_pull_lists').where('pull_id', 'in', over).execute()
}

function pullIn(row: Selectable<UsosPullsTable>): Pull {
  return {
    id: row.id,
    kind: row.kind,
    by: row.by as PulledBy,
    dryRun: row.dry_run,
    state: row.state,
    step: row.step,
    position: row.position as Position,
    without: row.without,
    listed: row.listed,
    read: row.read,
    run: row.run_id ?? undefined,
    held: (row.held ?? undefined) as Held | undefined,
    problem: (row.problem ?? undefined) as Problem | undefined,
    tries: row.tries,
    notBefore: row.not_before ?? undefined,
    leasedUntil: row.leased_until ?? undefined,
    startedAt: row.started_at,
    movedAt: row.moved_at,
    finishedAt: row.finished_at ?? undefined,
  }
}
