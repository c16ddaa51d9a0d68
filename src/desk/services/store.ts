import { sql } from 'kysely'
import type { Db } from '../../database/index.ts'

export interface RecentVisits {
  /** CAS: the address up to its query. OpenID Connect: the client. */
  readonly service: string
  readonly protocol: 'cas' | 'oidc'
  readonly visits: number
  readonly last: Date
}

/** A page of the desk reads no more visits than this, whatever a day brings. */
export const VISITS_LOOKED_AT = 100_000

/**
 * How often a service was visited since `since`, among the newest visits of all services together; `whole` is false where there
 * were more of those than are looked at. An address of CAS may belong to another one: the caller compares.
 */
export async function listRecentVisits(
  db: Db,
  { id, origins }: { id: string; origins: readonly string[] },
  since: Date,
  lookAt = VISITS_LOOKED_AT,
): Promise<{ visits: RecentVisits[]; whole: boolean }> {
  const ours = sql.join(
    [
      sql`(protocol = 'oidc' and service = ${id})`,
      ...origins.map((origin) => sql`(protocol = 'cas' and service ilike ${`${origin}%`})`),
    ],
    sql` or `,
  )
  const { rows } = await sql<{
    service: string | null
    protocol: 'cas' | 'oidc'
    visits: number
    last: Date
    looked_at: number
  }>`
    with newest as materialized (
      select service, protocol, visited_at from service_visits
      where visited_at >= ${since} order by visited_at desc limit ${lookAt}
    ), own as (
      select split_part(split_part(service, '#', 1), '?', 1) as service, protocol, count(*)::integer as visits,
        max(visited_at) as last
      from newest where ${ours} group by 1, 2
    )
    select own.*, looked.looked_at from (select count(*)::integer as looked_at from newest) looked left join own on true`.execute(
    db,
  )
  return {
    visits: rows.flatMap(({ service, protocol, visits, last }) =>
      service === null ? [] : [{ service, protocol, visits, last }],
    ),
    whole: (rows[0]?.looked_at ?? 0) < lookAt,
  }
}
