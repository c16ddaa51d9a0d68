import type { AuditEventName } from '../audit/index.ts'
import type { Db, PersonId } from '../database/index.ts'
import type { OwnEvent } from './activity.ts'
import type { Visit } from './visited-services.ts'

/**
 * The newest events about a person: as many that succeeded and as many that failed. What fails anybody can cause, as often
 * as they like: it must not push out of sight what was done to the account (attack A32).
 */
export async function listOwnEvents(
  db: Db,
  person: PersonId,
  events: Readonly<Record<OwnEvent['outcome'], readonly AuditEventName[]>>,
  howMany: number,
): Promise<OwnEvent[]> {
  const newest = (outcome: OwnEvent['outcome']) =>
    db
      .selectFrom('audit_events')
      .select(['id', 'at', 'event', 'outcome', 'details'])
      .where('person_id', '=', person)
      .where('event', 'in', [...events[outcome]])
      .where('outcome', '=', outcome)
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .limit(howMany)
      .execute()
  const rows = (await Promise.all([newest('success'), newest('failure')])).flat()
  return rows
    .toSorted((one, other) => other.at.getTime() - one.at.getTime() || Number(other.id) - Number(one.id))
    .map((row) => ({ ...row, event: row.event as AuditEventName }))
}

/** A CAS service may have been visited at a hundred addresses; more are of no use to anybody. */
const MOST_VISITED = 500

/** Where the person went with the sign-in, by address or client, as long as sessions are remembered. */
export async function listVisits(db: Db, person: PersonId): Promise<Visit[]> {
  const rows = await db
    .selectFrom('service_visits as visit')
    .innerJoin('sessions', 'sessions.id', 'visit.session_id')
    .where('sessions.person_id', '=', person)
    .groupBy(['visit.protocol', 'visit.service'])
    .select((select) => ['visit.protocol', 'visit.service', select.fn.max('visit.visited_at').as('at')])
    .orderBy('at', 'desc')
    .limit(MOST_VISITED)
    .execute()
  return rows
}
