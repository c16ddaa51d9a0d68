import type { HashCost } from '../hash.ts'
import { AROUND_A_HASH } from '../tuning.ts'
import type { CountedKind } from './store.ts'

/**
 * Microseconds of a core, measured where the figures of README were: enough to tell a hash that costs as much as ours from one that
 * costs twenty times as much, without hashing anything.
 */
const micros = {
  /** Of bcrypt, for each of its 2^cost rounds. */
  bcrypt: 60,
  /** For each of N·r·p. */
  scrypt: 0.3,
  /** For each KiB and pass. */
  argon2: 0.36,
  /** For each round of each block. */
  pbkdf2: { 1: 0.2, 256: 0.2, 512: 0.4 } as Readonly<Record<number, number>>,
  shaCrypt: 2,
}
const UNNAMED_SHA_CRYPT_ROUNDS = 5_000

/** Seconds of a core that one hash of ours takes, about. */
export function secondsOfOurs({ memory, passes }: HashCost): number {
  return (micros.argon2 * memory * passes) / 1e6
}

/** Seconds of a core, about, that making an old hash takes: what is kept within ours has that beside it. */
export function secondsOfOld({ kind, cost }: Pick<CountedKind, 'kind' | 'cost'>): number {
  const numbers = (cost.match(/\d+/g) ?? []).map(Number)
  const [first = 0, second = 0, third = 0] = numbers
  switch (kind) {
    case 'bcrypt':
    case 'bcrypt-sha256':
      return (micros.bcrypt * 2 ** first) / 1e6
    case 'scrypt':
      return (micros.scrypt * first * second * third) / 1e6
    case 'argon2':
      return (micros.argon2 * first * second) / 1e6
    case 'pbkdf2': {
      const bytesOfBlock = first === 1 ? 20 : first / 8
      return ((micros.pbkdf2[first] ?? 0) * second * Math.ceil(third / bytesOfBlock)) / 1e6
    }
    case 'sha-crypt':
      return (micros.shaCrypt * (first || UNNAMED_SHA_CRYPT_ROUNDS)) / 1e6
    default:
      return 0
  }
}

/** Seconds of a core, about, that the first sign-in with an old hash takes: beside it one of ours is compared, and one is made in its place. */
export function secondsOfFirstSignIn(old: Pick<CountedKind, 'kind' | 'cost'>, ours: HashCost): number {
  return secondsOfOld(old) + 2 * secondsOfOurs(ours) + AROUND_A_HASH
}
