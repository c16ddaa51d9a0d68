import type { DeskLetter } from './letter.ts'

/** Why a letter is late, came back or was not taken: a kind of reason that has a sentence. */
export type Why =
  | 'no-mailbox'
  | 'mailbox-shut'
  | 'mailbox-full'
  | 'no-domain'
  | 'not-wanted'
  | 'busy'
  | 'unreachable'
  | 'no-encryption'
  | 'sign-in-refused'
  | 'sender-refused'
  | 'too-slow'
  | 'no-mail-server'
  | 'interrupted'
  | 'not-an-address'
  | 'invented-person'
  | 'other'

/** The first that fits. Status codes of RFC 3463, codes of SMTP, and those of the courier. */
const signs: readonly (readonly [Why, RegExp])[] = [
  ['no-mailbox', /\b5\.1\.([1346]|10)\b/],
  ['no-domain', /\b5\.(1\.2|4\.4)\b|EDNS|ENOTFOUND/],
  ['mailbox-shut', /\b5\.2\.1\b/],
  ['mailbox-full', /\b[45]\.2\.2\b|RCPT TO (452|552)\b/],
  ['sign-in-refused', /EAUTH/],
  ['sender-refused', /MAIL FROM|\b5\.1\.[78]\b/],
  ['not-wanted', /\b[45]\.7\.\d/],
  ['no-encryption', /ETLS/],
  ['too-slow', /EABORT/],
  ['no-mail-server', /NO_SMTP_URL/],
  ['unreachable', /ESOCKET|ETIMEDOUT|ECONN|EHOSTUNREACH/],
  ['interrupted', /interrupted/],
  ['not-an-address', /not an address/],
  ['invented-person', /demo person/],
  ['busy', /\b4\d\d\b|\b4\.\d{1,3}\.\d/],
  ['no-mailbox', /RCPT TO 55[013]\b/],
]

export function whyOf(codes: string): Why {
  return signs.find(([, sign]) => sign.test(codes))?.[0] ?? 'other'
}

/** The codes that say how a letter stands; undefined where there is nothing to explain. */
export function codesOf({ state, bounceStatus, bounce, lastError }: DeskLetter): string | undefined {
  if (state === 'sent') return bounce === undefined ? undefined : (bounceStatus ?? '')
  return lastError === 'expired' || lastError === 'withdrawn' ? undefined : lastError
}
