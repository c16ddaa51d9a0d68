import { asPersonId, type PersonId } from '../database/index.ts'
import { type Keyring, sameDigest } from '../world/index.ts'

const LIFETIME = 7 * 86_400_000

/**
 * What the letter to another address of a person carries to "send the link to the assigned address". It opens nothing
 * and names no address; it can only ask for a letter that goes to the assigned mailbox, as anybody may who knows it.
 */
export function sealPerson(keys: Keyring, person: PersonId, now: Date): string {
  const until = (now.getTime() + LIFETIME).toString(36)
  return `${person}.${until}.${mark(keys, person, until)}`
}

/** The person, when the seal is ours and young enough. */
export function readSeal(keys: Keyring, seal: string, now: Date): PersonId | undefined {
  const [, person, until, given] = /^([\w-]{1,48})\.([0-9a-z]{1,10})\.([\w-]{22})$/.exec(seal) ?? []
  if (person === undefined || until === undefined || given === undefined) return undefined
  if (!sameDigest(Buffer.from(mark(keys, person, until)), Buffer.from(given))) return undefined
  return now.getTime() < Number.parseInt(until, 36) ? asPersonId(person) : undefined
}

function mark(keys: Keyring, person: string, until: string) {
  return keys.mac('assigned-elsewhere', person, until).toString('base64url', 0, 16)
}
