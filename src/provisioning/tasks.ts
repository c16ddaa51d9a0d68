import { recordEvent } from '../audit/index.ts'
import { settleSoon } from '../cases/index.ts'
import { closeWaysOf } from '../challenges/index.ts'
import type { Institution, Settings } from '../config/index.ts'
import {
  asImportRunId,
  type Database,
  type Db,
  type ImportRunId,
  type PersonId,
  type Trx,
  type UsosPullId,
} from '../database/index.ts'
import { findErased, findErasedSince, holdErasures } from '../people/index.ts'
import { endSessionsOf } from '../sessions/index.ts'
import type { Keyring, RootKeyring, World } from '../world/index.ts'
import {
  changesPeopleAtTheDesk,
  findTouched,
  holdMoved,
  holdPeople,
  isOutOfDate,
  isWhole,
  listNewClaims,
  recordPeople,
  takeImportTurn,
  takeTheTimeItNeeds,
  writePlan,
} from './apply/store.ts'
import type { CsvEncoding } from './csv/index.ts'
import type { FeedFault } from './findings.ts'
import { suspendSome } from './leavers/tasks.ts'
import { comparePeople, identifiersOf, type ReadRows, readRows, summarise } from './plan-tasks.ts'
import type { ImportReport } from './report.ts'
import {
  aPlanWaits,
  blankStagedRows,
  cancelPlanned,
  clearTheTable,
  endRun,
  findRun,
  inImportTurn,
  listRuns,
  lockRun,
  markApplied,
  noteProgress,
  openRun,
  type Progress,
  savePlan,
} from './runs/store.ts'

export interface ImportParts {
  readonly database: Pick<Database, 'db'>
  readonly world: World
  readonly settings: Pick<Settings, 'REGISTRY_GRACE' | 'MOST_LEAVERS' | 'ADDRESS_HOLD'>
  readonly institution: Pick<Institution, 'mailDomains' | 'timeZone'>
  /** The keyring of PESEL_KEY. */
  readonly peselKeys: RootKeyring
  /** The keyring of APP_SECRET: tells what belonged to somebody who was erased. */
  readonly keys: Keyring
}

/** Id of the member of staff, `operator` for the command line, or `usos-api` for what was pulled from there. */
export type ImportedBy = PersonId | 'operator' | 'usos-api'

export interface PlanOptions {
  /** The feed has everybody: whoever is not in it is missing. */
  readonly full: boolean
  readonly by: ImportedBy
  readonly fileName: string
  /** Without it, as the bytes say. */
  readonly encoding?: CsvEncoding | undefined
  /** Called once, as soon as the run has a name and can be looked up. */
  readonly onRun?: ((run: ImportRunId) => void) | undefined
  /** As it goes on. */
  readonly onProgress?: ((run: ImportRunId, progress: Progress) => void) | undefined
}

export type PlanOutcome =
  | { kind: 'planned'; run: ImportRunId; report: ImportReport }
  /** The file cannot be read; nothing of it is kept. */
  | { kind: 'refused'; run: ImportRunId; faults: readonly FeedFault[] }
  /** Another import is being read or written, or a plan waits that this one may not take the place of. */
  | { kind: 'busy' }

/** Stages the rows of a feed, whatever it comes by, and gives what is to be said of it. */
export type ReadInto = (
  db: Db,
  into: { run: ImportRunId; now: Date; tell: (progress: Progress) => Promise<void> },
) => Promise<ReadRows | { faults: readonly FeedFault[] }>

interface FeedOptions extends Omit<PlanOptions, 'encoding'> {
  /** Takes nobody's place: gives way to a plan that waits for somebody. */
  readonly givesWay?: boolean
  /** Only these can be missing; without it, everybody who is in no row. */
  readonly mayMiss?: UsosPullId
}

/**
 * Reads a feed by CSV and says what it would change, changing nothing: the dry run. What it would do is staged, so that
 * `applyImport` does exactly that. People are not held meanwhile. A plan that waits already is superseded.
 */
export function planImport(
  parts: ImportParts,
  source: AsyncIterable<Buffer | string>,
  { encoding, ...options }: PlanOptions,
): Promise<PlanOutcome> {
  return planFeed(parts, (db, into) => readRows(parts, db, { ...into, source, encoding }), options)
}

