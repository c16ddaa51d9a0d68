import { sql } from 'kysely'
import type { Db, PersonId, Trx } from '../../database/index.ts'
import type { AttributeName } from '../released-attributes.ts'
import type { Consent } from './consent.ts'

export async function findConsent(db: Db, person: PersonId, service: string): Promise<Consent | undefined> {
  const row = await db
    .selectFrom('consents')
    .select(['service', 'attributes', 'places', 'offline', 'given_at'])
    .where('person_id', '=', person)
    .where('service', '=', service)
    .executeTakeFirst()
  return row && consentIn(row)
}

/** What the person has agreed to, by service. */
export async function listConsents(db: Db, person: PersonId): Promise<Consent[]> {
  const rows = await db
    .selectFrom('consents')
    .select(['service', 'attributes', 'places', 'offline', 'given_at'])
    .where('person_id', '=', person)
    .orderBy('service')
    .execute()
  return rows.map(consentIn)
}

function consentIn(row: {
  service: string
  attributes: string[]
  places: string[]
  offline: boolean
  given_at: Date
}): Consent {
  const { service, attributes, places, offline, given_at: givenAt } = row
  return { service, attributes, places, offline, givenAt }
}

/**
 * What was agreed before stays agreed: the two protocols ask for lists of their own, and must not take turns at asking. All of it
 * is taken back together. A service that stands elsewhere than it did begins anew. The caller records `consent-given` beside it.
 */
export async function giveConsent(
  db: Db,
  {
    person,
    service,
    places,
    attributes,
    offline = false,
    now,
  }: {
    person: PersonId
    service: string
    places: readonly string[]
    attributes: readonly AttributeName[]
    offline?: boolean
    now: Date
  },
): Promise<void> {
  await sql`
    insert into consents (person_id, service, attributes, places, offline, given_at)
    values (${person}, ${service}, ${[...attributes]}, ${[...places]}, ${offline}, ${now})
    on conflict (person_id, service) do update set
      attributes = case when consents.places = excluded.places then consents.attributes || array(
        select name from unnest(excluded.attributes) as name where name <> all (consents.attributes))
        else excluded.attributes end,
      offline = (consents.offline and consents.places = excluded.places) or excluded.offline,
      places = excluded.places, given_at = excluded.given_at`.execute(db)
}

/**
 * What the service was granted goes with it at once: grants, codes and tokens of OpenID Connect, also for later use, and what lets
 * it go on to others by CAS. False when nothing was agreed. The caller records `consent-withdrawn` beside it.
 */
export async function withdrawConsent(db: Db, person: PersonId, service: string): Promise<boolean> {
  const result = await sql<{ taken: boolean }>`
    with taken as (
      delete from consents where person_id = ${person} and service = ${service} returning 1
    ), granted as (
      delete from oidc_grants where person_id = ${person} and client_id = ${service} returning id
    ), tokens as (
      delete from oidc_tokens where grant_id in (select id from granted)
    ), passing as (
      delete from oidc_passing where grant_id in (select id from granted)
    ), proxying as (
      delete from proxy_granting_tickets where service = ${service}
        and session_id in (select id from sessions where person_id = ${person})
    )
    select exists (select 1 from taken) as taken`.execute(db)
  return result.rows[0]?.taken ?? false
}

/** The same for everybody, where a service is taken out of use: whoever gets its id one day inherits nothing. */
export async function endConsentsTo(trx: Trx, service: string): Promise<void> {
  await sql`
    with consented as (
      delete from consents where service = ${service}
    ), granted as (
      delete from oidc_grants where client_id = ${service} returning id
    ), tokens as (
      delete from oidc_tokens where grant_id in (select id from granted)
    ), passing as (
      delete from oidc_passing where grant_id in (select id from granted)
    )
    delete from proxy_granting_tickets where service = ${service}`.execute(trx)
}
