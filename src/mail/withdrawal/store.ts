import { sql } from 'kysely'
import type { PersonId, Trx } from '../../database/index.ts'

// A folder of its own: whoever enters `mail/` gets the pages of letters along, which a command and the bench have no use for.

/** Why a letter was dropped: its link is dead, or nobody may get it any more. */
export const WITHDRAWN = 'withdrawn'

export interface Withdrawal {
  readonly people: readonly PersonId[]
  /** Without it all of their letters. */
  readonly kinds?: readonly string[]
  readonly now: Date
}

/**
 * Takes back letters not yet sent: their links are dead, or the person is erased or disabled (req 23, 100). One that is being handed
 * over at this moment still arrives, but is not tried again: what its courier leaves behind when it is killed, or told “later”, is dropped.
 */
export async function withdrawLetters(trx: Trx, { people, kinds, now }: Withdrawal): Promise<void> {
  // One statement: a courier that puts the letter back at this moment is waited for, and then it is taken from the outbox.
  const ofQueued = <T>(then: T, column: 'finished_at' | 'text' | 'html' | 'state') =>
    sql<never>`case when state = 'queued' then ${then} else ${sql.ref(column)} end`
  await trx
    .updateTable('letters')
    .set({
      state: ofQueued('dropped', 'state'),
      finished_at: ofQueued(now, 'finished_at'),
      text: ofQueued(null, 'text'),
      html: ofQueued(null, 'html'),
      useless_after: now,
      last_error: WITHDRAWN,
    })
    // As arrays: an import takes back the letters of thousands, and a statement has room for 65,535 values.
    .where(sql<boolean>`person_id = any(${people})`)
    .where('state', 'in', ['queued', 'sending'])
    .$if(kinds !== undefined, (query) => query.where(sql<boolean>`kind = any(${kinds})`))
    .execute()
}
