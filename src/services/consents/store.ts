import { sql } from 'kysely'
import type { Db, PersonId } from '../../database/index.ts'
import type { AttributeName } from '../released-attributes.ts'
import type { Consent } from './consent.ts'

export async function findConsent(db: Db, person: PersonId, service: string): Promise<Consent | undefined> {
  const row = await db
    .selectFrom('consents')
    .select(['service', 'attributes', 'offline', 'given_at'])
    .where('person_id', '=', person)
    .where('service', '=', service)
    .executeTakeFirst()
  return row && consentIn(row)
}

/** What the person has agreed to, by service. */
export async function listConsents(db: Db, person: PersonId): Promise<Consent[]> {
  const rows = await db
    .selectFrom('consents')
    .select(['service', 'attributes', 'offline', 'given_at'])
    .where('person_id', '=', person)
    .orderBy('service')
    .execute()
  return rows.map(consentIn)
}

function consentIn(row: { service: string; attributes: string[]; offline: boolean; given_at: Date }): Consent {
  return { service: row.service, attributes: row.attributes, offline: row.offline, givenAt: row.given_at }
}

/**
 * What was agreed before stays agreed: the two protocols ask for lists of their own, and must not take turns at asking. All of it
 * is taken back together. The caller records `consent-given` beside it.
 */
export async function giveConsent(
  db: Db,
  {
    person,
    service,
    attributes,
    offline = false,
    now,
  }: { person: PersonId; service: string; attributes: readonly AttributeName[]; offline?: boolean; now: Date },
): Promise<void> {
  await sql`
    insert into consents (person_id, service, attributes, offline, given_at)
    values (${person}, ${service}, ${[...attributes]}, ${offline}, ${now})
    on conflict (person_id, service) do update set
      attributes = consents.attributes || array(
        select name from unnest(excluded.attributes) as name where name <> all (consents.attributes)),
      offline = consents.offline or excluded.offline, given_at = excluded.given_at`.execute(db)
}

/** What the service was granted goes with it, also for later use. False when nothing was agreed. The caller records `consent-withdrawn` beside it. */
export async function withdrawConsent(db: Db, person: PersonId, service: string): Promise<boolean> {
  const row = await db
    .deleteFrom('consents')
    .where('person_id', '=', person)
    .where('service', '=', service)
    .returning('service')
    .executeTakeFirst()
  await db.deleteFrom('oidc_grants').where('person_id', '=', person).where('client_id', '=', service).execute()
  return row !== undefined
}
