import { type AccountFacts, type AccountState, accountState } from './account-state.ts'

/** What an address of one account state may do, and who is told what. */
export interface AccountAnswer {
  readonly maySignIn: boolean
  readonly maySetPassword: boolean
  /** What a sign-in that fails shows; a disabled account and one without a password look like a wrong password (req 2). */
  readonly signInPage: 'not-recognized' | 'refused'
  /** What the page says to a request for a link. */
  readonly page: 'recognized' | 'not-recognized'
  /** What the mailbox of the typed address is told after such a request; the links go to the assigned one (req 24). */
  readonly mailbox: 'first-link' | 'link' | 'not-connected' | 'disabled' | 'assigned-elsewhere' | 'nothing'
  /** What a help request whose mailbox is proved comes to. */
  readonly helpRequest: 'case' | 'first-link' | 'link' | 'assigned-elsewhere' | 'disabled'
  readonly desk: DeskAnswer
}

/** What the desk is told of somebody who cannot sign in. */
export interface DeskAnswer {
  readonly because: DeskBecause
  /** The acts of the desk that help, the first one first. An act that would change nothing just now is left out by the desk. */
  readonly helps: readonly DeskHelp[]
}

export type DeskBecause =
  | 'nobody-has-the-address'
  | 'not-connected'
  | 'no-address'
  | 'no-password-yet'
  | 'nothing-in-the-way'
  | 'another-address-assigned'
  | 'disabled'
  | 'left-the-university'

/** Names of acts of the desk; the core does not know the desk, a test compares them. */
export type DeskHelp =
  | 'connect'
  | 'send-link'
  | 'issue-code'
  | 'reopen-question'
  | 'assign-address'
  | 'confirm-address'
  | 'enable'

/** Sections 2 and 3 of the manual as one table: every chapter asks here. Shown in `README.md`. */
export const accountAnswers = {
  unknown: {
    maySignIn: false,
    maySetPassword: false,
    signInPage: 'not-recognized',
    page: 'not-recognized',
    // The form is no way to write to strangers.
    mailbox: 'nothing',
    helpRequest: 'case',
    desk: { because: 'nobody-has-the-address', helps: [] },
  },
  'not-connected': {
    maySignIn: false,
    maySetPassword: false,
    signInPage: 'not-recognized',
    page: 'not-recognized',
    mailbox: 'not-connected',
    helpRequest: 'case',
    desk: { because: 'not-connected', helps: ['connect'] },
  },
  eligible: {
    maySignIn: false,
    maySetPassword: true,
    signInPage: 'refused',
    page: 'recognized',
    mailbox: 'first-link',
    helpRequest: 'first-link',
    desk: {
      because: 'no-password-yet',
      helps: ['send-link', 'reopen-question', 'issue-code', 'confirm-address', 'assign-address'],
    },
  },
  active: {
    maySignIn: true,
    maySetPassword: true,
    signInPage: 'refused',
    page: 'recognized',
    mailbox: 'link',
    helpRequest: 'link',
    desk: {
      because: 'nothing-in-the-way',
      helps: ['send-link', 'reopen-question', 'issue-code', 'confirm-address', 'assign-address'],
    },
  },
  'assigned-elsewhere': {
    maySignIn: false,
    maySetPassword: false,
    signInPage: 'not-recognized',
    page: 'not-recognized',
    mailbox: 'assigned-elsewhere',
    helpRequest: 'assigned-elsewhere',
    desk: { because: 'another-address-assigned', helps: ['send-link', 'assign-address', 'confirm-address'] },
  },
  disabled: {
    maySignIn: false,
    maySetPassword: false,
    signInPage: 'refused',
    page: 'not-recognized',
    mailbox: 'disabled',
    helpRequest: 'disabled',
    desk: { because: 'disabled', helps: ['enable'] },
  },
  closed: {
    maySignIn: false,
    maySetPassword: false,
    signInPage: 'not-recognized',
    page: 'not-recognized',
    mailbox: 'nothing',
    // Somebody who is back before the registry knows it is not turned away unheard.
    helpRequest: 'case',
    // Only the registry opens a closed account again: the dean's office, or human resources.
    desk: { because: 'left-the-university', helps: [] },
  },
} as const satisfies Record<AccountState, AccountAnswer>

/** Whether a session of this person opens anything, whichever address it began under. Asked again at every use (attack A26). */
export function maySignIn(person: AccountFacts): boolean {
  return accountAnswers[accountState({ person, typedIsAssigned: true })].maySignIn
}

/** Whether a link, or a code from the desk, may set this person's password now (req 23). */
export function maySetPassword(person: AccountFacts): boolean {
  return accountAnswers[accountState({ person, typedIsAssigned: true })].maySetPassword
}

/** What the desk is told on a person's page, whatever address somebody typed. */
export function deskAnswer(person: AccountFacts): DeskAnswer {
  const state = accountState({ person, typedIsAssigned: true })
  if (state !== 'not-connected' || person.assignedAddress !== undefined) return accountAnswers[state].desk
  return { because: 'no-address', helps: person.connected ? ['assign-address'] : ['connect', 'assign-address'] }
}
