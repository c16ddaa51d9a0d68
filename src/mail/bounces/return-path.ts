import { canonicalAddress } from '../../people/index.ts'
import { BadMailSettings } from '../bad-mail-settings.ts'

/** The envelope sender of a letter (RFC 5321 §4.4): where servers send back what they cannot deliver. */
export type ReturnPath = (token: string | undefined) => string

const PLACE = '{letter}'
const TOKEN_LENGTH = 26

/** Reads MAIL_BOUNCES. Throws `BadMailSettings` when no address comes of it. */
export function returnPath(pattern: string | undefined, sender: string): ReturnPath {
  if (pattern === undefined) return () => sender
  const filled = canonicalAddress(pattern.replace(PLACE, 'x'.repeat(TOKEN_LENGTH)))
  if (filled === undefined) {
    throw new BadMailSettings(
      'MAIL_BOUNCES must be an address such as bounces+{letter}@example.edu, with at most 38 characters beside {letter} before the @.',
    )
  }
  // Letters of an older version have no token: theirs come back to the sender.
  return (token) => (token === undefined ? sender : pattern.replace(PLACE, token))
}
