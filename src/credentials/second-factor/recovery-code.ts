import type { PersonId } from '../../database/index.ts'
import { type Random, secretDigest } from '../../world/index.ts'

export const RECOVERY_CODES = 10
/** Of thirty letters and digits that nobody misreads: 78 bits, so a plain digest is enough to store. */
const CHARACTERS = 16

/** Ten codes for the day the telephone is lost, each as `K7QF-29TD-M4XW-8PZC`. */
export function newRecoveryCodes(random: Random): string[] {
  return Array.from({ length: RECOVERY_CODES }, () => inGroups(random.spoken(CHARACTERS)))
}

/** A code as it may have been typed or pasted, in its one spelling; undefined when it cannot be one. */
export function recoveryCodeTyped(typed: string): string | undefined {
  const code = typed
    .slice(0, 64)
    .normalize('NFKC')
    .replace(/[\s\p{Pd}\p{Cf}]+/gu, '')
    .toUpperCase()
  return /^[A-Z2-9]{16}$/.test(code) ? inGroups(code) : undefined
}

/** The person goes in too: a digest copied to another row opens nothing. */
export function recoveryDigest(person: PersonId, code: string): Buffer {
  return secretDigest(`${person}.${code}`)
}

function inGroups(code: string) {
  return code.match(/.{1,4}/g)?.join('-') ?? ''
}
