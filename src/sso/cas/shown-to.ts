import type { PersonId } from '../../database/index.ts'
import { type Keyring, sameDigest } from '../../world/index.ts'

/**
 * Stands in a page that names a person and asks something. Somebody else may sign in to the same browser before it is pressed: what one was
 * asked, another has not answered. The person counts and not the session, which a new password on the way changes.
 */
export function shownTo(keys: Keyring, person: PersonId): string {
  return keys.mac('page-shown-to', person).toString('base64url')
}

export function wasShownTo(keys: Keyring, person: PersonId, mark: string): boolean {
  return sameDigest(Buffer.from(mark), Buffer.from(shownTo(keys, person)))
}
