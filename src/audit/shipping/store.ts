import { sql } from 'kysely'
import type { Db } from '../../database/index.ts'
import type { TrailEvent } from '../lines/index.ts'

interface Lease {
  readonly node: string
  readonly now: Date
  readonly until: Date
}

/** How far the trail has been shipped, for the one node that may go on; nothing for the others. */
export async function leaseShipping(db: Db, { node, now, until }: Lease): Promise<string | undefined> {
  const row = await db
    .updateTable('audit_shipping')
    .set({ leased_by: node, leased_until: until })
    .where((where) =>
      where.or([where('leased_by', '=', node), where('leased_until', 'is', null), where('leased_until', '<', now)]),
    )
    .returning('position')
    .executeTakeFirst()
  return row?.position
}

/** Only while the lease is one's own: a node that was away for long does not set another one back. */
export async function noteShipped(db: Db, node: string, position: string, now: Date): Promise<void> {
  await db
    .updateTable('audit_shipping')
    .set({ position, shipped_at: now })
    .where('leased_by', '=', node)
    .where('position', '<', position)
    .execute()
}

export async function endLease(db: Db, node: string): Promise<void> {
  await db
    .updateTable('audit_shipping')
    .set({ leased_by: null, leased_until: null })
    .where('leased_by', '=', node)
    .execute()
}

/** Events after a seal, in the order of the seals: in it none is passed over that was committed late. */
export async function listToShip(
  db: Db,
  after: string,
  limit: number,
): Promise<(TrailEvent & Required<Pick<TrailEvent, 'seal'>>)[]> {
  const { rows } = await sql<Omit<TrailEvent, 'seal'> & { position: string; digest: string }>`
    select e.id::text as id, e.at, e.event, e.outcome, e.person_id, e.actor, e.source, e.reference, e.details,
      s.position::text as position, encode(s.digest, 'hex') as digest
    from audit_seals s join audit_events e on e.id = s.event_id
    where s.position > ${after}::bigint order by s.position limit ${sql.lit(limit)}`.execute(db)
  return rows.map(({ position, digest, ...event }) => ({ ...event, seal: { position, digest } }))
}
