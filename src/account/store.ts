import type { AuditEventName } from '../audit/index.ts'
import type { Db, PersonId } from '../database/index.ts'
import type { OwnEvent } from './activity.ts'

/** The newest events about a person, of the kinds asked for. */
export async function listOwnEvents(
  db: Db,
  person: PersonId,
  events: readonly AuditEventName[],
  howMany: number,
): Promise<OwnEvent[]> {
  const rows = await db
    .selectFrom('audit_events')
    .select(['at', 'event', 'outcome', 'details'])
    .where('person_id', '=', person)
    .where('event', 'in', [...events])
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(howMany)
    .execute()
  return rows.map((row) => ({ ...row, event: row.event as AuditEventName }))
}
