import type { PrivateJwk, SigningAlgorithm } from '../../../world/index.ts'

const HOUR = 3_600_000

/** How long a new key is published before it signs: longer than clients keep what `/oidc/jwks` said. */
export const OVERLAP = 24 * HOUR
/** How long a key that signs no more is kept to verify: longer than an ID token, or the session it may be a hint for, lives. */
export const KEPT_AFTER = 25 * HOUR
/** ES256 for those who ask for it, RS256 for everybody: every client knows it (OIDC Core 15.1). */
export const algorithms: readonly SigningAlgorithm[] = ['RS256', 'ES256']

export interface SigningKey {
  readonly id: string
  readonly algorithm: SigningAlgorithm
  readonly jwk: PrivateJwk
  readonly madeAt: Date
  /** Published from the start, used from here on, until a later one is. */
  readonly signsFrom: Date
}

export type KeyState = 'next' | 'signing' | 'verifying' | 'over'

type Dated = Pick<SigningKey, 'id' | 'algorithm' | 'signsFrom'>

/** What each key is for at this moment. A key is over when the one after it has signed for `KEPT_AFTER`. */
export function stateOf(key: Dated, all: readonly Dated[], now: Date): KeyState {
  if (key.signsFrom > now) return 'next'
  const later = all
    .filter(({ id, algorithm, signsFrom }) => algorithm === key.algorithm && id !== key.id && signsFrom <= now)
    .filter(({ id, signsFrom }) => signsFrom > key.signsFrom || (+signsFrom === +key.signsFrom && id > key.id))
  if (later.length === 0) return 'signing'
  const since = Math.min(...later.map(({ signsFrom }) => signsFrom.getTime()))
  return now.getTime() - since < KEPT_AFTER ? 'verifying' : 'over'
}

const order: Readonly<Record<KeyState, number>> = { signing: 0, next: 1, verifying: 2, over: 3 }

/** The keys to publish, those that sign first: the library signs with the first one of the algorithm. */
export function published<Key extends Dated>(all: readonly Key[], now: Date): Key[] {
  return all
    .map((key) => ({ key, state: stateOf(key, all, now) }))
    .filter(({ state }) => state !== 'over')
    .sort((one, other) => order[one.state] - order[other.state])
    .map(({ key }) => key)
}
