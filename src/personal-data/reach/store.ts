import { type RawBuilder, sql } from 'kysely'
import type { Db, PersonId } from '../../database/index.ts'
import type { Days, Reached } from './reach.ts'

export interface Window {
  readonly days: Days
  readonly zone: string
}

const beginning = ({ days, zone }: Window) => sql`(${days.from}::date::timestamp at time zone ${zone})`
const end = ({ days, zone }: Window) => sql`((${days.to}::date + 1)::timestamp at time zone ${zone})`
const within = (at: RawBuilder<unknown>, window: Window) =>
  sql`${at} >= ${beginning(window)} and ${at} < ${end(window)}`

/** A session is in it that lived at any moment of these days. */
const lived = (window: Window) =>
  sql`s.created_at < ${end(window)} and coalesce(s.ended_at, s.last_used_at) >= ${beginning(window)}`

interface Row extends Omit<Reached, 'name'> {
  readonly givenNames: string | null
  readonly surname: string | null
}

/** Every row of `found`: person_id, data (words with spaces between), at; by person, with what is known of them today. */
async function people(db: Db, found: RawBuilder<unknown>): Promise<Reached[]> {
  const { rows } = await sql<Row>`
    with found (person_id, data, at) as (${found}), together as (
      select person_id, array_agg(distinct data order by data) as data, count(*)::int as times, min(at) as first, max(at) as last
      from found where person_id is not null group by person_id
    )
    select together.person_id as person, p.given_names as "givenNames", p.surname, login.address, together.data,
      together.times, together.first, together.last
    from together left join people p on p.id = together.person_id
    left join addresses login on login.person_id = p.id and login.assigned
    order by p.surname nulls last, together.person_id`.execute(db)
  return rows.map(({ givenNames, surname, ...row }) => ({
    ...row,
    data: [...new Set(row.data.flatMap((one) => one.split(' ')))],
    name: surname === null ? null : `${givenNames ?? ''} ${surname}`.trim(),
  }))
}

/** The owner, if a session lived then, and whom they saw at the desk. */
export function reachedBySession(db: Db, person: PersonId, window: Window): Promise<Reached[]> {
  return people(
    db,
    sql`select s.person_id, 'account', greatest(s.created_at, ${beginning(window)}) from sessions s
        where s.person_id = ${person} and ${lived(window)}
      union all ${actsOf(person, window)}`,
  )
}

export function reachedFromNetwork(db: Db, source: string, window: Window): Promise<Reached[]> {
  return people(
    db,
    sql`select s.person_id, 'account', greatest(s.created_at, ${beginning(window)}) from sessions s
        where s.source = ${source} and ${lived(window)}
      union all
      select person_id, 'account', at from audit_events
        where event = 'sign-in' and outcome = 'success' and source = ${source} and ${within(sql`at`, window)}`,
  )
}

export function reachedByStaff(db: Db, person: PersonId, window: Window): Promise<Reached[]> {
  return people(db, actsOf(person, window))
}

/** What a member of staff has done is what was on the screen. */
function actsOf(person: PersonId, window: Window) {
  return sql`select person_id, event, at from audit_events
    where actor = ${person} and person_id <> ${person} and ${within(sql`at`, window)}`
}

/** Addresses and clients that were visited in these days. */
export async function listVisitedThen(db: Db, window: Window): Promise<string[]> {
  const { rows } = await sql<{ service: string }>`
    select distinct service from service_visits where ${within(sql`visited_at`, window)}`.execute(db)
  return rows.map(({ service }) => service)
}

/** Who has visited the service, and who has granted it something for later. */
export function reachedByService(
  db: Db,
  { id, visited, data }: { id: string; visited: readonly string[]; data: readonly string[] },
  window: Window,
): Promise<Reached[]> {
  return people(
    db,
    sql`select s.person_id, ${data.join(' ')}::text, v.visited_at from service_visits v join sessions s on s.id = v.session_id
        where v.service = any (${[...visited]}) and ${within(sql`v.visited_at`, window)}
      union all
      select person_id, ${data.join(' ')}::text, made_at from oidc_grants
        where client_id = ${id} and made_at < ${end(window)} and expires_at >= ${beginning(window)}`,
  )
}

/** Whose sealed second factor the key of the program opens. */
export function reachedByAppKey(db: Db): Promise<Reached[]> {
  return people(db, sql`select person_id, 'second-factor', enrolled_at from second_factors`)
}

/** Whose answers the key of the digests makes guessable, by the id of the key. */
export function reachedByPeselKey(db: Db): Promise<Reached[]> {
  return people(db, sql`select person_id, 'answer:' || kind || ':' || key_id, null::timestamptz from identity_proofs`)
}

/** Who went to a service by OpenID Connect: its tokens could have been forged. */
export function reachedBySigningKey(db: Db, window: Window): Promise<Reached[]> {
  return people(
    db,
    sql`select s.person_id, 'oidc:' || v.service, v.visited_at from service_visits v join sessions s on s.id = v.session_id
      where v.protocol = 'oidc' and ${within(sql`v.visited_at`, window)}`,
  )
}
