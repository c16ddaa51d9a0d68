import { type RawBuilder, sql } from 'kysely'
import { type AuditEvent, auditRow } from '../audit/index.ts'
import { type LaneLimits, laneColumns, laneValues, laneWaitsAsAsked, SOURCES_OF_A_SITE } from '../challenges/index.ts'
import { type Db, gatherCompany, ofSeveral, perPool, type SessionId, type Trx } from '../database/index.ts'
import { type ServiceTicket, ticketRow } from '../services/index.ts'
import { type Session, sessionRow, type TicketGrantingCookie } from '../sessions/index.ts'

export interface Admission {
  readonly session: Session
  readonly cookie: TicketGrantingCookie
  readonly passwordHash: string
  readonly lane: string
  readonly account: string
  readonly source: Buffer
  readonly site: Buffer | undefined
  /** What the source block may have failed at since when, and its site so many times; undefined for a browser with its own lane, whose neighbours do not count. */
  readonly sourceLimits: { readonly accounts: number; readonly failures: number; readonly since: Date } | undefined
  readonly limits: LaneLimits
  readonly ticket: { readonly value: string; readonly about: ServiceTicket } | undefined
  readonly event: AuditEvent
  readonly now: Date
}

/**
 * Opens the session, in one statement with its ticket and its audit event. It does so only while the password that
 * was verified is still the password (the share lock waits for a reset under way, which then ends this session or
 * keeps it from opening) and while the lane and the source are open: of parallel guesses, those past the limits are
 * refused even when right, because wrong ones were counted before (req 5, 55, 56). Those who come at the same moment share the
 * statement, which then waits for nobody's reset, import or erasure: who is not let in by it asks again alone (decision 250).
 */
export async function admit(db: Db, admission: Admission): Promise<boolean> {
  const admitted = await admitInCompany(db)(admission)
  return admitted ?? (await admitWaiting(db, [admissionValues(admission)]))[0] !== undefined
}

/** The same in the caller's transaction: what is to be told of it stands with it, or neither does. */
export async function admitAlone(trx: Trx, admission: Admission): Promise<boolean> {
  return (await admitWaiting(trx, [admissionValues(admission)]))[0] !== undefined
}

const admitInCompany = perPool((db) =>
  gatherCompany(async (all: readonly Admission[]) => {
    const admitted = await admitWithoutWaiting(db, all.map(admissionValues))
    return admitted.map((one) => (one ? true : undefined))
  }),
)

function admissionValues({ session, cookie, ticket, site, sourceLimits, event, limits, now, ...others }: Admission) {
  return {
    person: session.person,
    password_hash: others.passwordHash,
    lane: others.lane,
    account: others.account,
    source: others.source,
    site: site ?? null,
    source_accounts: sourceLimits?.accounts ?? null,
    source_failures: sourceLimits?.failures ?? null,
    source_since: sourceLimits?.since ?? null,
    ...laneValues(limits, now),
    session: sessionRow(session, cookie),
    ticket: ticket ? ticketRow(ticket.value, ticket.about) : null,
    event: { ...auditRow(event), details: event.details ?? {} },
  }
}

const admissionColumns = {
  person: 'text',
  password_hash: 'text',
  lane: 'text',
  account: 'text',
  source: 'bytea',
  site: 'bytea',
  source_accounts: 'int',
  source_failures: 'int',
  source_since: 'timestamptz',
  ...laneColumns,
  session: 'json',
  ticket: 'json',
  event: 'json',
} as const

/** `held`: a select of one row while the password is still this one, which keeps it so until the session stands. */
const admissionStatement = (held: RawBuilder<unknown>) =>
  ofSeveral<typeof admissionColumns, object>(
    admissionColumns,
    (asked) => sql`
    with asked as materialized (${asked}
    ), open as (
      select asked.place, asked.lane, asked.account, asked.source, asked.site, asked.session, asked.ticket, asked.event
      from asked cross join lateral (${held}) password
    ), cleared_lane as (
      delete from sign_in_lanes l using open where l.lane = open.lane
    -- The last of these is done first: the source before the site, as where failures are counted, or two could wait for each other.
    ), cleared_site as (
      delete from sign_in_failures f using open where f.source = open.site and f.account = open.account
    ), cleared_source as (
      delete from sign_in_failures f using open where f.source = open.source and f.account = open.account
    ), session as (${insertOf('sessions', sessionColumns, sql`open.session`)}
    ), ticket as (${insertOf('service_tickets', ticketColumns, sql`open.ticket`)}
    ), event as (${insertOf('audit_events', eventColumns, sql`open.event`)}
    )
    select place from open`,
  )