/** The same for any feed. */
export async function planFeed(parts: ImportParts, read: ReadInto, options: FeedOptions): Promise<PlanOutcome> {
  const { database, world } = parts
  const run = asImportRunId(world.random.token(16))
  const outcome = await inImportTurn(database.db, async (db) => {
    const now = world.clock.now()
    if (options.givesWay && (await aPlanWaits(db, now))) return undefined
    await clearTheTable(db, now)
    await openRun(db, { ...options, id: run, fileName: options.fileName.slice(-200) }, now)
    options.onRun?.(run)
    const tell = async (progress: Progress) => {
      await noteProgress(db, run, progress)
      options.onProgress?.(run, progress)
    }
    try {
      return await plan(parts, db, { run, read, options, now, tell })
    } catch (error) {
      await endRun(db, run, 'abandoned', { now: world.clock.now() })
      throw error
    }
  })
  return outcome ?? { kind: 'busy' }
}

async function plan(
  parts: ImportParts,
  db: Db,
  {
    run,
    read: readInto,
    options,
    now,
    tell,
  }: {
    run: ImportRunId
    read: ReadInto
    options: FeedOptions
    now: Date
    tell: (progress: Progress) => Promise<void>
  },
): Promise<PlanOutcome> {
  await tell({ phase: 'reading' })
  const read = await readInto(db, { run, now, tell })
  if ('faults' in read) {
    const at = parts.world.clock.now()
    await endRun(db, run, 'refused', { now: at, report: { faults: read.faults } })
    await recordRefusal(db, run, options.by, read.faults[0]?.kind ?? 'empty', at)
    return { kind: 'refused', run, faults: read.faults }
  }
  const { full, by, mayMiss } = options
  await comparePeople(parts, db, { run, now, full, by, mayMiss, findings: read.findings, tell })
  const { summary, staged } = await summarise(db, { run, now, full, by, read, settings: parts.settings })
  const plannedAt = parts.world.clock.now()
  await savePlan(db, run, { report: { summary }, now: plannedAt, ...staged })
  const { rows, joiners, movers, missing, leftOut } = summary.counts
  await recordEvent(db, {
    at: plannedAt,
    event: 'import-planned',
    outcome: 'success',
    actor: actorOf(options.by),
    reference: run,
    details: { run, rows, joiners, movers, leavers: missing, conflicts: leftOut },
  })
  const report = await findRun(db, run)
  if (!report) throw new Error('A run was planned and is not there.')
  options.onProgress?.(run, { phase: 'waiting' })
  return { kind: 'planned', run, report }
}

export type ApplyRefusal =
  /** There is no such plan, or it was carried out, cancelled or superseded. */
  | 'not-waiting'
  /** So many are missing that the file looks cut off; to be confirmed. */
  | 'many-leave'
  /** Somebody whom the plan changes has changed meanwhile, or what was staged is gone. */
  | 'out-of-date'
  | 'busy'

export interface ApplyOptions {
  readonly by: ImportedBy
  /** Somebody has looked, and it is right that so many are missing. */
  readonly evenIfManyLeave?: boolean | undefined
  /** In the words of whoever decides: stays in the audit trail. */
  readonly reason?: string | undefined
}

export type ApplyOutcome = { kind: 'applied'; report: ImportReport } | { kind: 'refused'; because: ApplyRefusal }

/**
 * Carries out a plan in one transaction, set by set: all of it or nothing. Whoever reads meanwhile sees the registry as
 * it was; whoever signs in does not wait.
 */
export async function applyImport(parts: ImportParts, run: ImportRunId, how: ApplyOptions): Promise<ApplyOutcome> {
  const { db } = parts.database
  const refusal = await applyOnce(parts, run, how)
  if (refusal !== undefined) {
    if (refusal !== 'busy' && refusal !== 'not-waiting')
      await recordRefusal(db, run, how.by, refusal, parts.world.clock.now())
    return { kind: 'refused', because: refusal }
  }
  // After the commit: nobody has to wait for it.
  await blankStagedRows(db)
  const report = await findRun(db, run)
  if (!report) throw new Error('A run was carried out and is not there.')
  return { kind: 'applied', report }
}

async function applyOnce(parts: ImportParts, run: ImportRunId, how: ApplyOptions) {
  try {
    return await parts.database.db.transaction().execute((trx) => apply(parts, trx, run, how))
  } catch (error) {
    // An address or a number that was free when the plan was made belongs to somebody now.
    if (codeOf(error) === '23505') return 'out-of-date'
    // Somebody holds a person and does not let go, or each waits for the other.
    if (codeOf(error) === '55P03' || codeOf(error) === '40P01') return 'busy'
    throw error
  }
}

