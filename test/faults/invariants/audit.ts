import { sql } from 'kysely'
import { verifyTrail } from '../../../src/audit/chain/index.ts'
import { sayBreak } from '../../../src/audit/chain/say-break.ts'
import { type Invariant, perhapsForgotten } from './evidence.ts'

/**
 * Written by the pool whose commits do not wait for the disk: failures (decision 001), and tickets with their events (decision 131).
 * Of the last moment before PostgreSQL ended they may be forgotten, and of no other.
 */
const doNotWait: ReadonlySet<string> = new Set(['sign-in failure', 'service-ticket-issued success'])

/**
 * The page does not say whether a letter was withheld, because one had just been sent; the event does. Nobody has to wait between two
 * letters here, so that none is withheld but by a node that thinks the one before to be of the future.
 */
const saysNot: ReadonlySet<string> = new Set(['link-requested'])

/** Each event was sealed as it stands, and there is one for each act that was acknowledged; none for what nobody did. */
export const audit: Invariant = {
  promise: 'the audit chain is whole, with one event for each acknowledged act',
  async broken({ db, keys, ledger, faults }) {
    const { breaks } = await verifyTrail({ db, keys })
    const { rows } = await sql<{ person: string; event: string; outcome: string; times: number }>`
      select coalesce(person_id, '-') as person, event, outcome, count(*)::int as times
      from audit_events group by 1, 2, 3`.execute(db)
    const written = new Map(rows.map(({ person, event, outcome, times }) => [`${person} ${event} ${outcome}`, times]))
    const found = breaks.map((one) => `the chain is broken: ${sayBreak(one)}`)
    for (const { person, event, outcome, tally } of ledger.acts) {
      const perhapsWithheld = saysNot.has(event) && faults.some(({ clock }) => clock)
      const outcomes = perhapsWithheld ? ['success', 'failure'] : [outcome]
      const times = outcomes.reduce((sum, one) => sum + (written.get(`${person} ${event} ${one}`) ?? 0), 0)
      const { acknowledged, unknown } = tally
      const forgotten = doNotWait.has(`${event} ${outcome}`)
        ? tally.at.filter((at) => perhapsForgotten(at, { faults })).length
        : 0
      if (times < acknowledged - forgotten)
        found.push(
          `${person}: ${acknowledged} times ${event} (${outcome}) was acknowledged, and ${times} events say so`,
        )
      if (times > acknowledged + unknown)
        found.push(
          `${person}: ${event} (${outcome}) was asked for ${acknowledged + unknown} times, and done ${times} times`,
        )
    }
    return found
  },
}
