import { type RawBuilder, sql } from 'kysely'
import type { Db, PersonId, RowOf, Trx } from '../../database/index.ts'
import type { Share } from './shares.ts'
import type { LaneLimits, LaneState } from './throttle.ts'

/** True while `lane` (a row of sign_in_lanes under the alias `l`) has to wait: `waitAfter` of `throttle.ts` in SQL. */
export function laneWaits(
  limits: LaneLimits | Record<keyof LaneLimits, RawBuilder<number>>,
  now: Date | RawBuilder<Date>,
): RawBuilder<boolean> {
  return sql<boolean>`(case
    when l.failures < ${limits.free}::int then false
    when l.failures >= ${limits.cap}::int then true
    else ${now}::timestamptz < l.last_failed_at + make_interval(secs =>
      least(${limits.longestWait}::float8, ${limits.firstWait}::float8 * power(2, least(l.failures - ${limits.free}::int, 60))) / 1000)
  end)`
}

/** What a statement of several (`ofSeveral`) is asked for each of them for `laneWaitsAsAsked`: `laneWaits`, where the rows are called `asked` and the lane `l`. */
export const laneColumns = {
  free: 'int',
  first_wait: 'float8',
  longest_wait: 'float8',
  cap: 'int',
  at: 'timestamptz',
} as const

export function laneValues({ free, firstWait, longestWait, cap }: LaneLimits, now: Date): RowOf<typeof laneColumns> {
  return { free, first_wait: firstWait, longest_wait: longestWait, cap, at: now }
}

const asked = (column: keyof typeof laneColumns) => sql<never>`asked.${sql.ref(column)}`
export const laneWaitsAsAsked = laneWaits(
  { free: asked('free'), firstWait: asked('first_wait'), longestWait: asked('longest_wait'), cap: asked('cap') },
  asked('at'),
)

/**
 * Counts a wrong password, in its lane, for its source and for the site of it, in one statement. While a lane waits nothing is counted:
 * a stranger cannot lengthen the owner's wait by hammering.
 */
export async function countFailure(
  quick: Db,
  failure: {
    lane: string
    account: string
    source: Buffer
    site: Buffer | undefined
    limits: LaneLimits
    window: number
    now: Date
  },
): Promise<{ failures: number | undefined }> {
  const { lane, account, source, site, limits, now } = failure
  const windowStart = new Date(now.getTime() - failure.window)
  const result = await sql<{ failures: number }>`
    with counted_at_source as (
      insert into sign_in_failures as f (source, account, failures, first_failed_at, last_failed_at)
      select counted, ${account}, 1, ${now}, ${now} from unnest(${site ? [source, site] : [source]}::bytea[]) counted
      on conflict (source, account) do update set
        failures = case when f.last_failed_at < ${windowStart} then 1 else f.failures + 1 end,
        first_failed_at = case when f.last_failed_at < ${windowStart} then ${now} else f.first_failed_at end,
        last_failed_at = ${now}
    )
    insert into sign_in_lanes as l (lane, failures, last_failed_at) values (${lane}, 1, ${now})
    on conflict (lane) do update set failures = l.failures + 1, last_failed_at = ${now}
    where not ${laneWaits(limits, now)}
    returning failures`.execute(quick)
  return { failures: result.rows[0]?.failures }
}

/** How a lane stands; nothing when nobody has failed in it. */
export async function findLane(quick: Db, lane: string): Promise<LaneState | undefined> {
  const row = await quick.selectFrom('sign_in_lanes').selectAll().where('lane', '=', lane).executeTakeFirst()
  return row && { failures: row.failures, lastFailedAt: row.last_failed_at }
}

/**
 * Clears a lane behind a right password, unless it has come to wait meanwhile: of parallel guesses, those past the limit
 * are refused even when right (req 55). The wrong ones before it are counted, or wait for this transaction.
 */
export async function passLane(trx: Trx, lane: string, limits: LaneLimits, now: Date): Promise<boolean> {
  const found = await sql<{ waits: boolean }>`
    select ${laneWaits(limits, now)} as waits from sign_in_lanes l where l.lane = ${lane} for update`.execute(trx)
  if (found.rows[0]?.waits) return false
  await trx.deleteFrom('sign_in_lanes').where('lane', '=', lane).execute()
  return true
}

/** A new password clears every lane of the account (req 6). */
export async function clearAccount(trx: Trx, person: PersonId): Promise<void> {
  await trx
    .deleteFrom('sign_in_lanes')
    .where((where) => where.or([where('lane', '=', person), where('lane', 'like', `${person}/device/%`)]))
    .execute()
}

/**
 * Takes one from a budget that refills when its window is over. Atomic over parallel requests and nodes (req 55).
 * What is refused is not counted, so a flood does not push the end of the window away.
 */
export async function takeFromBudget(
  quick: Db | Trx,
  taking: Share & { now: Date },
): Promise<{ granted: boolean; retryAfterMs: number }> {
  const { budget, holder, limit, windowMs, now } = taking
  const windowStart = new Date(now.getTime() - windowMs)
  if (limit > 0) {
    const taken = await sql`
      insert into budgets as b (budget, holder, window_started_at, spent) values (${budget}, ${holder}, ${now}, 1)
      on conflict (budget, holder) do update set
        spent = case when b.window_started_at <= ${windowStart} then 1 else b.spent + 1 end,
        window_started_at = case when b.window_started_at <= ${windowStart} then ${now} else b.window_started_at end
      where b.window_started_at <= ${windowStart} or b.spent < ${limit}
      returning spent`.execute(quick)
    if (taken.rows.length > 0) return { granted: true, retryAfterMs: 0 }
  }
  const row = await quick
    .selectFrom('budgets')
    .select('window_started_at')
    .where('budget', '=', budget)
    .where('holder', '=', holder)
    .executeTakeFirst()
  const end = (row?.window_started_at ?? now).getTime() + windowMs
  return { granted: false, retryAfterMs: Math.max(1000, end - now.getTime()) }
}

/** Whether `takeFromBudget` would grant one now. */
export async function isLeft(
  quick: Db,
  { budget, holder, limit, windowMs, now }: Share & { now: Date },
): Promise<boolean> {
  const spent = await quick
    .selectFrom('budgets')
    .select('spent')
    .where('budget', '=', budget)
    .where('holder', '=', holder)
    .where('window_started_at', '>', new Date(now.getTime() - windowMs))
    .executeTakeFirst()
  return (spent?.spent ?? 0) < limit
}

/** Of what was granted a moment ago, one. */
export async function giveBackToBudget(quick: Db, { budget, holder }: Pick<Share, 'budget' | 'holder'>): Promise<void> {
  await quick
    .updateTable('budgets')
    .set((row) => ({ spent: sql<number>`${row.ref('spent')} - 1` }))
    .where('budget', '=', budget)
    .where('holder', '=', holder)
    .where('spent', '>', 0)
    .execute()
}
