import { sealMailbox } from '../challenges/index.ts'
import type { Trx } from '../database/index.ts'
import { letterWords, postLetter } from '../mail/index.ts'
import type { Person } from '../people/index.ts'
import { writeLetter } from './mails/letters.tsx'
import type { ResetParts } from './parts.ts'

/** Tells a mailbox of the person why no link comes, in the caller's transaction. Lent to the help for accounts that are not recognized. */
export type TellMailbox = (
  trx: Trx,
  told: {
    person: Person
    about: 'disabled' | 'assigned-elsewhere'
    /** Canonical; one of the person's addresses. */
    mailbox: string
    browser: string
    now: Date
  },
) => Promise<void>

export function createTellMailbox(parts: Pick<ResetParts, 'institution' | 'keys' | 'origin'>): TellMailbox {
  return async (trx, { person, about, mailbox, browser, now }) => {
    const seal = sealMailbox(parts.keys, { person: person.id, address: mailbox }, now)
    const letter =
      about === 'disabled'
        ? { kind: about }
        : {
            kind: about,
            assigned: person.assignedAddress ?? '',
            url: `${parts.origin}/reset-password/assigned/${seal}`,
          }
    await postLetter(trx, {
      kind: about,
      person: person.id,
      recipient: mailbox,
      language: person.language,
      content: writeLetter(letterWords(parts.institution, person.language), letter, { now, browser }),
      now,
    })
  }
}
