import { sql } from 'kysely'
import { type LaneLimits, laneColumns, laneValues, laneWaitsAsAsked } from '../../challenges/index.ts'
import { type Db, gatherCompany, ofSeveral, type PersonId, perPool } from '../../database/index.ts'
import type { AccountFacts } from '../../people/index.ts'
import type { Device } from '../device-cookie.ts'

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
  /**
   * What a failure is counted as at the source: another address of a person is a mark like an ID nobody has, or the count would tell that the
   * two are one person's.
   */
  readonly accountAtSource: string
  readonly lane: string
  readonly laneFailures: number
  readonly laneWaits: boolean
  readonly sourceAccounts: number
  readonly sourceFailures: number
  readonly siteAccounts: number
  readonly siteFailures: number
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
  readonly site: Buffer | undefined
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
  account_at_source: string
  lane: string
  failures: number | null
  waits: boolean | null
  source_accounts: number
  source_failures: number
  site_accounts: number
  site_failures: number
}

const lookUpColumns = {
  form: 'bytea',
  form_expires: 'timestamptz',
  address: 'text',
  typed_mark: 'text',
  device_person: 'text',
  device_since: 'timestamptz',
  device_lane: 'text',
  source: 'bytea',
  site: 'bytea',
  source_since: 'timestamptz',
  ...laneColumns,
} as const

const lookUpStatement = ofSeveral<typeof lookUpColumns, FoundRow>(
  lookUpColumns,
  (asked) => sql`
    with asked as materialized (${asked}
    ), spent as (
      insert into spent_forms (form, expires_at)
      select form, form_expires from asked order by form -- in one order, so that two nodes never wait for each other
      on conflict do nothing returning form
    )
    select asked.place, exists (select 1 from spent where spent.form = asked.form) as fresh,
           found.id, found.address, login.address as assigned_address, found.connected, found.disabled_at, found.closed_at,
           found.password_hash, found.must_change, account.account, lane.lane, l.failures, ${laneWaitsAsAsked} as waits,
           case when found.address = login.address then found.id else asked.typed_mark end as account_at_source,
           source.accounts as source_accounts, source.failures as source_failures,
           site.accounts as site_accounts, site.failures as site_failures
    from asked
    left join (
      select a.address, p.id, p.connected, p.disabled_at, p.closed_at, c.password_hash, c.set_at, c.must_change
      from addresses a join people p on p.id = a.person_id left join credentials c on c.person_id = p.id
    ) found on found.address = asked.address
    left join addresses login on login.person_id = found.id and login.assigned
    cross join lateral (select coalesce(found.id, asked.typed_mark) as account) account
    cross join lateral (
      select account.account || case
        when account.account = asked.device_person and found.set_at <= asked.device_since
        then asked.device_lane else '' end as lane
    ) lane
    left join sign_in_lanes l on l.lane = lane.lane
    cross join lateral (
      select count(*)::int as accounts, coalesce(sum(f.failures), 0)::int as failures
      from sign_in_failures f where f.source = asked.source and f.last_failed_at > asked.source_since
    ) source
    cross join lateral (
      select count(*)::int as accounts, coalesce(sum(f.failures), 0)::int as failures
      from sign_in_failures f where f.source = asked.site
    ) site`,
)

/** Known and unknown IDs take the same one statement, which those who come at the same moment share (decision 250). */
export async function lookUp(quick: Db, asked: Asked): Promise<LookedUp> {
  const inCompany = await lookUpInCompany(quick)(asked)
  return inCompany ?? ((await lookUpAll(quick, [asked]))[0] as LookedUp)
}

/** Whose password could not be judged in time has lost nothing: the same form can be sent again. */
export async function giveFormBack(quick: Db, form: Buffer): Promise<void> {
  await quick.deleteFrom('spent_forms').where('form', '=', form).execute()
}

const lookUpInCompany = perPool((quick) => gatherCompany((all: readonly Asked[]) => lookUpAll(quick, all)))

async function lookUpAll(quick: Db, all: readonly Asked[]): Promise<LookedUp[]> {
  const rows = await lookUpStatement(quick, all.map(lookUpValues))
  // Of two who sent one form at the same moment, the first has sent it.
  const sender = new Map(all.map(({ form }, place) => [form.toString('hex'), place] as const).reverse())
  return rows.map((row, place) => {
    if (!row) throw new Error('Looking up a sign-in always gives a row.')
    const { form } = all[place] as Asked
    return lookedUp({ ...row, fresh: row.fresh && sender.get(form.toString('hex')) === place })
  })
}

function lookUpValues({
  form,
  formExpires,
  address,
  typedMark,
  device,
  source,
  site,
  sourceSince,
  limits,
  now,
}: Asked) {
  return {
    form,
    form_expires: formExpires,
    address: address ?? null,
    typed_mark: typedMark,
    device_person: device?.person ?? null,
    device_since: device?.issuedAt ?? null,
    device_lane: `/device/${device?.id ?? ''}`,
    source,
    site: site ?? null,
    source_since: sourceSince,
    ...laneValues(limits, now),
  }
}

function lookedUp(row: FoundRow): LookedUp {
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
    accountAtSource: row.account_at_source,
    lane: row.lane,
    laneFailures: row.failures ?? 0,
    laneWaits: row.failures === null ? false : (row.waits ?? false),
    sourceAccounts: row.source_accounts,
    sourceFailures: row.source_failures,
    siteAccounts: row.site_accounts,
    siteFailures: row.site_failures,
  }
}
