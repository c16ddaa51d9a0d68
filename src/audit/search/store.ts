import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Db, PersonId } from '../../database/index.ts'
import { type ActorKind, SCIM_ACTOR } from '../actor.ts'
import type { TrailEvent } from '../lines/index.ts'
import { lengthOf, type Wanted } from './wanted.ts'

/** Where a page of the trail ends. */
export interface Place {
  /** As the database writes it, to the microsecond. */
  readonly moment: string
  readonly id: string
}

export interface FoundEvent extends TrailEvent, Place {
  readonly person_id: PersonId | null
}

interface Page {
  /** By whose clock days begin and end. */
  readonly zone: string
  readonly order: 'newest-first' | 'oldest-first'
  readonly beyond?: Place | undefined
  readonly limit: number
}

/** Events in the order of their moments. */
export async function listEvents(db: Db, wanted: Wanted, page: Page): Promise<FoundEvent[]> {
  const { person } = wanted
  if (person === undefined) return select(db, wanted, page, sql`true`)
  // Each half has an index of its own.
  const halves = await Promise.all([
    select(db, wanted, page, sql`e.person_id = ${person}`),
    select(db, wanted, page, sql`e.actor = ${person} and e.actor <> 'person'`),
  ])
  const rows = [...new Map(halves.flat().map((row) => [row.id, row])).values()]
  const sign = page.order === 'oldest-first' ? 1 : -1
  return rows.toSorted((one, other) => sign * compare(one, other)).slice(0, page.limit)
}

async function select(db: Db, wanted: Wanted, { zone, order, beyond, limit }: Page, whose: RawBuilder<unknown>) {
  const { event, actor, outcome, source, reference, from, to } = wanted
  const conditions: RawBuilder<unknown>[] = [whose]
  if (event !== undefined) conditions.push(sql`e.event = ${event}`)
  if (actor !== undefined) conditions.push(byKind(actor))
  // Written out, so that the index of failures is recognized.
  if (outcome !== undefined)
    conditions.push(outcome === 'failure' ? sql`e.outcome = 'failure'` : sql`e.outcome = 'success'`)
  if (source !== undefined) conditions.push(sql`e.source = ${source}`)
  if (reference !== undefined) conditions.push(sql`e.reference = ${reference}`)
  if (from !== undefined) conditions.push(sql`e.at >= ${from}::text::timestamp at time zone ${zone}::text`)
  if (to !== undefined)
    conditions.push(sql`e.at < (${to}::text::timestamp + ${lengthOf(to)}::text::interval) at time zone ${zone}::text`)
  const direction = order === 'oldest-first' ? { further: sql`>`, by: sql`asc` } : { further: sql`<`, by: sql`desc` }
  if (beyond)
    conditions.push(sql`(e.at, e.id) ${direction.further} (${beyond.moment}::text::timestamptz, ${beyond.id}::bigint)`)

  const { rows } = await sql<Omit<FoundEvent, 'seal'> & { position: string | null; digest: string | null }>`
    select e.id::text as id, e.at, e.at::text as moment, e.event, e.outcome, e.person_id, e.actor, e.source, e.reference,
      e.details, s.position::text as position, encode(s.digest, 'hex') as digest
    from audit_events e left join audit_seals s on s.event_id = e.id
    where ${sql.join(conditions, sql` and `)}
    order by e.at ${direction.by}, e.id ${direction.by} limit ${sql.lit(limit)}`.execute(db)
  return rows.map(
    ({ position, digest, ...row }): FoundEvent => ({
      ...row,
      seal: position !== null && digest !== null ? { position, digest } : undefined,
    }),
  )
}

const byToken = sql`starts_with(e.actor, ${sql.lit(SCIM_ACTOR)})`

/** In the words of the indexes. */
function byKind(actor: ActorKind): RawBuilder<SqlBool> {
  switch (actor) {
    case 'person':
      return sql<SqlBool>`e.actor = 'person'`
    case 'system':
      return sql<SqlBool>`e.actor = 'system' and e.actor <> 'person'`
    case 'operator':
      return sql<SqlBool>`e.actor = 'operator' and e.actor <> 'person'`
    case 'staff':
      return sql<SqlBool>`e.actor not in ('person', 'system', 'operator') and not ${byToken}`
    case 'identity-system':
      return sql<SqlBool>`e.actor not in ('person', 'system', 'operator') and ${byToken}`
  }
}

/** Where the page before ended, by the event it ended with; nothing when that is gone. */
export async function findPlace(db: Db, id: string): Promise<Place | undefined> {
  const { rows } = await sql<Place>`
    select id::text as id, at::text as moment from audit_events where id = ${id}::bigint`.execute(db)
  return rows[0]
}

function compare(one: FoundEvent, other: FoundEvent): number {
  return one.at.getTime() - other.at.getTime() || Number(BigInt(one.id) - BigInt(other.id))
}
