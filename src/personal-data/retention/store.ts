import { type RawBuilder, sql } from 'kysely'
import type { Db, Tables } from '../../database/index.ts'

const DAY = 86_400_000
const MINUTE = 60_000
/** So few that nobody waits for their locks longer than for a page. */
const AT_ONCE = 1000

export interface SweepFacts {
  readonly now: Date
  /** Days of a table, as the rules have it. */
  readonly days: (table: keyof Tables) => number
  /** FAILURES_FREE and DEVICE_LIFETIME: which lanes have come to wait, and how long a device is known. */
  readonly free: number
  readonly deviceLifetime: number
  /** Every service there is, those out of use included; undefined where nobody can say: then no consent is taken for dead. */
  readonly services: readonly string[] | undefined
}

/** Removes what has had its time, a thousand rows at a time; gives how many rows of which table (req 98). */
export async function sweep(db: Db, facts: SweepFacts): Promise<Partial<Record<keyof Tables, number>>> {
  const gone: Partial<Record<keyof Tables, number>> = {}
  const count = (table: keyof Tables, rows: number) => {
    if (rows > 0) gone[table] = (gone[table] ?? 0) + rows
  }
  // Visits have no foreign key to their session: each batch takes its own along.
  const sessions = sql`created_at < ${beforeDays(facts, 'sessions')}`
  count('sessions', await inBatches((size) => sweepSessions(db, sessions, size)))
  // In this order: a case that goes takes its requests along.
  await sweepCases(db, facts, count)
  await forgetReadings(db, facts.now)
  for (const [table, old] of Object.entries(whatIsOld(facts)) as [keyof Tables, RawBuilder<unknown>][]) {
    count(table, await inBatches((size) => deleteSome(db, table, old, size)))
  }
  return gone
}

function beforeDays({ now, days }: SweepFacts, table: keyof Tables) {
  return new Date(now.getTime() - days(table) * DAY)
}

/** When a row of each table has had its time. */
function whatIsOld(facts: SweepFacts): Partial<Record<keyof Tables, RawBuilder<unknown>>> {
  const { now, free, deviceLifetime, services } = facts
  const before = (table: keyof Tables) => beforeDays(facts, table)
  const deviceIsOver = new Date(now.getTime() - Math.max(deviceLifetime, facts.days('sign_in_lanes') * DAY))
  const closedLongAgo = (table: keyof Tables) =>
    sql`person_id in (select id from people where closed_at < ${before(table)})`
  const isUnknown = (column: string) =>
    services ? sql`${sql.ref(column)} <> all (${[...services]}::text[])` : sql`false`
  return {
    mailed_links: sql`expires_at < ${before('mailed_links')}`,
    one_time_codes: sql`expires_at < ${before('one_time_codes')}`,
    wrong_answers: sql`answered_at < ${before('wrong_answers')}`,
    // A lane of a person that has come to wait stays until a right or a new password clears it, or else every month would give a
    // guesser another hundred tries (req 5); that of a device stays as long as its cookie lives.
    sign_in_lanes: sql`last_failed_at < ${before('sign_in_lanes')} and (failures < ${free}::int or lane like 'typed:%'
      or (lane like '%/device/%' and last_failed_at < ${deviceIsOver}))`,
    sign_in_failures: sql`last_failed_at < ${before('sign_in_failures')}`,
    budgets: sql`window_started_at < ${before('budgets')}`,
    // A node whose clock runs ahead issues forms that live a little longer.
    spent_forms: sql`expires_at < ${new Date(before('spent_forms').getTime() - 10 * MINUTE)}`,
    service_visits: sql`visited_at < ${before('service_visits')}`,
    service_tickets: sql`expires_at < ${before('service_tickets')}`,
    oidc_passing: sql`expires_at < ${before('oidc_passing')}`,
    oidc_tokens: sql`expires_at < ${before('oidc_tokens')}`,
    oidc_grants: sql`expires_at < ${before('oidc_grants')} or ${isUnknown('client_id')}`,
    // An id that is given anew must not inherit what people agreed to for another service.
    consents: isUnknown('service'),
    portal_sessions: sql`last_used_at < ${before('portal_sessions')}`,
    // Whoever comes back after so long sets a password as at first.
    credentials: closedLongAgo('credentials'),
    previous_passwords: closedLongAgo('previous_passwords'),
    letters: sql`finished_at < ${before('letters')}`,
    import_runs: sql`finished_at < ${before('import_runs')}`,
    // The name of a token stays taken as long as the trail speaks of it.
    scim_tokens: sql`least(expires_at, coalesce(revoked_at, expires_at)) < ${before('scim_tokens')}`,
    // An installation that was taken out of the settings leaves its last pull standing still.
    usos_pull_lists: pullStandsStill(before('usos_pull_lists')),
    usos_pull_people: pullStandsStill(before('usos_pull_people')),
    usos_pulls: sql`coalesce(finished_at, moved_at) < ${before('usos_pulls')}`,
    resting_addresses: sql`last_bounce_at < ${before('resting_addresses')}
      and (rests_until is null or rests_until < ${before('resting_addresses')})`,
    // Those that opened a case go with it.
    help_requests: sql`expires_at < ${before('help_requests')} and (case_id is null
      or not exists (select from cases where cases.id = help_requests.case_id))`,
  }
}

