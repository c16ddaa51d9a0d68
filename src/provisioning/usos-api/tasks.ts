import { recordEvent } from '../../audit/index.ts'
import type { Institution, Settings } from '../../config/index.ts'
import { asUsosPullId, type Database, type UsosPullId, type UsosPullKind } from '../../database/index.ts'
import { enqueue, type Log } from '../../jobs/index.ts'
import type { Keyring, RootKeyring, World } from '../../world/index.ts'
import type { ImportReport } from '../report.ts'
import { aPlanWaits, forgetRun } from '../runs/store.ts'
import { applyImport, cancelImport, planFeed } from '../tasks.ts'
import { holds } from './brake.ts'
import { nextTry, type Problem, PullStopped, passesByItself } from './problem.ts'
import { leaseFrom, NoLongerOurs, readPull } from './pull-tasks.ts'
import { due } from './schedule.ts'
import { stagePull } from './stage.ts'
import {
  blankPulled,
  endPull,
  findPull,
  findPullUnderWay,
  giveLeaseBack,
  type Held,
  lastStart,
  listPulls,
  movePull,
  openPull,
  type Pull,
  type PulledBy,
  peopleExpected,
  postponePull,
  takeLease,
} from './store.ts'

export interface PullParts {
  readonly database: Pick<Database, 'db'>
  readonly world: World
  readonly settings: Settings
  readonly institution: Pick<Institution, 'mailDomains' | 'timeZone'>
  /** The keyring of PESEL_KEY. */
  readonly peselKeys: RootKeyring
  /** The keyring of APP_SECRET. */
  readonly keys: Keyring
  readonly log: Log
}

/** The job that looks whether a pull is under way or due. */
export const PULL_FROM_USOS = 'pull-from-usos'

const DAY = 86_400_000
/** The registry may change between plan and deed; what was read is planned again then, not read. */
const TRIES = 3

export interface NewPull {
  readonly kind: UsosPullKind
  readonly by: PulledBy
  readonly dryRun: boolean
}

/** Begins a pull, which a job carries on; undefined where one is under way already. */
export async function startPull(parts: Omit<PullParts, 'log'>, wanted: NewPull): Promise<UsosPullId | undefined> {
  const { database, world } = parts
  const now = world.clock.now()
  return database.db.transaction().execute(async (trx) => {
    const id = await openPull(trx, { ...wanted, id: asUsosPullId(world.random.token(16)) }, now)
    if (id === undefined) return undefined
    await recordEvent(trx, {
      at: now,
      event: 'usos-pull-started',
      outcome: 'success',
      actor: actorOf(wanted.by),
      details: { pull: id, kind: wanted.kind, dryRun: wanted.dryRun },
    })
    // Whoever is at the command line carries it on there.
    if (wanted.by !== 'operator') await enqueue(trx, PULL_FROM_USOS, {}, { key: PULL_FROM_USOS, attempts: 1 })
    return id
  })
}

/** Stops the pull that is under way; what it has read is deleted. Who carries it on notices at the next page. */
export async function stopPull({ database, world }: Omit<PullParts, 'log'>, by: PulledBy): Promise<boolean> {
  const pull = await findPullUnderWay(database.db)
  if (!pull) return false
  const now = world.clock.now()
  return database.db.transaction().execute(async (trx) => {
    if (!(await endPull(trx, pull.id, { state: 'stopped', now }))) return false
    await recordEvent(trx, {
      at: now,
      event: 'usos-pull-ended',
      outcome: 'failure',
      actor: actorOf(by),
      details: { pull: pull.id, state: 'stopped' },
    })
    return true
  })
}

/** Every few minutes, on one node: carries on what is under way, else begins what is due. */
export async function lookAfterPulls(parts: PullParts, signal: AbortSignal): Promise<void> {
  const { database, world, settings, institution } = parts
  const { db } = database
  // Somebody may have taken the installation out of the settings while a job waited.
  if (settings.USOS_API_URL === undefined) return
  const now = world.clock.now()
  await blankPulled(db)
  let pull = await findPullUnderWay(db)
  if (!pull) {
    const kind = due({
      now,
      timeZone: institution.timeZone,
      sweepAt: settings.USOS_API_SWEEP_AT,
      quickEvery: settings.USOS_API_QUICK_EVERY,
      lastSweep: await lastStart(db, 'sweep'),
      lastQuick: await lastStart(db, 'quick'),
      planWaits: await aPlanWaits(db, now),
    })
    const id = kind && (await startPull(parts, { kind, by: 'schedule', dryRun: false }))
    pull = id && (await findPull(db, id))
  }
  // It waits for a plan of somebody else's, or for its source: what it has read is too old by now.
  if (pull && now.getTime() - pull.movedAt.getTime() > DAY)
    return void (await end(parts, pull, { state: 'failed', problem: pull.problem ?? { kind: 'gave-up' } }))
  if (!pull || (pull.notBefore !== undefined && pull.notBefore > now)) return
  await carryOn(parts, pull.id, { signal })
}

