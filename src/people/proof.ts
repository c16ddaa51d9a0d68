import type { PersonId, ProofKind } from '../database/index.ts'
import { type Keyring, keyring, type Secret, sameDigest } from '../world/index.ts'

declare const ofProofs: unique symbol

/**
 * A key of `proof-keys/`, and not the root of PESEL_KEY: what is digested under the root is right until the first rotation
 * and never after it, so no compiler lets it happen.
 */
export type ProofKeyring = Keyring & { readonly [ofProofs]: true }

/** The keyring of what a seal was opened to; or of a PESEL_KEY, which is the first key itself. */
export function proofKeyring(key: Secret): ProofKeyring {
  return keyring(key) as Keyring as ProofKeyring
}

/** What is stored instead of a national ID: nothing can be read back from it (req 44). */
export interface Proof {
  /** Names the key without telling it; another key's digests are recognised as such (req 48). */
  readonly keyId: string
  readonly digest: Buffer
  /** Of a PESEL: sixteen bits that say where equal ones may be, for `digest` to prove; thousands of numbers share each. */
  readonly bucket?: number | undefined
}

/**
 * The digest of an answer, bound to the person: equal numbers of two people look different. `keys` is one of the keys of
 * `proof-keys/`; `answer` is canonical (`canonicalAnswer`).
 */
export function proofDigest(keys: ProofKeyring, person: PersonId, kind: ProofKind, answer: string): Proof {
  return {
    keyId: proofKeyId(keys),
    digest: keys.mac(`${kind}-v1`, person, answer),
    bucket: kind === 'pesel' ? peselBucket(keys, answer) : undefined,
  }
}

/** Without the person, and too short to single anybody out (decision 186). */
export function peselBucket(keys: ProofKeyring, digits: string): number {
  return keys.mac('pesel-bucket-v1', digits).readUInt16BE(0)
}

/** The name of a key. A stored proof under a key that nobody has cannot be checked: its owner needs the desk. */
export function proofKeyId(keys: Keyring): string {
  let id = keyIds.get(keys)
  if (id === undefined) {
    id = keys.mac('proof-key-id').toString('hex', 0, 4)
    keyIds.set(keys, id)
  }
  return id
}

/** An import asks a quarter of a million times. */
const keyIds = new WeakMap<Keyring, string>()

/** Whether the answer is the stored one, in constant time (req 46). Without a stored proof nothing is (req 42). */
export function sameProof(stored: Proof | undefined, given: Proof): boolean {
  const same = sameDigest(stored?.digest ?? Buffer.alloc(given.digest.length), given.digest)
  return stored !== undefined && stored.keyId === given.keyId && same
}
