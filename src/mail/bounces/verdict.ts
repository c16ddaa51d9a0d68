import type { LetterBounce } from '../../database/index.ts'
import type { Bounce } from './bounce.ts'

/** What a bounce means for later letters to the same address. */
export type Verdict =
  | { bounce: 'delayed' }
  /** Nobody reads there any more. */
  | { bounce: 'hard' }
  /** `counts`: after some of them in a row the address rests. A policy against us says nothing of the mailbox. */
  | { bounce: 'soft'; counts: boolean }

/** No such mailbox, no such domain, a mailbox that was shut or moved (RFC 3463 §3.2, §3.3). */
const DEAD = /^5\.(1\.[12346]|1\.10|2\.1)$/
/** The server does not want us, or the message (RFC 3463 §3.7, §3.8). */
const ABOUT_US = /^[45]\.[67]\./

/**
 * Only a report of the standard form, about the very address we wrote to, with a status that says that nobody is there,
 * counts for good. A forwarded mailbox that is dead is reported under another address: the mailbox of the university lives.
 */
export function judgeBounce({ action, status, recipients, standard }: Bounce, recipient: string): Verdict {
  if (action === 'delayed') return { bounce: 'delayed' }
  const dead = status !== undefined && DEAD.test(status)
  if (standard && dead && recipients.includes(recipient)) return { bounce: 'hard' }
  return { bounce: 'soft', counts: status === undefined || !ABOUT_US.test(status) }
}

/** What our own mail server said of a recipient while we spoke with it. It is believed as it stands. */
export function judgeRefusal(because: string): Verdict {
  const status = /\b5\.\d{1,3}\.\d{1,3}\b/.exec(because)?.[0]
  if (status !== undefined && DEAD.test(status)) return { bounce: 'hard' }
  return { bounce: 'soft', counts: status === undefined || !ABOUT_US.test(status) }
}

const order: readonly (LetterBounce | undefined)[] = [undefined, 'delayed', 'soft', 'hard']

/** Whether a report says more than what is known: the same one twice changes nothing, and a late “delayed” takes nothing back. */
export function saysMore(bounce: LetterBounce, known: LetterBounce | undefined): boolean {
  return order.indexOf(bounce) > order.indexOf(known)
}
