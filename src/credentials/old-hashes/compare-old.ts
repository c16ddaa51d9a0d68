import { verifySync } from '@node-rs/argon2'
import { digestOf, type OldDigest, pbkdf2Of, sameDigest, scryptOf } from '../../world/index.ts'
import { isKeptWithin, type OldKind, readStored } from './old-hash.ts'
import { md5Crypt, shaCrypt } from './unix-crypt.ts'

/** Past this the rounds of crypt would cost a multiple; no system that writes them took more than a line of a terminal. */
const LONGEST_FOR_CRYPT = 128

/**
 * Whether one of the spellings of a password makes the old hash. Runs in a thread of hashes, which loads it with the first old
 * hash. Takes at least what a comparison takes for anybody else (`nobody` is that hash), right or wrong (req 3).
 */
export async function compareOld(stored: string, spelled: readonly string[], nobody: string): Promise<boolean> {
  const old = readStored(stored)
  if (!old) {
    verifySync(nobody, spelled[0] ?? '')
    return false
  }
  const { kind, settings, rest } = old
  if (!isKeptWithin(kind)) verifySync(nobody, spelled[0] ?? '')
  let matches = false
  // All of them, though one may fit: whoever listens does not hear which.
  for (const password of spelled) {
    if (isKeptWithin(kind)) matches = verifySync(rest, made(kind, settings, password)) || matches
    else matches = (await isMade(kind, settings, rest, password)) || matches
  }
  return matches
}

/** What comes of a password with these settings, as `OldHash.expected` spells it. */
function made(kind: OldKind, settings: string, password: string): string {
  const [first = '', second = '', third = '', fourth = ''] = settings.split(',')
  if (kind === 'sha') return digestOf(first as OldDigest, password, Buffer.from(second, 'base64')).toString('base64')
  if (kind === 'pbkdf2') {
    const salt = Buffer.from(third, 'base64')
    const how = { digest: first as OldDigest, iterations: Number(second), salt, bytes: Number(fourth) }
    return pbkdf2Of(password, how).toString('base64')
  }
  // Nothing fits: a made value is never empty.
  if (!fitsC(password) || Buffer.byteLength(password) > LONGEST_FOR_CRYPT) return ''
  return kind === 'sha-crypt' ? shaCrypt(password, settings) : md5Crypt(password, settings)
}

async function isMade(kind: OldKind, settings: string, expected: string, password: string): Promise<boolean> {
  if (kind === 'argon2') return verifySync(expected, password)
  if (kind === 'scrypt') {
    const [N, r, p, salt = '', bytes] = settings.split(',')
    const how = { N: Number(N), r: Number(r), p: Number(p), salt: Buffer.from(salt, 'base64'), bytes: Number(bytes) }
    return sameDigest(scryptOf(password, how), Buffer.from(expected, 'base64'))
  }
  if (!fitsC(password)) return false
  const bcrypt = await import('@node-rs/bcrypt')
  // bcrypt reads 72 bytes and no more, and so did the system that made the hash; ours, made of all of them, takes its place.
  return bcrypt.verifySync(kind === 'bcrypt-sha256' ? digestOf('sha256', password).toString('hex') : password, expected)
}

/** Systems that keep text up to its first zero would have compared less than was typed. */
function fitsC(password: string): boolean {
  return !password.includes('\u0000')
}
