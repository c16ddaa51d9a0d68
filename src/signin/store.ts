import { type RawBuilder, sql } from 'kysely'
import { type AuditEvent, auditRow } from '../audit/index.ts'
import { type LaneLimits, laneWaits } from '../challenges/index.ts'
import { type Db, type PersonId, type Places, prepared, type SessionId } from '../database/index.ts'
import type { AccountFacts } from '../people/index.ts'
import { type ServiceTicket, ticketRow } from '../services/index.ts'
import { type Session, sessionRow, type TicketGrantingCookie } from '../sessions/index.ts'
import type { Device } from './device-cookie.ts'

/** All that a sign-in has to know, had in one round trip. */
export interface LookedUp {
  /** False when this very form was sent before (req 70). */
  readonly formIsFresh: boolean
  readonly found:
    | { readonly person: AccountFacts & { readonly id: PersonId }; readonly typedIsAssigned: boolean }
    | undefined
  readonly passwordHash: string | undefined
  /** The password is known to be compromised: only a new one helps (req 9). */
  readonly mustChange: boolean
  /** The person, or the mark of an ID nobody has. */
  readonly account: string
  readonly lane: string
  readonly laneFailures: number
  readonly laneWaits: boolean
  readonly sourceAccounts: number
  readonly sourceFailures: number
}

interface Asked {
  readonly form: Buffer
  readonly formExpires: Date
  /** Canonical; `undefined` when what was typed cannot be an address. */
  readonly address: string | undefined
  /** Stands for an ID that nobody has. */
  readonly typedMark: string
  readonly device: Device | undefined
  readonly source: Buffer
  readonly sourceSince: Date
  readonly limits: LaneLimits
  readonly now: Date
}

interface FoundRow {
  fresh: boolean
  id: PersonId | null
  address: string | null
  assigned_address: string | null
  connected: boolean | null
  disabled_at: Date | null
  closed_at: Date | null
  password_hash: string | null
  must_change: boolean | null
  account: string
  lane: string
  failures: number | null
  waits: boolean | null
  source_accounts: number
  source_failures: number
}

const lookUpStatement = prepared<ReturnType<typeof valuesOf>, FoundRow>(
  (asked) => sql`
    with form as (
      insert into spent_forms (form, expires_at) values (${asked.form}, ${asked.formExpires})
      on conflict do nothing returning 1
    ), found as (
      select p.id, a.address, login.address as assigned_address, p.connected, p.disabled_at, p.closed_at,
             c.password_hash, c.set_at, c.must_change
      from addresses a
      join people p on p.id = a.person_id
      left join addresses login on login.person_id = p.id and login.assigned
      left join credentials c on c.person_id = p.id
      where a.address = ${asked.address}
    ), account as (
      select coalesce((select id from found), ${asked.typedMark}) as account
    ), lane as (
      select account, account || case
        when account = ${asked.devicePerson}::text and (select set_at from found) <= ${asked.deviceSince}::timestamptz
        then ${asked.deviceLane}::text else '' end as lane
      from account
    ), source as (
      select count(*)::int as accounts, coalesce(sum(failures), 0)::int as failures
      from sign_in_failures where source = ${asked.source} and last_failed_at > ${asked.sourceSince}
    )
    select exists (select 1 from form) as fresh, found.id, found.address, found.assigned_address, found.connected,
           found.disabled_at, found.closed_at, found.password_hash, found.must_change, lane.account, lane.lane, l.failures, ${laneWaits(asked.limits, asked.now)} as waits,
           source.accounts as source_accounts, source.failures as source_failures
    from lane left join found on true left join sign_in_lanes l on l.lane = lane.lane cross join source`,
)

function valuesOf({ device, ...asked }: Asked) {
  return {
    ...asked,
    address: asked.address ?? '',
    devicePerson: device?.person ?? '',
    deviceSince: device?.issuedAt ?? asked.now,
    deviceLane: `/device/${device?.id ?? ''}`,
  }
}

