import { type AccountState, accountAnswers, accountState } from '../../src/people/index.ts'

/** One of the two addresses of the person who walks, or one that nobody has. */
export type Which = 'first' | 'second' | 'stranger'

export interface ModelLink {
  readonly to: 'first' | 'second'
  /** Minutes since the walk began. */
  readonly expiresAt: number
  closed?: 'password-set' | 'superseded' | 'too-many-wrong-answers' | 'account-changed'
  wrongAnswers: number
}

/** What a browser remembers of being signed in, in minutes. */
interface ModelSession {
  readonly since: number
  lastUsed: number
}

/**
 * All there is to know of one person, their links and their browsers. Small on purpose: who may do what comes from the
 * table of account answers, and only what a link, a budget and a session are is said here a second time.
 */
export class Model {
  minute = 0
  connected: boolean
  connectedByDesk = false
  disabled = false
  closed = false
  assigned: 'first' | 'second' = 'first'
  /** The number of the password in force, and of those used before it. */
  password: number | undefined
  readonly usedPasswords = new Set<number>()
  readonly links: ModelLink[] = []
  wrongAnswers = 0
  failedSignIns = 0
  /** From when on the next letter of a kind may be mailed. */
  readonly nextLetter = { links: 0, advice: 0 }
  readonly sessions: (ModelSession | undefined)[] = [undefined, undefined]
  /** Whether a letter with the button "send the link to that address" has come. */
  hasButton = false

  constructor(connected: boolean) {
    this.connected = connected
  }

  state(which: Which): AccountState {
    if (which === 'stranger') return 'unknown'
    const then = new Date(0)
    const person = {
      connected: this.connected,
      disabledAt: this.disabled ? then : undefined,
      closedAt: this.closed ? then : undefined,
      assignedAddress: this.assigned,
      hasPassword: this.password !== undefined,
    }
    return accountState({ person, typedIsAssigned: which === this.assigned })
  }

  answer(which: Which) {
    return accountAnswers[this.state(which)]
  }

  /** What the page behind a link says. */
  linkPage(link: ModelLink): keyof typeof linkPages {
    if (link.closed) return link.closed
    if (this.minute >= link.expiresAt) return 'expired'
    if (!this.answer(this.assigned).maySetPassword || link.to !== this.assigned) return 'account-changed'
    return this.wrongAnswers >= ANSWERS_PER_30_DAYS ? 'question-closed' : 'open'
  }

  /** Links die with what they were mailed for. */
  closeLinks(because: NonNullable<ModelLink['closed']>) {
    for (const link of this.links) link.closed ??= because
  }

  openLink(purpose: 'first-link' | 'link') {
    this.closeLinks('superseded')
    const lifetime = purpose === 'first-link' ? 24 * 60 : 60
    this.links.push({ to: this.assigned, expiresAt: this.minute + lifetime, wrongAnswers: 0 })
  }

  answerWrongly(link: ModelLink) {
    link.wrongAnswers += 1
    this.wrongAnswers += 1
    if (link.wrongAnswers >= ANSWERS_PER_LINK) this.closeLinks('too-many-wrong-answers')
  }

  setPassword(link: ModelLink, number: number) {
    link.closed = 'password-set'
    this.password = number
    this.usedPasswords.add(number)
    this.failedSignIns = 0
    this.endSessions()
  }

  /** Whether the browser is let in, were it to come now. */
  isSignedIn(browser: number) {
    const session = this.sessions[browser]
    if (!session || !this.answer(this.assigned).maySignIn) return false
    return this.minute - session.lastUsed < SESSION_IDLE && this.minute - session.since < SESSION_LIFETIME
  }

  endSessions() {
    this.sessions.fill(undefined)
  }
}

const ANSWERS_PER_LINK = 3
const ANSWERS_PER_30_DAYS = 5
const SESSION_IDLE = 60
const SESSION_LIFETIME = 12 * 60

/** What a link comes to, and the heading of its page. */
export const linkPages = {
  open: 'You are setting a new password',
  'question-closed': 'From here on only the USOS help desk can help you',
  'password-set': 'This link has already been used',
  superseded: 'A newer link has replaced this one',
  'too-many-wrong-answers': 'Too many wrong answers',
  'account-changed': 'This link does not work any more',
  expired: 'This link has expired',
} as const
