import type { PersonId, SessionId } from '../../src/database/index.ts'

/** How a request ended for whoever sent it. `unknown`: no answer came, or one that does not say whether it was done. */
export type Heard = 'acknowledged' | 'unknown'

/** Events of the audit trail that somebody may have been told of, by person, event and outcome. */
export interface Tally {
  acknowledged: number
  unknown: number
  /** When it was heard of, each time. */
  readonly at: number[]
}

/** What was sent and never answered may still be done within this time: longer than the program lets any statement take. */
const STILL_UNDER_WAY = 60_000

/** What people remember of the answers they got: the one record that no fault of the program can touch. */
export class Ledger {
  readonly #passwords = new Map<PersonId, { known: string | undefined; possible: string[] }>()
  readonly #acts = new Map<string, Tally>()
  readonly #sessions = new Map<SessionId, 'open' | 'ended' | 'perhaps-ended'>()
  readonly #ownersOf = new Map<SessionId, PersonId>()
  /** Until when a password that was sent and never answered may still end the sessions of somebody. */
  readonly #mayEnd = new Map<PersonId, number>()
  readonly #tickets = new Map<string, number>()
  readonly #visits = new Map<string, number>()
  readonly #wrongAnswers = new Map<PersonId, number>()
  readonly #newcomers = new Map<string, { address: string; heard: Heard }>()
  readonly #cases = new Set<string>()

  /** A password was sent to be set, and this was heard. A page that refused it is no news. */
  setPassword(person: PersonId, password: string, heard: Heard) {
    const entry = this.#passwords.get(person) ?? { known: undefined, possible: [] }
    if (heard === 'unknown') entry.possible.push(password)
    else Object.assign(entry, { known: password, possible: [] })
    this.#passwords.set(person, entry)
  }

  passwordsOf(person: PersonId): { known: string | undefined; possible: readonly string[] } {
    return this.#passwords.get(person) ?? { known: undefined, possible: [] }
  }

  get peopleWithPasswords(): readonly PersonId[] {
    return [...this.#passwords].filter(([, { known }]) => known !== undefined).map(([person]) => person)
  }

  /** Something was done that leaves an event. */
  act(person: PersonId | undefined, event: string, outcome: 'success' | 'failure', heard: Heard) {
    const key = [person ?? '-', event, outcome].join(' ')
    const tally = this.#acts.get(key) ?? { acknowledged: 0, unknown: 0, at: [] }
    tally[heard] += 1
    if (heard === 'acknowledged') tally.at.push(Date.now())
    this.#acts.set(key, tally)
  }

  get acts(): readonly { person: string; event: string; outcome: string; tally: Tally }[] {
    return [...this.#acts].map(([key, tally]) => {
      const [person = '', event = '', outcome = ''] = key.split(' ')
      return { person, event, outcome, tally }
    })
  }

  openedSession(session: SessionId, person: PersonId) {
    this.#sessions.set(session, Date.now() < (this.#mayEnd.get(person) ?? 0) ? 'perhaps-ended' : 'open')
    this.#ownersOf.set(session, person)
  }

  endedSession(session: SessionId, heard: Heard) {
    if (this.#sessions.get(session) !== 'ended')
      this.#sessions.set(session, heard === 'acknowledged' ? 'ended' : 'perhaps-ended')
  }

  /** A new password ends them all, but for the one that set it. */
  endedSessionsOf(person: PersonId, heard: Heard, except?: SessionId) {
    if (heard === 'unknown') this.#mayEnd.set(person, Date.now() + STILL_UNDER_WAY)
    for (const [session, owner] of this.#ownersOf)
      if (owner === person && session !== except) this.endedSession(session, heard)
  }

  get sessions(): ReadonlyMap<SessionId, 'open' | 'ended' | 'perhaps-ended'> {
    return this.#sessions
  }

  /** A service was told who holds this ticket, or got tokens for this code. */
  spentTicket(ticket: string) {
    this.#tickets.set(ticket, (this.#tickets.get(ticket) ?? 0) + 1)
  }

  get tickets(): ReadonlyMap<string, number> {
    return this.#tickets
  }

  /** A service was let in by a session, and when; it will know it by the ticket, or by the `sid` of OpenID Connect. */
  visited(ticket: string) {
    if (!this.#visits.has(ticket)) this.#visits.set(ticket, Date.now())
  }

  get visits(): ReadonlyMap<string, number> {
    return this.#visits
  }

  wrongAnswer(person: PersonId) {
    this.#wrongAnswers.set(person, (this.#wrongAnswers.get(person) ?? 0) + 1)
  }

  get wrongAnswers(): ReadonlyMap<PersonId, number> {
    return this.#wrongAnswers
  }

  /** An identity system or a feed sent somebody new, by external id. */
  newcomer(externalId: string, address: string, heard: Heard) {
    this.#newcomers.set(externalId, { address, heard })
  }

  get newcomers(): ReadonlyMap<string, { address: string; heard: Heard }> {
    return this.#newcomers
  }

  /** The page said that the request of this address is at the desk. */
  openedCase(address: string) {
    this.#cases.add(address)
  }

  get cases(): ReadonlySet<string> {
    return this.#cases
  }
}