/** Known and unknown IDs take the same one statement. */
export async function lookUp(quick: Db, asked: Asked): Promise<LookedUp> {
  const [row] = await lookUpStatement(quick, valuesOf(asked))
  if (!row) throw new Error('Looking up a sign-in always gives a row.')
  return {
    formIsFresh: row.fresh,
    found:
      row.id === null
        ? undefined
        : {
            person: {
              id: row.id,
              connected: row.connected ?? false,
              disabledAt: row.disabled_at ?? undefined,
              closedAt: row.closed_at ?? undefined,
              assignedAddress: row.assigned_address ?? undefined,
              hasPassword: row.password_hash !== null,
            },
            typedIsAssigned: row.address === row.assigned_address,
          },
    passwordHash: row.password_hash ?? undefined,
    mustChange: row.must_change ?? false,
    account: row.account,
    lane: row.lane,
    laneFailures: row.failures ?? 0,
    laneWaits: row.failures === null ? false : (row.waits ?? false),
    sourceAccounts: row.source_accounts,
    sourceFailures: row.source_failures,
  }
}

interface Admission {
  readonly session: Session
  readonly cookie: TicketGrantingCookie
  readonly passwordHash: string
  readonly lane: string
  readonly account: string
  readonly source: Buffer
  /** What the source block may have failed at since when; undefined for a browser with its own lane, whose neighbours do not count. */
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
 * refused even when right, because wrong ones were counted before (req 5, 55, 56).
 */
export async function admit(db: Db, admission: Admission): Promise<boolean> {
  const { session, cookie, ticket, sourceLimits, event, ...others } = admission
  const values = {
    ...others,
    person: session.person,
    session: sessionRow(session, cookie),
    event: auditRow(event),
    ...(ticket && { ticket: ticketRow(ticket.value, ticket.about) }),
    ...(sourceLimits && { sourceLimits }),
  }
  const [row] = await admitStatement(db, values)
  return row?.admitted ?? false
}

interface AdmissionValues extends Omit<Admission, 'cookie' | 'session' | 'ticket' | 'sourceLimits' | 'event'> {
  readonly person: PersonId
  readonly session: ReturnType<typeof sessionRow>
  readonly event: ReturnType<typeof auditRow>
  readonly ticket?: ReturnType<typeof ticketRow>
  readonly sourceLimits?: NonNullable<Admission['sourceLimits']>
}

const admitStatement = prepared<AdmissionValues, { admitted: boolean }>(
  (given) => sql`
    with open as (
      select 1 from credentials
      where person_id = ${given.person} and password_hash = ${given.passwordHash}
        and not exists (select 1 from sign_in_lanes l where l.lane = ${given.lane} and ${laneWaits(given.limits, given.now)})
        and not ${sourceWaits(given)}
      for share
    ), cleared_lane as (
      delete from sign_in_lanes where lane = ${given.lane} and exists (select 1 from open)
    ), cleared_source as (
      delete from sign_in_failures
      where source = ${given.source} and account = ${given.account} and exists (select 1 from open)
    ), session as (${insert('sessions', given.session)}
    ), ticket as (${given.ticket ? insert('service_tickets', given.ticket) : sql`select 1`}
    ), event as (${insert('audit_events', given.event)}
    )
    select exists (select 1 from open) as admitted`,
)

function insert(table: string, row: Record<string, RawBuilder<unknown>>) {
  const columns = sql.join(Object.keys(row).map((name) => sql.ref(name)))
  return sql`insert into ${sql.table(table)} (${columns}) select ${sql.join(Object.values(row))} from open`
}

/** `judgeSource` in SQL. */
function sourceWaits({ source, sourceLimits }: Places<AdmissionValues>): RawBuilder<boolean> {
  if (!sourceLimits) return sql<boolean>`false`
  const { accounts, failures, since } = sourceLimits
  return sql<boolean>`(
    select count(*) >= ${accounts}::int or coalesce(sum(failures), 0) >= ${failures}::int
    from sign_in_failures where source = ${source} and last_failed_at > ${since})`
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
