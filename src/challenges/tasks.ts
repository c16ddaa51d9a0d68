import type { PersonId, Trx } from '../database/index.ts'
import { withdrawLetters } from '../mail/withdrawal/index.ts'
import { linkPurposes } from './mailed-link.ts'
import { closeCodesOf } from './one-time-code/index.ts'
import { closeLinksOf } from './store.ts'

/**
 * Open links and codes of these people die with a change of their account; letters that still wait would bring a dead link
 * (req 21, 23). The caller holds their rows.
 */
export async function closeWaysOf(trx: Trx, people: readonly PersonId[], now: Date): Promise<void> {
  for (const person of people) {
    await closeLinksOf(trx, person, 'account-changed', now)
    await closeCodesOf(trx, person, now)
  }
  await withdrawLetters(trx, { people, kinds: linkPurposes, now })
}
