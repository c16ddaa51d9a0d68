import { sql } from 'kysely'
import type { AuditEvent } from '../../audit/index.ts'
import type { ClosedAccountBecause, PersonId, Trx } from '../../database/index.ts'

export interface Leaver {
  readonly id: PersonId
  readonly because: ClosedAccountBecause
}

/**
 * Closes the accounts of those who have been missing since `missingBefore` or longer, or whose time is over; gives whom.
 * A row that is held just now, by a sign-in or the desk, is left for the next time. Whoever was open is here for identity systems and stays so:
 * one of them may have removed the person long ago, and whoever has opened the account since (a merge, the release before) left the mark of it.
 */
export async function closeLeavers(
  trx: Trx,
  { now, missingBefore, atMost }: { now: Date; missingBefore: Date; atMost: number },
): Promise<Leaver[]> {
  const { rows } = await sql<Leaver>`
    update people set closed_at = ${now}, changed_at = ${now}, removed_at = null,
      closed_because = case when valid_until <= ${now} then 'valid-until' else 'missing' end
    where id in (
      select id from people
      where closed_at is null and (missing_since <= ${missingBefore} or valid_until <= ${now})
      order by id limit ${atMost} for no key update skip locked
    )
    returning id, closed_because as because`.execute(trx)
  return rows
}

interface Doing {
  readonly by: string
  readonly now: Date
  /** What all that one run does has in common in the trail. */
  readonly reference: string
}

/**
 * Whoever's account is closed works at no desk: should the person come back one day, as a student perhaps, somebody gives
 * the roles anew (req 92). One event for each role that goes.
 */
export async function takeRolesOfClosed(trx: Trx, { by, now, reference }: Doing): Promise<void> {
  const event: AuditEvent['event'] = 'role-revoked'
  await sql`
    with closed as (select id, roles from people where closed_at is not null and roles <> '{}' order by id for update),
    taken as (update people set roles = '{}' from closed where people.id = closed.id)
    insert into audit_events (at, event, outcome, person_id, actor, reference, details)
    select ${now}, ${event}, 'success', id, ${by}, ${reference}, jsonb_build_object('role', role, 'reason', 'account closed')
    from closed, unnest(closed.roles) as role`.execute(trx)
}

/** Of these people, who has an open link, code or session. */
export async function findOpen(trx: Trx, people: readonly PersonId[]): Promise<PersonId[]> {
  const { rows } = await sql<{ person_id: PersonId }>`
    select person_id from mailed_links where closed_at is null and person_id = any(${people})
    union select person_id from one_time_codes where closed_at is null and person_id = any(${people})
    union select person_id from sessions where ended_at is null and person_id = any(${people})
    order by person_id`.execute(trx)
  return rows.map(({ person_id }) => person_id)
}

export async function recordSuspended(
  trx: Trx,
  leavers: readonly Leaver[],
  { by, now, reference }: Doing,
): Promise<void> {
  const event: AuditEvent['event'] = 'person-suspended'
  await sql`
    insert into audit_events (at, event, outcome, person_id, actor, reference, details)
    select ${now}, ${event}, 'success', id, ${by}, ${reference}, jsonb_build_object('because', because)
    from jsonb_to_recordset(${JSON.stringify(leavers)}::jsonb) as gone (id text, because text)`.execute(trx)
}