/** Takes the lease of a pull and brings it to its end, or to where it has to wait. Gives what has become of it. */
export async function carryOn(
  parts: PullParts,
  id: UsosPullId,
  { signal, evenIfManyChange = false }: { signal: AbortSignal; evenIfManyChange?: boolean },
): Promise<{ pull: Pull | undefined; report: ImportReport | undefined }> {
  const { world, log } = parts
  const { db } = parts.database
  const holder = world.random.token(16)
  const now = world.clock.now()
  const pull = await takeLease(db, id, { holder, now, until: leaseFrom(now) })
  let report: ImportReport | undefined
  if (!pull) return { pull: undefined, report }
  try {
    const read = await readPull({ ...parts, db }, pull, { holder, signal })
    report = await planAndDecide(parts, read, { holder, evenIfManyChange })
  } catch (error) {
    if (error instanceof PullStopped) await stoppedBy(parts, id, error.problem)
    else if (!(error instanceof NoLongerOurs) && !signal.aborted) {
      log.error({ err: error, pull: id }, 'a pull from the USOS API broke')
      await stoppedBy(parts, id, { kind: 'broken' })
    }
  } finally {
    await giveLeaseBack(db, id, holder)
  }
  return { pull: await findPull(db, id), report }
}

async function planAndDecide(
  parts: PullParts,
  pull: Pull,
  { holder, evenIfManyChange }: { holder: string; evenIfManyChange: boolean },
): Promise<ImportReport | undefined> {
  const { db } = parts.database
  const byHand = pull.by === 'operator'
  // Most hours nobody is new: that needs no plan, and no line in the trail.
  if (pull.kind === 'quick' && pull.read === 0 && !pull.dryRun) {
    await end(parts, pull, { state: 'unchanged' })
    return undefined
  }
  for (let attempt = 1; ; attempt++) {
    const planned = await planFeed(parts, stagePull(parts, pull), {
      full: pull.kind === 'sweep',
      by: 'usos-api',
      fileName: 'USOS API',
      givesWay: pull.by === 'schedule',
      mayMiss: pull.id,
    })
    // Another import is under way: what was read waits, and is planned at the next look.
    if (planned.kind !== 'planned') return undefined
    const { run, report } = planned
    const { summary } = report
    if (!summary) throw new Error('A plan has no summary.')
    if (!(await takeStep('done'))) {
      await cancelImport(parts, run, 'usos-api')
      throw new NoLongerOurs()
    }
    if (pull.dryRun) {
      await cancelImport(parts, run, pull.by === 'schedule' ? 'usos-api' : pull.by)
      await end(parts, pull, { state: 'reported', run })
      return report
    }
    const { joiners, movers, missing, suspended } = summary.counts
    if (joiners + movers + missing + suspended === 0 && pull.kind === 'quick') {
      await forgetRun(db, run)
      await end(parts, pull, { state: 'unchanged' })
      return report
    }
    const registry = await peopleExpected(db)
    const held = evenIfManyChange ? undefined : holds(summary, { registry, limits: parts.settings, byHand })
    if (held) {
      await end(parts, pull, { state: 'waiting', run, held })
      return report
    }
    const applied = await applyImport(parts, run, { by: 'usos-api', evenIfManyLeave: evenIfManyChange })
    if (applied.kind === 'applied') {
      await end(parts, pull, { state: 'applied', run })
      return applied.report
    }
    // What was read is kept: it is compared anew, now or at the next look.
    if (!(await takeStep('plan'))) throw new NoLongerOurs()
    if (applied.because === 'busy' || attempt === TRIES) return undefined
  }

  /** Whether the pull was ours until then: it may have been stopped while its plan was made. */
  function takeStep(step: 'plan' | 'done') {
    const now = parts.world.clock.now()
    return movePull(db, pull.id, { step, holder, now, until: leaseFrom(now) })
  }
}

/** A source that is down is waited for; everything else needs somebody. */
async function stoppedBy(parts: PullParts, id: UsosPullId, problem: Problem) {
  const { db } = parts.database
  const pull = await findPull(db, id)
  if (pull?.state !== 'pulling') return
  const now = parts.world.clock.now()
  const next = passesByItself(problem) ? nextTry({ tries: pull.tries, movedAt: pull.movedAt, now }) : undefined
  // For whoever reads the log: codes and names of services, never what was answered.
  if (next) {
    parts.log.warn({ pull: id, problem, next }, 'the USOS API does not answer; the pull goes on later')
    return postponePull(db, id, { problem, tries: pull.tries + 1, notBefore: next })
  }
  parts.log.error({ pull: id, problem }, 'a pull from the USOS API came to nothing')
  await end(parts, pull, { state: 'failed', problem })
}

async function end(
  { database: { db }, world }: PullParts,
  pull: Pull,
  ended: Omit<Parameters<typeof endPull>[2], 'now'> & { held?: Held; problem?: Problem },
) {
  const now = world.clock.now()
  const { state, run, held, problem } = ended
  await db.transaction().execute(async (trx) => {
    if (!(await endPull(trx, pull.id, { ...ended, now }))) return
    await recordEvent(trx, {
      at: now,
      event: 'usos-pull-ended',
      outcome: state === 'failed' ? 'failure' : 'success',
      actor: 'system',
      details: {
        pull: pull.id,
        kind: pull.kind,
        state,
        people: pull.read,
        ...(run === undefined ? {} : { run }),
        ...(held === undefined ? {} : { held }),
        ...(problem === undefined ? {} : { because: problem.kind }),
      },
    })
  })
}

function actorOf(by: PulledBy) {
  return by === 'schedule' ? 'system' : by
}

export function pullUnderWay({ database: { db } }: Pick<PullParts, 'database'>): Promise<Pull | undefined> {
  return findPullUnderWay(db)
}

/** The newest first. */
export function pulls({ database: { db } }: Pick<PullParts, 'database'>, limit: number): Promise<Pull[]> {
  return listPulls(db, limit)
}
