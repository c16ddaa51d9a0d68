/** How handing a letter over ended. `because` is for staff: codes alone, since servers echo what they were sent. */
export type Outcome =
  | { kind: 'accepted' }
  | { kind: 'refused'; because: string }
  | { kind: 'not-now'; because: string; ofServer: boolean }

export type Failure = Extract<Outcome, { kind: 'not-now' }>

/** What becomes of a letter that could not be handed over. */
export type Next = { kind: 'retry'; at: Date } | { kind: 'given-up' } | { kind: 'dropped' }

interface Waiting {
  /** Attempts made, this one included. */
  attempts: number
  createdAt: Date
  uselessAfter: Date | undefined
}

const FIRST_PAUSE = 15_000
/** A server that cannot be reached is asked again soon; one that says “later” (greylisting) is left alone for longer. */
const LONGEST_PAUSE = { ofServer: 60_000, ofLetter: 3_600_000 }

/** `dice` between 0 and 1 spreads the letters of one moment over a fifth either way. */
export function afterFailure(
  letter: Waiting,
  failure: Failure,
  { now, dice, giveUpAfter }: { now: Date; dice: number; giveUpAfter: number },
): Next {
  if (now.getTime() - letter.createdAt.getTime() >= giveUpAfter) return { kind: 'given-up' }

  const longest = failure.ofServer ? LONGEST_PAUSE.ofServer : LONGEST_PAUSE.ofLetter
  const doubled = Math.min(FIRST_PAUSE * 2 ** (letter.attempts - 1), longest) * (0.8 + 0.4 * dice)
  const life = letter.uselessAfter ? letter.uselessAfter.getTime() - now.getTime() : Number.POSITIVE_INFINITY
  // A link is worth less with every minute: never sleep through more than a quarter of what is left of it.
  const pause = Math.min(doubled, Math.max(life / 4, FIRST_PAUSE))
  return pause >= life ? { kind: 'dropped' } : { kind: 'retry', at: new Date(now.getTime() + pause) }
}

interface SmtpError {
  code?: unknown
  command?: unknown
  responseCode?: unknown
  response?: unknown
  permanent?: unknown
}

/** Tells a letter nobody will ever take from a server that has a bad day (RFC 5321 §4.2.1). */
export function outcomeOf(error: unknown): Exclude<Outcome, { kind: 'accepted' }> {
  const { code, command, responseCode, response, permanent } = (error ?? {}) as SmtpError
  const status = typeof response === 'string' ? /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(response)?.[1] : undefined
  const because = [code, command, responseCode, status].filter(isPlainCode).join(' ') || 'unknown error'

  const aboutRecipient = command === 'RCPT TO'
  const aboutLetter = command === 'DATA' && code === 'EMESSAGE'
  // 5.7.x to a recipient is the relay's policy about us (no relaying, sign in first), not about the mailbox (RFC 3463 §3.8).
  const aboutUs = aboutRecipient && status?.startsWith('5.7.') === true
  if (permanent === true && (aboutRecipient || aboutLetter) && !aboutUs) return { kind: 'refused', because }
  return { kind: 'not-now', because, ofServer: !(aboutRecipient || aboutLetter) || aboutUs }
}

function isPlainCode(part: unknown): part is string | number {
  return typeof part === 'number' || (typeof part === 'string' && /^[A-Z0-9_. ]{1,60}$/.test(part))
}
