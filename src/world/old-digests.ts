import { createHash, hash, pbkdf2Sync, scryptSync } from 'node:crypto'

// What other systems make of a password. Each takes its time on the thread that calls it: a thread of hashes, never the main one.

export type OldDigest = 'md5' | 'sha1' | 'sha256' | 'sha512'

export function digestOf(digest: OldDigest, ...parts: readonly (Buffer | string)[]): Buffer {
  const [first = '', ...others] = parts
  // In one call it takes half the time, which the rounds of crypt feel.
  if (others.length === 0) return hash(digest, first, 'buffer')
  const running = createHash(digest)
  for (const part of parts) running.update(part)
  return running.digest()
}

/** RFC 8018 §5.2 */
export function pbkdf2Of(
  password: string,
  { digest, iterations, salt, bytes }: { digest: OldDigest; iterations: number; salt: Buffer; bytes: number },
): Buffer {
  return pbkdf2Sync(password, salt, iterations, bytes, digest)
}

/** RFC 7914 */
export function scryptOf(
  password: string,
  { N, r, p, salt, bytes }: { N: number; r: number; p: number; salt: Buffer; bytes: number },
): Buffer {
  return scryptSync(password, salt, bytes, { N, r, p, maxmem: 128 * r * (N + p) + 1024 * 1024 })
}
