import { sql } from 'kysely'
import type { Invariant } from './evidence.ts'

/**
 * A link is spent in the transaction that sets the password, by it or by a code of the desk, and so is the event of it: all three or none,
 * with one and the same hour. Only the newest of somebody's passwords is there with its hour; the events stand in the order in which the
 * passwords were set, whatever the clocks of the nodes said.
 */
export const links: Invariant = {
  promise: 'no link is spent without its password, and none opens twice',
  async broken({ db }) {
    const { rows } = await sql<{ link: string; person: string; set: boolean; events: number }>`
      select l.id as link, l.person_id as person,
        coalesce(c.set_at = (select e.at from audit_events e where e.person_id = l.person_id
          and e.event in ('password-set', 'password-changed') and e.outcome = 'success' order by e.id desc limit 1), false) as set,
        (select count(*)::int from audit_events e where e.person_id = l.person_id and e.event = 'password-set'
          and e.outcome = 'success' and e.at = l.closed_at and (e.details ->> 'link' = l.id or e.details ? 'code')) as events
      from mailed_links l left join credentials c on c.person_id = l.person_id
      where l.closed_because = 'password-set'`.execute(db)
    const unspent = await sql<{ link: string }>`
      select e.details ->> 'link' as link from audit_events e join mailed_links l on l.id = e.details ->> 'link'
      where e.event = 'password-set' and e.outcome = 'success' and l.closed_because is distinct from 'password-set'`.execute(
      db,
    )
    return [
      ...rows
        .filter(({ set }) => !set)
        .map(({ link, person }) => `the link ${link} of ${person} is spent, and no password was set by it`),
      ...rows
        .filter(({ events }) => events !== 1)
        .map(({ link, events }) => `the link ${link} is spent, and ${events} events say that it set a password`),
      ...unspent.rows.map(({ link }) => `the link ${link} has set a password, and is not spent`),
    ]
  },
}
