import type { Rest } from '../../mail/index.ts'
import { accountState, type DeskBecause, deskAnswer, type Person } from '../../people/index.ts'

import { carriesLink, type DeskLetter, isLost } from '../letters/letter.ts'

/** What decides which acts of the desk help. */
export interface ActFacts {
  readonly person: Person
  readonly question: Question
  /** The mailed link that can be used now. */
  readonly openLink: { readonly address: string; readonly until: Date } | undefined
  /** The one-time code that can be used now. */
  readonly openCode: { readonly until: Date } | undefined
  readonly sessions: readonly unknown[]
  /** A service may go on with what it was granted in a session, be that over or not. */
  readonly isGrantedForLater: boolean
  /** A second factor is set up. */
  readonly hasFactor: boolean
  /** Who brought the present address to the account, while it is held. */
  readonly movers: readonly string[]
  /** The assigned address has sent letters back: none goes there for a while. */
  readonly rest: Rest | undefined
  readonly now: Date
}

/** What decides whether a person can sign in, and what stands in the way. */
export interface SignInFacts extends ActFacts {
  readonly passwordSetAt: Date | undefined
  /** There is no password any more; undefined also where there has never been one. */
  readonly passwordTakenAt?: Date | undefined
  /** Known to others: the next sign-in leads to the change of the password (req 9). */
  readonly mustChange: boolean
  /** Wrong passwords in a row, from strange browsers and from known ones. */
  readonly lanes: readonly Lane[]
  readonly letters: readonly DeskLetter[]
  readonly attempts: readonly Attempt[]
}

/** The security question as it would be asked now; never its answer. */
export interface Question {
  /** `strict` asks none. */
  readonly asked: boolean
  /** An answer is stored, under the key in use. */
  readonly answerable: boolean
  readonly answersLeft: number
}

export interface Lane {
  readonly knownBrowser: boolean
  readonly failures: number
  /** Until when not even the right password opens it; `new-password` when waiting does not help. */
  readonly waits: Date | 'new-password' | undefined
}

/** Somebody tried to sign in. */
export interface Attempt {
  readonly at: Date
  /** How often in a row; more than one only for what failed. */
  readonly times: number
  readonly succeeded: boolean
  /** As the sign-in records it. */
  readonly because: string | undefined
  readonly source: string | undefined
  readonly service: { readonly pl: string; readonly en: string } | undefined
}

/** Refusals of one kind from one place become one line with their number and the newest hour: a guesser fills no page. */
export function inARow(attempts: readonly Attempt[]): Attempt[] {
  const lines: Attempt[] = []
  for (const attempt of attempts) {
    const before = lines.at(-1)
    const same = before?.because === attempt.because && before?.source === attempt.source
    if (before && same && !before.succeeded && !attempt.succeeded)
      lines[lines.length - 1] = { ...before, times: before.times + attempt.times }
    else lines.push(attempt)
  }
  return lines
}

/** Why no answer helps any more, if none does. */
export function questionClosed({ question }: Pick<ActFacts, 'question'>): 'no-proof' | 'budget-spent' | undefined {
  if (!question.asked) return undefined
  if (!question.answerable) return 'no-proof'
  return question.answersLeft <= 0 ? 'budget-spent' : undefined
}

export interface Lead {
  readonly because:
    | Exclude<DeskBecause, 'nobody-has-the-address' | 'another-address-assigned'>
    | 'sign-in-waits'
    | 'only-a-new-password'
    | 'must-change'
    | 'password-taken-away'
    | 'typed-another-address'
    | 'typed-wrong-password'
  /** When it came about, where that is known. */
  readonly since?: Date | undefined
  /** Until when it lasts, where it ends by itself. */
  readonly until?: Date | undefined
  /** What has become of the way to a new password, or that one thing alone is missing. */
  readonly also?:
    | 'all-else-in-order'
    | 'held'
    | 'question-closed'
    | 'no-proof'
    | 'mailbox-rests'
    | 'letter-failed'
    | 'letter-delayed'
    | 'link-open'
    | undefined
  readonly alsoUntil?: Date | undefined
}

/** In one sentence why this person cannot sign in, and in a second one how far a new password is. */
export function leadOf(facts: SignInFacts): Lead {
  const { because } = deskAnswer(facts.person)
  switch (because) {
    case 'nobody-has-the-address':
    case 'another-address-assigned':
      throw new Error('A person is judged by the assigned address.')
    case 'left-the-university':
    case 'disabled':
    case 'no-address':
      return { because }
    case 'not-connected':
      return isOnlyObstacle('connected', facts) ? { because, also: 'all-else-in-order' } : { because }
    case 'no-password-yet':
      return { ...missingPassword(facts), ...wayToPassword(facts) }
    case 'nothing-in-the-way':
      return { ...lastObstacle(facts) }
  }
}

function missingPassword({ passwordTakenAt: since }: SignInFacts): Lead {
  return since ? { because: 'password-taken-away', since } : { because: 'no-password-yet' }
}

function isOnlyObstacle(what: Check['what'], facts: SignInFacts) {
  return checklist(facts).every((check) => check.is !== 'broken' || check.what === what)
}