async function apply(
  parts: ImportParts,
  trx: Trx,
  run: ImportRunId,
  { by, evenIfManyLeave = false, reason }: ApplyOptions,
): Promise<ApplyRefusal | undefined> {
  await takeTheTimeItNeeds(trx)
  // Whoever is erased meanwhile waits; whoever was erased since the plan was made is looked for once more.
  await holdErasures(trx, 'shared')
  if (!(await takeImportTurn(trx))) return 'busy'
  const planned = await lockRun(trx, run)
  const report = await findRun(trx, run)
  if (planned?.state !== 'planned' || !report?.summary) return 'not-waiting'
  if (report.summary.brake.holds && !evenIfManyLeave) return 'many-leave'
  if (!(await isWhole(trx, run, { rows: planned.staged_rows, changes: planned.staged_changes }))) return 'out-of-date'
  await holdPeople(trx, run)
  if (await isOutOfDate(trx, run)) return 'out-of-date'
  if (await givesOutErased(trx, parts.keys, run, planned.started_at)) return 'out-of-date'
  // What was pulled is the registry's word, whoever lets it in: nobody could have written into it (decision 198).
  const isOnesOwn = by !== 'operator' && by !== 'usos-api' && planned.by !== 'usos-api'
  // Somebody may have got a role since the plan was made.
  if (isOnesOwn && (await changesPeopleAtTheDesk(trx, run, by))) return 'out-of-date'

  const now = parts.world.clock.now()
  await writePlan(trx, run, now)
  const touched = await findTouched(trx, run)
  await closeWaysOf(trx, touched.ways, now)
  for (const person of touched.sessions) await endSessionsOf(trx, person, 'disabled', now)
  await recordPeople(trx, run, actorOf(by), now)
  // The nightly feed is the registry's word and holds nobody up; a file that one person uploads is that person's.
  if (isOnesOwn) {
    const until = new Date(now.getTime() + parts.settings.ADDRESS_HOLD)
    await holdMoved(trx, run, { by, now, until, reason: reason ?? '' })
  }
  const { REGISTRY_GRACE: grace } = parts.settings
  await suspendSome(trx, { now, grace, by: actorOf(by), reference: run, atMost: 1_000_000 })
  const { rows, joiners, movers, missing, suspended, returned, leftOut } = report.summary.counts
  await recordEvent(trx, {
    at: now,
    event: 'import-applied',
    outcome: 'success',
    actor: actorOf(by),
    reference: run,
    details: {
      run,
      rows,
      joiners,
      movers,
      leavers: missing,
      suspended,
      returned,
      conflicts: leftOut,
      ...(reason === undefined ? {} : { reason }),
    },
  })
  await markApplied(trx, run, now)
  // Whoever waits for the registry to catch up gets an answer by mail.
  await settleSoon(trx)
  return undefined
}

/** Whether the plan gives out what belonged to somebody who was erased since it was begun. */
async function givesOutErased(trx: Trx, keys: Keyring, run: ImportRunId, since: Date): Promise<boolean> {
  if (!(await findErasedSince(trx, since))) return false
  const claims = (await listNewClaims(trx, run)).flatMap(identifiersOf)
  return (await findErased(trx, keys, claims)).length > 0
}

/** Drops a plan that waits, with all that was staged for it. False when it does not wait any more. */
export async function cancelImport(
  { database: { db }, world }: Pick<ImportParts, 'database' | 'world'>,
  run: ImportRunId,
  by: ImportedBy,
): Promise<boolean> {
  const now = world.clock.now()
  const cancelled = await cancelPlanned(db, run, now)
  if (cancelled) await recordRefusal(db, run, by, 'cancelled', now)
  return cancelled
}

export function reportOf(db: Db, run: ImportRunId): Promise<ImportReport | undefined> {
  return findRun(db, run)
}

/** The newest first. */
export function importRuns(db: Db, limit = 20): Promise<ImportReport[]> {
  return listRuns(db, limit)
}

function recordRefusal(db: Db, run: ImportRunId, by: ImportedBy, because: string, at: Date) {
  return recordEvent(db, {
    at,
    event: 'import-refused',
    outcome: 'failure',
    actor: actorOf(by),
    reference: run,
    details: { run, because },
  })
}

/** What comes by itself is done by the system. */
function actorOf(by: ImportedBy) {
  return by === 'usos-api' ? 'system' : by
}

/** Of PostgreSQL. */
function codeOf(error: unknown) {
  return error instanceof Error && 'code' in error ? error.code : undefined
}
