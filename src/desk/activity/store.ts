import { type Selectable, type SqlBool, sql } from 'kysely'
import type { AuditEventsTable, Db } from '../../database/index.ts'
import type { Wanted } from './activity.ts'

export type EventRow = Selectable<AuditEventsTable>

/** Events in the order in which they were written, the newest first. A day begins and ends by the clock of the university. */
export async function listEvents(db: Db, wanted: Wanted, { zone, limit }: { zone: string; limit: number }) {
  const { person, event, day, before } = wanted
  const all = db
    .selectFrom('audit_events')
    .selectAll()
    .$if(event !== undefined, (query) => query.where('event', '=', event ?? ''))
    .$if(day !== undefined, (query) =>
      query
        .where('at', '>=', sql<Date>`${day}::date::timestamp at time zone ${zone}`)
        .where('at', '<', sql<Date>`(${day}::date + 1)::timestamp at time zone ${zone}`),
    )
    .$if(before !== undefined, (query) => query.where('id', '<', before ?? ''))
    .orderBy('id', 'desc')
    .limit(limit)
  if (person === undefined) return all.execute()

  // Each half has an index of its own; the words of the second one are those of `audit_events_by_staff`.
  const [about, by] = await Promise.all([
    all.where('person_id', '=', person).execute(),
    all.where('actor', '=', person).where(sql<SqlBool>`actor not in ('person', 'system', 'operator')`).execute(),
  ])
  const rows = new Map([...about, ...by].map((row) => [row.id, row]))
  return [...rows.values()].toSorted((one, other) => Number(other.id) - Number(one.id)).slice(0, limit)
}
