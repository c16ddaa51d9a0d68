import { type Selectable, sql } from 'kysely'
import type { Db, ImportPhase, ImportRunId, ImportRunsTable, ImportState, PersonId, Trx } from '../../database/index.ts'
import { type ImportReport, type StoredReport, withoutNames } from '../report.ts'

const DAY = 86_400_000

export interface NewRun {
  readonly id: ImportRunId
  readonly full: boolean
  readonly fileName: string
  readonly by: PersonId | 'operator' | 'usos-api'
}

/**
 * Runs `work` while no other import is read or written, on one connection: when that ends, for whatever reason, the turn
 * ends with it, so that a killed import never blocks the next. Undefined when somebody else has the turn.
 */
export async function inImportTurn<Result>(db: Db, work: (on: Db) => Promise<Result>): Promise<Result | undefined> {
  return db.connection().execute(async (on) => {
    const taken = await sql<{ mine: boolean }>`select pg_try_advisory_lock(${importTurn}) as mine`.execute(on)
    if (!taken.rows[0]?.mine) return undefined
    try {
      // A large file is compared in statements of its own length; people's pages keep theirs.
      await sql`set statement_timeout = 0`.execute(on)
      // A plan that a power cut takes is read again; nothing here is promised to anybody yet.
      await sql`set synchronous_commit = off`.execute(on)
      return await work(on)
    } finally {
      await sql`reset statement_timeout`.execute(on)
      await sql`reset synchronous_commit`.execute(on)
      await sql`select pg_advisory_unlock(${importTurn})`.execute(on)
    }
  })
}

/** Of imports one is read or written at a time. */
export const importTurn = sql`hashtextextended('furta registry import', 0)`

export async function openRun(db: Db, run: NewRun, now: Date): Promise<void> {
  await db
    .insertInto('import_runs')
    .values({
      id: run.id,
      state: 'reading',
      phase: 'reading',
      is_full: run.full,
      file_name: run.fileName,
      by: run.by,
      started_at: now,
      report: undefined,
    })
    .execute()
}

export interface Progress {
  readonly phase: ImportPhase
  readonly rowsExpected?: number
  readonly rowsRead?: number
  readonly peopleCompared?: number
}

/** Seen by others at once: what leads to a plan is no transaction. */
export async function noteProgress(db: Db, run: ImportRunId, progress: Progress): Promise<void> {
  await db
    .updateTable('import_runs')
    .set({
      phase: progress.phase,
      ...(progress.rowsExpected === undefined ? {} : { rows_expected: progress.rowsExpected }),
      ...(progress.rowsRead === undefined ? {} : { rows_read: progress.rowsRead }),
      ...(progress.peopleCompared === undefined ? {} : { people_compared: progress.peopleCompared }),
    })
    .where('id', '=', run)
    .execute()
}

export async function savePlan(
  db: Db,
  run: ImportRunId,
  {
    report,
    now,
    stagedRows,
    stagedChanges,
  }: { report: StoredReport; now: Date; stagedRows: number; stagedChanges: number },
): Promise<void> {
  await db
    .updateTable('import_runs')
    .set({
      state: 'planned',
      phase: 'waiting',
      planned_at: now,
      staged_rows: stagedRows,
      staged_changes: stagedChanges,
      report: JSON.stringify(report),
    })
    .where('id', '=', run)
    .execute()
}

/** Ends a run that leads to nothing, and blanks what was staged of it. */
export async function endRun(
  db: Db,
  run: ImportRunId,
  state: Exclude<ImportState, 'reading' | 'planned'>,
  { now, report }: { now: Date; report?: StoredReport },
): Promise<void> {
  await db
    .updateTable('import_runs')
    .set({
      state,
      phase: 'done',
      finished_at: now,
      ...(report === undefined ? {} : { report: JSON.stringify(report) }),
    })
    .where('id', '=', run)
    .execute()
  await blankStagedRows(db)
}

/**
 * Ends a run that waits; of two that end it, one is told `true`. One that is carried out just now waits no longer; one that
 * somebody only looks at (`listNotHeld`) does.
 */
export async function cancelPlanned(db: Db, run: ImportRunId, now: Date): Promise<boolean> {
  const ended = await db
    .updateTable('import_runs')
    .set({ state: 'cancelled', phase: 'done', finished_at: now })
    .where('id', 'in', (runs) =>
      runs
        .selectFrom('import_runs')
        .select('id')
        .where('id', '=', run)
        .where('state', '=', 'planned')
        .forNoKeyUpdate()
        .skipLocked(),
    )
    .returning('id')
    .executeTakeFirst()
  await blankStagedRows(db)
  return ended !== undefined
}

/**
 * Before a new plan: one that waits is superseded, and one that was being read when its program was killed is abandoned.
 * The caller has the turn, so nobody reads now.
 */
export async function clearTheTable(db: Db, now: Date): Promise<void> {
  await db
    .updateTable('import_runs')
    .set({
      state: sql<ImportState>`case state when 'planned' then 'superseded' else 'abandoned' end`,
      phase: 'done',
      finished_at: now,
    })
    .where('state', 'in', ['planned', 'reading'])
    .execute()
  await blankStagedRows(db)
}