function lastObstacle(facts: SignInFacts): Lead {
  const waits = facts.lanes.map((lane) => lane.waits)
  if (waits.includes('new-password')) return { because: 'only-a-new-password', ...wayToPassword(facts) }
  const until = waits.filter((end) => end instanceof Date).toSorted((one, other) => other.getTime() - one.getTime())[0]
  if (until) return { because: 'sign-in-waits', until, ...wayToPassword(facts) }
  if (facts.mustChange) return { because: 'must-change' }
  const [last] = facts.attempts
  if (last && !last.succeeded) {
    if (last.because === 'assigned-elsewhere') return { because: 'typed-another-address' }
    if (last.because === 'wrong-password') return { because: 'typed-wrong-password', ...wayToPassword(facts) }
  }
  return { because: 'nothing-in-the-way', ...wayToPassword(facts) }
}

function wayToPassword(facts: SignInFacts): Pick<Lead, 'also' | 'alsoUntil'> {
  const { person, openLink, now } = facts
  if (person.resetHeldUntil && person.resetHeldUntil > now) return { also: 'held', alsoUntil: person.resetHeldUntil }
  const closed = questionClosed(facts)
  if (closed) return { also: closed === 'no-proof' ? 'no-proof' : 'question-closed' }
  if (facts.rest) return { also: 'mailbox-rests', alsoUntil: facts.rest.until }
  const letter = openLink && facts.letters.find(carriesLink)
  if (letter && isLost(letter)) return { also: 'letter-failed' }
  if (letter?.state === 'queued' && letter.attempts > 0)
    return { also: 'letter-delayed', alsoUntil: letter.nextAttemptAt }
  return openLink ? { also: 'link-open', alsoUntil: openLink.until } : {}
}

/** `met` in order, `broken` blocks, `open` comes after what blocks, `later` is worth knowing. */
export type CheckState = 'met' | 'broken' | 'open' | 'later'

export type Check = { readonly is: CheckState } & (
  | { readonly what: 'registry'; readonly because: 'active' | 'not-active' | 'closed' }
  | { readonly what: 'missing'; readonly since: Date }
  | { readonly what: 'valid-until'; readonly until: Date }
  | { readonly what: 'disabled'; readonly at: Date }
  | { readonly what: 'address'; readonly address: string | undefined }
  | { readonly what: 'held'; readonly until: Date }
  | { readonly what: 'mailbox-rests'; readonly rest: Rest }
  | { readonly what: 'connected'; readonly byDeskAt: Date | undefined }
  | { readonly what: 'password'; readonly setAt: Date | undefined; readonly mustChange: boolean }
  | { readonly what: 'password-taken'; readonly at: Date }
  | { readonly what: 'question'; readonly closed: 'no-proof' | 'budget-spent' | undefined }
  | { readonly what: 'lane'; readonly lane: Lane }
  | { readonly what: 'link'; readonly until: Date; readonly address: string }
  | { readonly what: 'code'; readonly until: Date }
)

/** Everything a sign-in needs, in the order in which it is needed. */
export function checklist(facts: SignInFacts): Check[] {
  const { person, now } = facts
  const state = accountState({ person, typedIsAssigned: true })
  const checks: (Check | undefined)[] = [
    registry(person),
    person.missingSince && { what: 'missing', is: 'later', since: person.missingSince },
    person.validUntil && !person.closedAt ? { what: 'valid-until', is: 'later', until: person.validUntil } : undefined,
    person.disabledAt && { what: 'disabled', is: 'broken', at: person.disabledAt },
    { what: 'address', is: person.assignedAddress === undefined ? 'broken' : 'met', address: person.assignedAddress },
    person.resetHeldUntil && person.resetHeldUntil > now
      ? { what: 'held', is: 'later', until: person.resetHeldUntil }
      : undefined,
    // Whoever has a password needs no letter to sign in.
    facts.rest && { what: 'mailbox-rests', is: person.hasPassword ? 'later' : 'broken', rest: facts.rest },
    { what: 'connected', is: person.connected ? 'met' : 'broken', byDeskAt: person.connectedByDeskAt },
    password(facts, state === 'eligible'),
    facts.question.asked ? question(facts) : undefined,
    ...facts.lanes.map(laneCheck),
    facts.openLink && { what: 'link', is: 'later', ...facts.openLink },
    facts.openCode && { what: 'code', is: 'later', ...facts.openCode },
  ]
  return checks.filter((check) => check !== undefined)
}

function registry(person: Person): Check {
  if (person.closedAt) return { what: 'registry', is: 'broken', because: 'closed' }
  const active = person.studentStatus === 2 || person.phdStudentStatus === 2 || person.staffStatus > 0
  return { what: 'registry', is: active ? 'met' : 'later', because: active ? 'active' : 'not-active' }
}

function password({ person, passwordSetAt, passwordTakenAt, mustChange }: SignInFacts, isNext: boolean): Check {
  const missing = isNext ? 'broken' : 'open'
  if (passwordTakenAt) return { what: 'password-taken', is: missing, at: passwordTakenAt }
  const is = person.hasPassword ? (mustChange ? 'later' : 'met') : missing
  return { what: 'password', is, setAt: passwordSetAt, mustChange }
}

/** A closed question blocks only whoever still needs a password; for everybody else it is worth knowing. */
function question(facts: SignInFacts): Check {
  const closed = questionClosed(facts)
  const blocks = facts.person.hasPassword ? 'later' : 'broken'
  return { what: 'question', is: closed ? blocks : 'met', closed }
}

function laneCheck(lane: Lane): Check {
  return { what: 'lane', is: lane.waits ? 'broken' : 'later', lane }
}
