import type { LinkId, PersonId } from '../database/index.ts'

/** Why a link no longer opens anything although its time has not passed. */
export type ClosedBecause =
  | 'password-set'
  | 'superseded'
  | 'too-many-wrong-answers'
  | 'too-many-old-passwords'
  | 'account-changed'

/** Each is also the kind of the letter that brings the link. */
export const linkPurposes = ['first-password', 'forgotten-password'] as const
export type LinkPurpose = (typeof linkPurposes)[number]

/** A link that was mailed to a person, without its secret: only the digest of that is known (req 12). */
export interface MailedLink {
  readonly id: LinkId
  readonly secretHash: Buffer
  readonly person: PersonId
  readonly purpose: LinkPurpose
  /** The assigned address it was sent to. */
  readonly address: string
  readonly createdAt: Date
  readonly expiresAt: Date
  readonly wrongAnswers: number
  readonly typingErrors: number
  readonly closedBecause: ClosedBecause | undefined
}

export type LinkState =
  | { state: 'open'; millisecondsLeft: number }
  | { state: 'closed'; because: ClosedBecause }
  | { state: 'expired' }

/** Each end a link can come to, by what happened. The diagram of the chapter is compared with this table. */
export const linkEnds = {
  'password-set': 'closed',
  superseded: 'closed',
  'too-many-wrong-answers': 'closed',
  'too-many-old-passwords': 'closed',
  'account-changed': 'closed',
  'time-passed': 'expired',
} as const satisfies Record<ClosedBecause | 'time-passed', LinkState['state']>

/** What the account looks like at the moment the link is used. */
export interface AccountNow {
  /** The person may set a password: *eligible* or *active*. */
  readonly maySetPassword: boolean
  readonly assignedAddress: string | undefined
}

/**
 * The state of a link now. It is also dead when the account is no longer what it was when the link was mailed:
 * disabled, closed, or under another assigned address (req 23).
 */
export function linkState(link: MailedLink, account: AccountNow, now: Date): LinkState {
  if (link.closedBecause) return { state: 'closed', because: link.closedBecause }
  if (now >= link.expiresAt) return { state: 'expired' }
  if (!account.maySetPassword || account.assignedAddress !== link.address)
    return { state: 'closed', because: 'account-changed' }
  return { state: 'open', millisecondsLeft: link.expiresAt.getTime() - now.getTime() }
}

/** The two halves of a mailed URL's last part, `id.secret`; undefined when it is nothing we ever mailed. */
export function readLinkToken(text: string): { id: LinkId; secret: string } | undefined {
  const [, id, secret] = /^([A-Za-z0-9]{12})\.([A-Za-z0-9]{24})$/.exec(text) ?? []
  return id !== undefined && secret !== undefined ? { id: id as LinkId, secret } : undefined
}

export const LINK_ID_CHARACTERS = 12
/** 24 of 62 letters: 142 bits (req 12). */
export const LINK_SECRET_CHARACTERS = 24
