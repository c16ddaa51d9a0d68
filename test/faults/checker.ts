import { audit } from './invariants/audit.ts'
import { budgets } from './invariants/budgets.ts'
import type { Evidence, Invariant } from './invariants/evidence.ts'
import { jobs } from './invariants/jobs.ts'
import { letters } from './invariants/letters.ts'
import { links } from './invariants/links.ts'
import { passwords } from './invariants/passwords.ts'
import { sessions } from './invariants/sessions.ts'
import { tickets } from './invariants/tickets.ts'
import { told } from './invariants/told.ts'
import { whole } from './invariants/whole.ts'

/** What no fault may break. */
export const invariants: readonly Invariant[] = [
  passwords,
  links,
  letters,
  sessions,
  tickets,
  told,
  budgets,
  audit,
  jobs,
  whole,
]

/** Reads the database and the mailboxes. Gives every violation in a sentence that begins with the promise it breaks. */
export async function check(evidence: Evidence): Promise<string[]> {
  const found: string[] = []
  for (const { promise, broken } of invariants)
    for (const violation of await broken(evidence)) found.push(`${promise}: ${violation}`)
  return found
}
