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
 * The last word counts: its list takes the place of what was agreed before. That the service may come back is taken back only
 * with the whole. The caller records `consent-given` beside it.
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
  const consent = { attributes: [...attributes], given_at: now }
  await db
    .insertInto('consents')
    .values({ person_id: person, service, offline, ...consent })
    .onConflict((known) =>
      known.columns(['person_id', 'service']).doUpdateSet({ ...consent, ...(offline && { offline }) }),
    )
    .execute()
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