/** Whether a plan waits for somebody; one of more than a day is forgotten about. */
export async function aPlanWaits(db: Db, now: Date): Promise<boolean> {
  const waiting = await db
    .selectFrom('import_runs')
    .select('id')
    .where('state', '=', 'planned')
    .where('started_at', '>=', new Date(now.getTime() - DAY))
    .executeTakeFirst()
  return waiting !== undefined
}

/** A run that has nothing to say is not kept. */
export async function forgetRun(db: Db, run: ImportRunId): Promise<void> {
  await db.deleteFrom('import_runs').where('id', '=', run).execute()
  await blankStagedRows(db)
}

/** A plan that nobody has carried out for a day is dropped with what was staged for it. */
export async function dropOldPlans(db: Db, now: Date): Promise<void> {
  await db
    .updateTable('import_runs')
    .set({ state: 'abandoned', phase: 'done', finished_at: now })
    .where('state', 'in', ['planned', 'reading'])
    .where('started_at', '<', new Date(now.getTime() - DAY))
    .execute()
  await blankStagedRows(db)
}

/** Rows of people stay only while a run may still need them; the report of a run that is over forgets its names. */
export async function blankStagedRows(db: Db): Promise<void> {
  const alive = db.selectFrom('import_runs').select('id').where('state', 'in', ['reading', 'planned'])
  await db.deleteFrom('import_rows').where('run_id', 'not in', alive).execute()
  await db.deleteFrom('import_changes').where('run_id', 'not in', alive).execute()
}

/** Names in reports of runs that ended more than a day ago. */
export async function forgetNamesInReports(db: Db, now: Date): Promise<void> {
  const rows = await db
    .selectFrom('import_runs')
    .select(['id', 'report'])
    .where('finished_at', '<', new Date(now.getTime() - DAY))
    .where(sql<boolean>`jsonb_path_exists(report, '$.summary.examples.*[*].name')`)
    .execute()
  for (const { id, report } of rows) {
    await db
      .updateTable('import_runs')
      .set({ report: JSON.stringify(withoutNames(report as StoredReport)) })
      .where('id', '=', id)
      .execute()
  }
}

export async function findRun(db: Db, run: ImportRunId): Promise<ImportReport | undefined> {
  const row = await db.selectFrom('import_runs').selectAll().where('id', '=', run).executeTakeFirst()
  const [report] = row ? await reportsOf(db, [row]) : []
  return report
}

/** Holds a run until the transaction ends: whoever carries it out. Others see by it that it is being carried out. */
export async function lockRun(trx: Trx, run: ImportRunId) {
  return trx.selectFrom('import_runs').selectAll().where('id', '=', run).forUpdate().executeTakeFirst()
}

export async function markApplied(trx: Trx, run: ImportRunId, now: Date): Promise<void> {
  await trx
    .updateTable('import_runs')
    .set({ state: 'applied', phase: 'done', finished_at: now })
    .where('id', '=', run)
    .execute()
}

/** The newest first. */
export async function listRuns(db: Db, limit: number): Promise<ImportReport[]> {
  const rows = await db.selectFrom('import_runs').selectAll().orderBy('started_at', 'desc').limit(limit).execute()
  return reportsOf(db, rows)
}

async function reportsOf(db: Db, rows: readonly Selectable<ImportRunsTable>[]): Promise<ImportReport[]> {
  const planned = rows.filter(({ state }) => state === 'planned').map(({ id }) => id)
  const waiting = planned.length === 0 ? [] : await listNotHeld(db, planned)
  return rows.map((row) => {
    const report = reportIn(row)
    return planned.includes(row.id) && !waiting.includes(row.id) ? { ...report, phase: 'applying' } : report
  })
}

/** Of these runs, those that nobody carries out. By the row that is held, on whatever node: a killed one lets go of it. */
async function listNotHeld(db: Db, runs: readonly ImportRunId[]): Promise<ImportRunId[]> {
  const free = await db
    .selectFrom('import_runs')
    .select('id')
    .where('id', 'in', runs)
    .forKeyShare()
    .skipLocked()
    .execute()
  return free.map(({ id }) => id)
}

function reportIn(row: Selectable<ImportRunsTable>): ImportReport {
  const { summary, faults } = (row.report ?? {}) as StoredReport
  return {
    run: row.id,
    state: row.state,
    phase: row.phase,
    progress: { rowsExpected: row.rows_expected, rowsRead: row.rows_read, peopleCompared: row.people_compared },
    full: row.is_full,
    fileName: row.file_name,
    by: row.by as ImportReport['by'],
    startedAt: row.started_at,
    plannedAt: row.planned_at ?? undefined,
    finishedAt: row.finished_at ?? undefined,
    summary,
    faults: faults ?? [],
  }
}

/** Whether a plan waits that would bring answers under this key of PESEL digests. */
export async function waitsWithKey(db: Db, keyId: string): Promise<boolean> {
  const { rows } = await sql<{ waits: boolean }>`
    select exists (select from import_changes planned join import_runs run on run.id = planned.run_id
      where run.state = 'planned' and planned.proof_key_id = ${keyId}) as waits`.execute(db)
  return rows[0]?.waits !== false
}
