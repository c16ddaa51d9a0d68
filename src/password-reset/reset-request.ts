import type { LinkPurpose } from '../challenges/index.ts'
import { type AccountAnswer, type AccountState, accountAnswers, type Person } from '../people/index.ts'

/** What goes to a mailbox after a request. Only `link` lets anybody do anything; the others tell the truth and the way on. */
export type LetterWanted =
  | { kind: 'link'; purpose: LinkPurpose }
  | { kind: 'not-connected' }
  | { kind: 'disabled' }
  | { kind: 'assigned-elsewhere' }
  /** The assigned address has just been moved: no link before then (req 91). */
  | { kind: 'held'; until: Date }

/** The answer to a request for a link: what the page may say, and what the mailbox is told (decision 003). */
export interface RequestAnswer {
  readonly recognized: boolean
  readonly letter: LetterWanted | undefined
}

/**
 * The one table of account states, as a request for a link reads it. A first password and a forgotten one are the same
 * journey; an unknown or closed account gets nothing by mail, so that the form is no way to write to strangers.
 */
export function answerRequest(state: AccountState, held?: Date): RequestAnswer {
  const { page, mailbox } = accountAnswers[state]
  const letter = letterFor(mailbox)
  return {
    recognized: page === 'recognized',
    // The page stays as it is: whoever moved an address to get in learns nothing from it.
    letter: held && letter?.kind === 'link' ? { kind: 'held', until: held } : letter,
  }
}

/** Until when no link is mailed to this person, if it is so now. */
export function heldUntil(person: Pick<Person, 'resetHeldUntil'> | undefined, now: Date): Date | undefined {
  const until = person?.resetHeldUntil
  return until && now < until ? until : undefined
}

function letterFor(mailbox: AccountAnswer['mailbox']): LetterWanted | undefined {
  switch (mailbox) {
    case 'first-link':
      return { kind: 'link', purpose: 'first-password' }
    case 'link':
      return { kind: 'link', purpose: 'forgotten-password' }
    case 'not-connected':
    case 'disabled':
    case 'assigned-elsewhere':
      return { kind: mailbox }
    case 'nothing':
      return undefined
  }
}

/** What was typed, before anybody is looked up: depends on the text alone, so it tells nothing. */
export function readTyped(typed: string): 'missing' | 'incomplete' | 'address' {
  const text = typed.trim()
  if (text === '') return 'missing'
  return text.includes('@') ? 'address' : 'incomplete'
}
