import { sql } from 'kysely'
import type { AuditEventName } from '../../audit/index.ts'
import type { Db, PersonId, Trx } from '../../database/index.ts'
import type { Person } from '../../people/index.ts'
import type { PersonEvent } from './person-view.ts'

/** What stands beside a person in single rows: one statement, since the page has many (225,000 people, 32 operators). */
export async function findStanding(db: Db, person: PersonId, now: Date) {
  const { rows } = await sql<{
    password_set_at: Date | null
    must_change: boolean | null
    password_taken_at: Date | null
    proof_key: string | null
    link_address: string | null
    link_until: Date | null
    code_until: Date | null
    movers: string[] | null
    has_factor: boolean
    granted_for_later: boolean
    rests_since: Date | null
    rests_until: Date | null
    rest_status: string | null
  }>`
    select c.set_at as password_set_at, c.must_change, history.taken_at as password_taken_at, proof.key_id as proof_key,
      link.address as link_address, link.expires_at as link_until, code.expires_at as code_until,
      moved.movers, factor.person_id is not null as has_factor,
      exists (select from oidc_tokens where person_id = p.id and expires_at > ${now}) as granted_for_later,
      resting.rests_since, resting.rests_until, resting.status as rest_status
    from people p
    left join credentials c on c.person_id = p.id
    left join lateral (
      -- Whoever has a history and no password had one, and it was taken away when the history got it.
      select max(replaced_at) as taken_at from previous_passwords where person_id = p.id and c.person_id is null
    ) history on true
    left join second_factors factor on factor.person_id = p.id
    left join identity_proofs proof on proof.person_id = p.id and proof.kind = p.proof_kind
    left join mailed_links link on link.person_id = p.id and link.closed_at is null and link.expires_at > ${now}
    left join one_time_codes code on code.person_id = p.id and code.purpose = 'set-password'
      and code.closed_at is null and code.expires_at > ${now}
    left join addresses assigned on assigned.person_id = p.id and assigned.assigned
    left join resting_addresses resting on resting.address = assigned.address and resting.rests_until > ${now}
    left join lateral (
      -- A hold comes along when records are merged, and its mover with it.
      with recursive records (id) as (
        select p.id where p.reset_held_until > ${now}
        union select merges.gone_id from merges join records on merges.kept_id = records.id
      ), newest as (
        select distinct on (e.person_id, e.event) e.actor from audit_events e join records on e.person_id = records.id
        where e.outcome = 'success' and (e.event = 'address-assigned' or e.event = 'records-merged' and e.details->'held' is not null)
        order by e.person_id, e.event, e.at desc, e.id desc
      )
      -- What a token moves counts as moved by whoever made it, and has seen it: nobody is their own second person.
      select array_agg(coalesce(token.made_by, newest.actor)) as movers
      from newest left join scim_tokens token on newest.actor = 'scim:' || token.name
    ) moved on true
    where p.id = ${person}`.execute(db)
  const row = rows[0]
  return {
    passwordSetAt: row?.password_set_at ?? undefined,
    passwordTakenAt: row?.password_taken_at ?? undefined,
    mustChange: row?.must_change === true,
    proofKey: row?.proof_key ?? undefined,
    openLink: row?.link_until && row.link_address ? { address: row.link_address, until: row.link_until } : undefined,
    openCode: row?.code_until ? { until: row.code_until } : undefined,
    isGrantedForLater: row?.granted_for_later === true,
    movers: row?.movers ?? [],
    hasFactor: row?.has_factor === true,
    rest:
      row?.rests_since && row.rests_until
        ? { since: row.rests_since, until: row.rests_until, status: row.rest_status ?? undefined }
        : undefined,
  }
}

