import { sql } from 'kysely'
import type { Db, PersonId, Trx } from '../../database/index.ts'

/** One record of a human with all that leads to it. */
export interface Erasing {
  readonly person: PersonId
  /** All ids of the human, those that were merged among them. */
  readonly usosIds: readonly string[]
  readonly addresses: readonly string[]
}

/** Into which record one was merged; undefined where it was not, or is back. */
export async function findMergedInto(db: Db, person: PersonId): Promise<PersonId | undefined> {
  const row = await db
    .selectFrom('merges')
    .select('kept_id')
    .where('gone_id', '=', person)
    .where('undone_at', 'is', null)
    .executeTakeFirst()
  return row?.kept_id
}

/** The records that were merged into one, those merged into them included; and what each of both sides had before, as long as that is kept. */
export async function listMergedRecords(
  trx: Trx,
  person: PersonId,
): Promise<{ records: PersonId[]; had: { usosId: string | null; albumNumber: string | null }[]; usosIds: string[] }> {
  type Had = { usosId: string | null; albumNumber: string | null }
  const { rows } = await sql<{ gone: PersonId; before: { kept: Had; gone: Had } | null }>`
    with recursive merged as (
      select gone_id, before from merges where kept_id = ${person} and undone_at is null
      union all
      select m.gone_id, m.before from merges m join merged on m.kept_id = merged.gone_id where m.undone_at is null
    )
    select gone_id as gone, before from merged order by gone_id`.execute(trx)
  const ids = await trx.selectFrom('merged_ids').select('usos_id').where('person_id', '=', person).execute()
  return {
    records: rows.map(({ gone }) => gone),
    had: rows.flatMap(({ before }) => (before ? [before.kept, before.gone] : [])),
    usosIds: ids.map(({ usos_id }) => usos_id),
  }
}

/**
 * Removes the person from every table, but for the audit trail, which knows the id alone, and visits that a service has still to hear
 * of. What hangs on `people` by a foreign key goes with it; a test reads the whole database afterwards.
 */
export async function removePerson(trx: Trx, erasing: Erasing): Promise<void> {
  const { person } = erasing
  const addresses = [...erasing.addresses]
  const usosIds = [...erasing.usosIds]
  // A session that ended before has told everybody; one that ends now tells by a job that needs its visits, and no person.
  await sql`delete from service_visits using sessions
    where sessions.id = service_visits.session_id and sessions.person_id = ${person} and told_at is not null`.execute(
    trx,
  )
  await removeTokens(trx, person)
  await sql`delete from portal_sessions where user_name = any (${[person, ...addresses]})
    or exists (select from unnest(${addresses}::text[]) address where strpos(attributes::text, address) > 0)`.execute(
    trx,
  )
  await sql`delete from sign_in_lanes where lane = ${person} or lane like ${`${person}/%`}`.execute(trx)
  await sql`delete from sign_in_failures where account = ${person}`.execute(trx)
  await sql`delete from letters where person_id = ${person} or recipient = any (${addresses})`.execute(trx)
  await sql`
    with gone as (
      delete from cases where person_id = ${person} or address = any (${addresses}) returning id
    )
    delete from help_requests where address = any (${addresses}) or case_id in (select id from gone)`.execute(trx)
  await sql`delete from resting_addresses where address = any (${addresses})`.execute(trx)
  for (const table of ['import_rows', 'import_changes', 'usos_pull_people'] as const)
    await sql`delete from ${sql.table(table)} where person_id = ${person} or usos_id = any (${usosIds})`.execute(trx)
  // Where a pull is: without it the step goes on with whoever has not been asked about.
  await sql`update usos_pulls set position = position - 'after' where position->>'after' = any (${usosIds})`.execute(
    trx,
  )
  // Where a reading of everybody is goes on behind whoever stands before them: by its index it would miss one (decision 194).
  await sql`update scim_tokens set page_ends = replace(page_ends::text, ${`"${person}"`},
      '"' || coalesce((select max(id) from people where id < ${person}), '') || '"')::jsonb
    where strpos(page_ends::text, ${`"${person}"`}) > 0`.execute(trx)
  await sql`delete from development_mailbox where recipient = any (${addresses})`.execute(trx)
  await sql`delete from people where id = ${person}`.execute(trx)
}

/** Codes, tokens and what waits between two pages; some of it names the person within its content alone. */
async function removeTokens(trx: Trx, person: PersonId) {
  for (const table of ['oidc_passing', 'oidc_tokens'] as const) {
    await sql`delete from ${sql.table(table)} where person_id = ${person}
      or session_id in (select id from sessions where person_id = ${person})
      or strpos(payload::text, ${person}) > 0`.execute(trx)
  }
  await sql`delete from oidc_grants where person_id = ${person}`.execute(trx)
}

/** The reports of imports that name somebody by a USOS id. */
export async function listReportsNaming(trx: Trx, usosId: string): Promise<{ id: string; report: unknown }[]> {
  const { rows } = await sql<{ id: string; report: unknown }>`
    select id, report from import_runs where report is not null
    and strpos(report::text, ${JSON.stringify(usosId)}) > 0 for update`.execute(trx)
  return rows
}

export async function saveReport(trx: Trx, id: string, report: unknown): Promise<void> {
  await sql`update import_runs set report = ${JSON.stringify(report)}::jsonb where id = ${id}`.execute(trx)
}