const times = sql.lit(SOURCES_OF_A_SITE)
const laneAndSourceAreOpen = sql`
        not exists (select 1 from sign_in_lanes l where l.lane = asked.lane and ${laneWaitsAsAsked})
        and (asked.source_since is null or not (
          -- judgeSource in SQL
          select count(*) >= asked.source_accounts or coalesce(sum(f.failures), 0) >= asked.source_failures
          from sign_in_failures f where f.source = asked.source and f.last_failed_at > asked.source_since))
        and (asked.source_since is null or asked.site is null or not (
          select count(*) >= asked.source_accounts * ${times}
                 or coalesce(sum(f.failures), 0) >= asked.source_failures * ${times}
          from sign_in_failures f where f.source = asked.site))`
const admitWaiting = admissionStatement(sql`
        select 1 from credentials c
        where c.person_id = asked.person and c.password_hash = asked.password_hash and ${laneAndSourceAreOpen}
        for share`)
// The key of the person is what the session will refer to: who is being erased or imported this moment is waited for no more than a password.
const admitWithoutWaiting = admissionStatement(sql`
        select 1 from credentials c join people p on p.id = c.person_id
        where c.person_id = asked.person and c.password_hash = asked.password_hash and ${laneAndSourceAreOpen}
        for share of c skip locked for key share of p skip locked`)

function insertOf(table: string, columns: Record<string, true>, row: RawBuilder<unknown>) {
  const names = Object.keys(columns).map((name) => sql.ref(name))
  return sql`
      insert into ${sql.table(table)} (${sql.join(names)})
      select ${sql.join(names.map((name) => sql`made.${name}`))}
      from open cross join lateral json_populate_record(null::${sql.table(table)}, ${row}) made
      where ${row} is not null`
}

type Row<Of extends (...given: never[]) => object> = Record<keyof ReturnType<Of>, true>
// All of them, or it does not compile.
const sessionColumns: Row<typeof sessionRow> = {
  id: true,
  secret_hash: true,
  person_id: true,
  created_at: true,
  last_used_at: true,
  ended_at: true,
  ended_because: true,
  source: true,
  browser: true,
  long_term: true,
  warns: true,
  signed_in_for: true,
}
const ticketColumns: Row<typeof ticketRow> = {
  ticket_hash: true,
  session_id: true,
  person_id: true,
  service: true,
  from_new_login: true,
  signed_in_at: true,
  expires_at: true,
  proxies: true,
}
const eventColumns: Row<typeof auditRow> = {
  at: true,
  event: true,
  outcome: true,
  person_id: true,
  actor: true,
  source: true,
  reference: true,
  details: true,
}

/** A renewed sign-in of the same person takes the services of the earlier one along, which ends quietly. */
export async function takeOver(db: Db, before: SessionId, after: SessionId, now: Date): Promise<void> {
  await db.transaction().execute(async (trx) => {
    // First: what is being granted at the earlier session waits, and finds it ended, instead of being left behind.
    await sql`
      update sessions set ended_at = ${now}, ended_because = 'ended-elsewhere'
      where id = ${before} and ended_at is null`.execute(trx)
    await sql`
      with moved as (update service_visits set session_id = ${after} where session_id = ${before}),
      granted as (update proxy_granting_tickets set session_id = ${after} where session_id = ${before}),
      kept as (update oidc_tokens set session_id = ${after} where session_id = ${before}),
      passing as (update oidc_passing set session_id = ${after} where session_id = ${before})
      update oidc_grants set session_id = ${after} where session_id = ${before}`.execute(trx)
  })
}
