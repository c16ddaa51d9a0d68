import type { Trx } from '../database/index.ts'
import type { Case } from './case.ts'

/**
 * What the desk writes to the proved mailbox of a case, in the caller's transaction. Lent to the desk by `server.ts`:
 * the letters are of the chapter whose pages they lead to. Who is connected gets the link to a password instead.
 */
export interface CaseLetters {
  /** With a link to a page that takes the answer. Gives what `askBack` wants to know of that link. */
  askedBack(trx: Trx, letter: { case: Case; question: string; now: Date }): Promise<{ secretHash: Buffer }>
  /** With the reason, and whom to ask. `faculty` is the code of the registry, where the field of study is known. */
  declined(trx: Trx, letter: { case: Case; reason: string; faculty?: string | undefined; now: Date }): Promise<void>
}
