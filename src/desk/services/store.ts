import { sql } from 'kysely'
import type { Db } from '../../database/index.ts'

export interface RecentVisits {
  /** CAS: the address up to its query. OpenID Connect: the client. */
  readonly service: string
  readonly protocol: 'cas' | 'oidc'
  readonly visits: number
  readonly last: Date
}

/** How often a service was visited since `since`. An address of CAS may belong to another one: the caller compares. */
export function listRecentVisits(
  db: Db,
  { id, origins }: { id: string; origins: readonly string[] },
  since: Date,
): Promise<RecentVisits[]> {
  const address = sql<string>`split_part(split_part(service, '#', 1), '?', 1)`
  return db
    .selectFrom('service_visits')
    .where('visited_at', '>=', since)
    .where((where) =>
      where.or([
        where.and([where('protocol', '=', 'oidc'), where('service', '=', id)]),
        ...origins.map((origin) => where.and([where('protocol', '=', 'cas'), where('service', 'ilike', `${origin}%`)])),
      ]),
    )
    .groupBy([address, 'protocol'])
    .select((select) => [
      address.as('service'),
      'protocol',
      sql<number>`count(*)::integer`.as('visits'),
      select.fn.max('visited_at').as('last'),
    ])
    .execute()
}
