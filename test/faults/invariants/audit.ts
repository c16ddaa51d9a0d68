import { sql } from 'kysely'
import { verifyTrail } from '../../../src/audit/chain/index.ts'
import { sayBreak } from '../../../src/audit/chain/say-break.ts'
import type { Invariant } from './evidence.ts'

/** Failures are written to the pool whose commits do not wait for the disk (decision 001): what PostgreSQL forgets of them is allowed. */
const perhapsForgotten = (outcome: string, event: string) => outcome === 'failure' && event === 'sign-in'

/** The page does not say whether a letter was withheld, because one had just been sent; the event does. */
const saysNot: ReadonlySet<string> = new Set(['link-requested'])

/** Each event was sealed as it stands, and there is one for each act that was acknowledged; none for what nobody did. */
export const audit: Invariant = {
  promise: 'the audit chain is whole, with one event for each acknowledged act',
  async broken({ db, keys, ledger }) {
    const { breaks } = await verifyTrail({ db, keys })
    const { rows } = await sql<{ person: string; event: string; outcome: string; times: number }>`
      select coalesce(person_id, '-') as person, event, outcome, count(*)::int as times
      from audit_events group by 1, 2, 3`.execute(db)
    const written = new Map(rows.map(({ person, event, outcome, times }) => [`${person} ${event} ${outcome}`, times]))
    const found = breaks.map((one) => `the chain is broken: ${sayBreak(one)}`)
    for (const { person, event, outcome, tally } of ledger.acts) {
      const outcomes = saysNot.has(event) ? ['success', 'failure'] : [outcome]
      const times = outcomes.reduce((sum, one) => sum + (written.get(`${person} ${event} ${one}`) ?? 0), 0)
      const { acknowledged, unknown } = tally
      if (times < acknowledged && !perhapsForgotten(outcome, event))
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
