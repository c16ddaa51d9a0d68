import { sealMailbox } from '../challenges/index.ts'
import type { Trx } from '../database/index.ts'
import { letterWords, postLetter } from '../mail/index.ts'
import type { Person } from '../people/index.ts'
import { type LetterToWrite, writeLetter } from './mails/letters.tsx'
import type { ResetParts } from './parts.ts'

/** Tells a mailbox of the person why no link comes, in the caller's transaction. Lent to the help for accounts that are not recognized. */
export type TellMailbox = (
  trx: Trx,
  told: {
    person: Person
    about: 'disabled' | 'assigned-elsewhere' | 'held'
    /** Canonical; one of the person's addresses. */
    mailbox: string
    browser: string
    now: Date
  },
) => Promise<void>

export function createTellMailbox(parts: Pick<ResetParts, 'institution' | 'keys' | 'origin'>): TellMailbox {
  return async (trx, { person, about, mailbox, browser, now }) => {
    const letter = letterAbout(parts, { person, about, mailbox, now })
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

function letterAbout(
  { keys, origin }: Pick<ResetParts, 'keys' | 'origin'>,
  { person, about, mailbox, now }: Omit<Parameters<TellMailbox>[1], 'browser'>,
): LetterToWrite {
  switch (about) {
    case 'disabled':
      return { kind: 'disabled' }
    case 'held':
      return { kind: 'held', until: person.resetHeldUntil ?? now }
    case 'assigned-elsewhere': {
      const seal = sealMailbox(keys, { person: person.id, address: mailbox }, now)
      const url = `${origin}/reset-password/assigned/${seal}`
      return { kind: 'assigned-elsewhere', assigned: person.assignedAddress ?? '', url }
    }
  }
}