function pullStandsStill(before: Date) {
  return sql`pull_id in (select id from usos_pulls where state <> 'pulling' or moved_at < ${before})`
}

/** Where an identity system stood that has read the list of people: ten minutes later nobody goes by it any more (decision 194). */
async function forgetReadings(db: Db, now: Date): Promise<void> {
  await sql`update scim_tokens set page_ends = '{}' where page_ends <> '{}' and not exists (
    select from jsonb_each(page_ends) as kept (size, ends) where (ends->0->>'at')::bigint > ${now.getTime() - 10 * MINUTE}::bigint
  )`.execute(db)
}

type Count = (table: keyof Tables, rows: number) => void

/** What was written is blanked some time after the end of a case, and the case goes later (decision 103). */
async function sweepCases(db: Db, facts: SweepFacts, count: Count): Promise<void> {
  const blank = beforeDays(facts, 'case_messages')
  const ended = sql`case_id in (select id from cases where closed_at < ${blank})`
  count('case_messages', await inBatches((size) => deleteSome(db, 'case_messages', ended, size)))
  await inBatches(async (size) => {
    const { numAffectedRows } = await sql`
      update cases set note = '' where id = any (array(
        select id from cases where closed_at < ${blank} and note <> '' limit ${size}))`.execute(db)
    return Number(numAffectedRows)
  })
  // An open case that nobody has come back to for as long goes too: whoever still needs help asks anew.
  count(
    'cases',
    await inBatches(async (size) => {
      const { rows } = await sql<{ cases: number }>`
        with gone as (
          delete from cases where id = any (array(
            select id from cases where coalesce(closed_at, last_asked_at) < ${beforeDays(facts, 'cases')} limit ${size}))
          returning id
        ), their_requests as (delete from help_requests using gone where help_requests.case_id = gone.id)
        select count(*)::int as cases from gone`.execute(db)
      return rows[0]?.cases ?? 0
    }),
  )
}

async function sweepSessions(db: Db, old: RawBuilder<unknown>, size: number): Promise<number> {
  const { rows } = await sql<{ sessions: number }>`
    with gone as (
      delete from sessions where id = any (array(select id from sessions where ${old} limit ${size})) returning id
    ), their_visits as (delete from service_visits using gone where service_visits.session_id = gone.id)
    select count(*)::int as sessions from gone`.execute(db)
  return rows[0]?.sessions ?? 0
}

/** By their places, so that tables without a key of one column are swept alike. */
async function deleteSome(db: Db, table: keyof Tables, old: RawBuilder<unknown>, size: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from ${sql.table(table)} where ctid = any (array(
      select ctid from ${sql.table(table)} where ${old} limit ${size}))`.execute(db)
  return Number(numAffectedRows)
}

/** Each batch is a transaction of its own: a backlog of a million rows holds nobody up. */
async function inBatches(some: (size: number) => Promise<number>): Promise<number> {
  let all = 0
  for (;;) {
    const count = await some(AT_ONCE)
    all += count
    if (count < AT_ONCE) return all
  }
}

/** Services out of use are still known: they may be put into use again. */
export async function listRegisteredServices(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('registered_services').select('id').execute()
  return rows.map(({ id }) => id)
}
