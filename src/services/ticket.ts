import type { PersonId, SessionId } from '../database/index.ts'
import type { AboutPerson } from './released-attributes.ts'

/** A service ticket or, where it came through somebody, a proxy ticket (CAS 3.0.3, sections 3.1 and 3.2). */
export interface ServiceTicket {
  readonly session: SessionId
  readonly person: PersonId
  /** The address it is for, byte for byte. */
  readonly service: string
  /** Made by typing the password, not by a session that was there already. */
  readonly fromNewLogin: boolean
  readonly signedInAt: Date
  readonly expiresAt: Date
  /** Of a proxy ticket: the callbacks it came through, the last one first. */
  readonly proxies: readonly string[]
}

/** A ticket that has just been spent, with all that an answer may need to know of its person. */
export interface SpentTicket extends ServiceTicket {
  /** The sign-in is remembered past the end of the browser (section 4.1). */
  readonly longTerm: boolean
  /** When the second factor was proved in the session, if it was. */
  readonly secondFactorAt: Date | undefined
  /** Whether the account opens anything at this moment (decision 055). */
  readonly maySignIn: boolean
  readonly about: Pick<AboutPerson, 'person' | 'studies'>
}

/** A proxy-granting ticket that stands: whose name a service may go on in, and which way it came (section 3.3). */
export interface ProxyGrant {
  readonly session: SessionId
  readonly person: PersonId
  readonly signedInAt: Date
  readonly lastUsedAt: Date
  readonly longTerm: boolean
  readonly secondFactorAt: Date | undefined
  readonly maySignIn: boolean
  /** The callback it was sent to, then those before it. */
  readonly proxies: readonly string[]
}

interface Dice {
  token(characters: number): string
}

/** 29 characters of A-Z a-z 0-9 and `-`, 154 random bits: every client takes 32 (req 71). */
export const newServiceTicket = (random: Dice) => `ST-${random.token(26)}`
export const newProxyTicket = (random: Dice) => `PT-${random.token(26)}`
/** Lives as long as a session, so it carries more: 44 characters of the 64 that clients take. */
export const newProxyGrantingTicket = (random: Dice) => `PGT-${random.token(40)}`
/** Drawn by itself: nothing leads from it to its ticket (section 3.4.1). */
export const newProxyGrantingTicketIou = (random: Dice) => `PGTIOU-${random.token(40)}`