/** When the passwords were taken away that these people had; whoever has one, or never had any, is not among them. */
export async function listPasswordsTaken(db: Db, people: readonly Person[]): Promise<ReadonlyMap<PersonId, Date>> {
  const without = people.filter(({ hasPassword }) => !hasPassword).map(({ id }) => id)
  if (without.length === 0) return new Map()
  const rows = await db
    .selectFrom('previous_passwords')
    .select(['person_id', (eb) => eb.fn.max('replaced_at').as('taken_at')])
    .where('person_id', 'in', without)
    .groupBy('person_id')
    .execute()
  return new Map(rows.map(({ person_id, taken_at }) => [person_id, taken_at]))
}

/** Wrong passwords in a row: the account's lane, and those of browsers that have signed in before. */
export function listLanes(db: Db, person: PersonId) {
  return db
    .selectFrom('sign_in_lanes')
    .select(['lane', 'failures', 'last_failed_at as lastFailedAt'])
    .where((where) => where.or([where('lane', '=', person), where('lane', 'like', `${person}/device/%`)]))
    .orderBy('last_failed_at', 'desc')
    .limit(5)
    .execute()
}

/**
 * The newest events about a person, of the kinds asked for: as many that succeeded and as many that failed. What fails
 * anybody can cause, as often as they like: it must not push out of sight what was done to the account (attack A32).
 */
export async function listEvents(
  db: Db,
  person: PersonId,
  events: readonly AuditEventName[],
  howMany: number,
): Promise<PersonEvent[]> {
  const newest = (outcome: 'success' | 'failure') =>
    db
      .selectFrom('audit_events as e')
      .leftJoin('people as staff', 'staff.id', 'e.actor')
      .leftJoin('cases', (join) => join.onRef('cases.id', '=', sql`e.details->>'case'`))
      .select(['e.id', 'e.at', 'e.event', 'e.outcome', 'e.source', 'e.details', 'staff.given_names', 'staff.surname'])
      .select('cases.kind as case_kind')
      .where('e.person_id', '=', person)
      .where('e.event', 'in', [...events])
      .where('e.outcome', '=', outcome)
      .orderBy('e.at', 'desc')
      .orderBy('e.id', 'desc')
      .limit(howMany)
      .execute()
  const rows = (await Promise.all([newest('success'), newest('failure')])).flat()
  return rows
    .toSorted((one, other) => other.at.getTime() - one.at.getTime() || Number(other.id) - Number(one.id))
    .map((row) => ({
      at: row.at,
      event: row.event as AuditEventName,
      succeeded: row.outcome === 'success',
      staff: row.surname === null ? undefined : `${row.given_names ?? ''} ${row.surname}`.trim(),
      source: row.source ?? undefined,
      details: row.details,
      caseKind: row.case_kind ?? undefined,
    }))
}

/** Merges of this record that are not undone. */
export async function listMerges(db: Db, person: PersonId): Promise<{ id: string; went: boolean }[]> {
  const { rows } = await sql<{ id: string; went: boolean }>`
    select id, gone_id = ${person} as went from merges
    where (kept_id = ${person} or gone_id = ${person}) and undone_at is null order by merged_at`.execute(db)
  return rows
}

/** Whether a form is sent for the first time: of two clicks one acts (req 70). Undone with the transaction. */
export async function spendForm(trx: Trx, form: Buffer, expires: Date): Promise<boolean> {
  const spent = await trx
    .insertInto('spent_forms')
    .values({ form, expires_at: expires })
    .onConflict((conflict) => conflict.column('form').doNothing())
    .returning('form')
    .executeTakeFirst()
  return spent !== undefined
}

/** The desk reopens the question: answers given so far no longer count (req 45). Gives how many there were. */
export async function forgiveAnswers(trx: Trx, person: PersonId, now: Date): Promise<number> {
  const forgiven = await trx
    .updateTable('wrong_answers')
    .set({ forgiven_at: now })
    .where('person_id', '=', person)
    .where('forgiven_at', 'is', null)
    .returning('id')
    .execute()
  return forgiven.length
}
