import { availableParallelism } from 'node:os'
import { findChainState } from '../audit/chain/index.ts'
import { countWaitingCases } from '../cases/index.ts'
import { type Settings, version } from '../config/index.ts'
import type { HashGate } from '../credentials/index.ts'
import type { Database, Db } from '../database/index.ts'
import { countJobs } from '../jobs/index.ts'
import { countOutbox } from '../mail/index.ts'
import { countAliveSessions, sessionLimits } from '../sessions/index.ts'
import type { World } from '../world/index.ts'
import type { Instruments } from './instruments.ts'

export interface MetricsParts {
  readonly settings: Settings
  readonly database: Pick<Database, 'db' | 'pools'>
  readonly hashGate: Pick<HashGate, 'pending' | 'load'>
  /** Whether people may be sent to this node: what /readyz says. */
  readonly readiness: { readonly ready: boolean }
  readonly world: World
}

/** A scrape is asked again in some seconds; one that hangs on a starved database would tell nothing at all meanwhile. */
const PATIENCE_MS = 2_000

/** Everything as it is at this moment, for one scrape. Scrapes that come together share one look at the database. */
export function takenNow(parts: MetricsParts, instruments: Instruments): () => Promise<string> {
  let looking: Promise<SystemState | undefined> | undefined
  return async () => {
    looking ??= lookAtSystem(parts).finally(() => {
      looking = undefined
    })
    showNode(parts, instruments)
    showSystem(instruments, await soon(looking), parts.world.clock.now())
    return instruments.text()
  }
}

function showNode({ settings, database, hashGate, readiness }: MetricsParts, { show }: Instruments) {
  show('furta_build_info', [{ version, value: 1 }])
  show('furta_ready', [{ value: readiness.ready ? 1 : 0 }])
  const { waiting, promised, waitMs } = hashGate.load
  show('furta_hashes_pending', [{ value: hashGate.pending }])
  show('furta_turns_waiting', [{ value: waiting }])
  show('furta_turns_promised', [{ value: promised }])
  show('furta_turn_wait_seconds', [{ value: waitMs / 1000 }])
  show('furta_hash_threads', [{ value: settings.HASHES_AT_ONCE || availableParallelism() }])
  const pools = database.pools()
  show(
    'furta_database_connections',
    pools.flatMap(({ name: pool, open, idle }) => [
      { pool, state: 'busy', value: open - idle },
      { pool, state: 'idle', value: idle },
    ]),
  )
  show(
    'furta_database_waiting',
    pools.map(({ name: pool, waiting }) => ({ pool, value: waiting })),
  )
}

/** One statement after the other: a scrape takes one connection. */
async function lookAtSystem({ settings, database: { db }, world }: MetricsParts) {
  try {
    const now = world.clock.now()
    return {
      outbox: await countOutbox(db),
      sessions: await countAliveSessions(db, sessionLimits(settings), now),
      jobs: await countJobs(db, now),
      chain: await findChainState(db as Db),
      cases: await countWaitingCases(db),
    }
  } catch {
    return undefined
  }
}

type SystemState = NonNullable<Awaited<ReturnType<typeof lookAtSystem>>>

/** What is not there in time is missing in this scrape: an old figure would be taken for one of now. */
function soon<Value>(value: Promise<Value>): Promise<Value | undefined> {
  const late = AbortSignal.timeout(PATIENCE_MS)
  return Promise.race([
    value,
    new Promise<undefined>((resolve) => late.addEventListener('abort', () => resolve(undefined), { once: true })),
  ])
}

function showSystem({ show }: Instruments, state: SystemState | undefined, now: Date) {
  const age = (since: Date | undefined) =>
    since === undefined ? 0 : Math.max(0, (now.getTime() - since.getTime()) / 1000)
  const one = (value: number | undefined) => (value === undefined ? [] : [{ value }])
  const checked = state?.chain.checked
  show('furta_database_up', [{ value: state === undefined ? 0 : 1 }])
  show('furta_sessions_alive', one(state?.sessions))
  show('furta_outbox_letters', one(state?.outbox.waiting))
  show('furta_outbox_oldest_seconds', one(state && age(state.outbox.oldest)))
  show('furta_jobs_due', state?.jobs.map(({ task, due }) => ({ task, value: due })) ?? [])
  show('furta_jobs_failed', state?.jobs.map(({ task, failed }) => ({ task, value: failed })) ?? [])
  show('furta_audit_unsealed_events', one(state?.chain.unsealed))
  show('furta_audit_broken', one(state && (checked?.broken ?? 0)))
  show('furta_audit_check_age_seconds', one(checked && age(checked.at)))
  show('furta_cases_waiting', state?.cases.map(({ kind, state, count }) => ({ kind, state, value: count })) ?? [])
  show(
    'furta_cases_oldest_seconds',
    state?.cases.map(({ kind, state, oldest }) => ({ kind, state, value: age(oldest) })) ?? [],
  )
}
