import type { OldHash, OldKind } from './old-hash.ts'

export type OldHashFault =
  /** No spelling that is known here. */
  | 'unknown-kind'
  /** One that is known, but cut off or damaged. */
  | 'malformed'
  /** It would hold a thread for longer than a second, or take more memory than all else. */
  | 'too-costly'
  /** An NT hash, an LM hash, DES crypt, plain MD5 or the password itself: whoever has seen the list knows the passwords. */
  | 'too-weak'

/** Bounds of one comparison, some second of a core and 128 MiB: decision 242. */
const most = {
  bcrypt: 14,
  pbkdf2: 2_500_000,
  scryptWork: 2 ** 20,
  scryptBytes: 128 * 1024 * 1024,
  argon2Memory: 131_072,
  argon2Work: 524_288,
  argon2Lanes: 16,
  shaCrypt: 500_000,
}

const MOST_CHARACTERS = 600

/** Understands what another system has written. Never throws, and takes no longer for what is made to be slow. */
export function readOldHash(text: string): OldHash | { readonly fault: OldHashFault } {
  const trimmed = text.trim()
  if (trimmed.length > MOST_CHARACTERS) return { fault: 'malformed' }
  const written = plainOf(trimmed)
  for (const { begins, read } of spellings) {
    const rest = begins.exec(written)
    if (rest) return read(written, rest) ?? { fault: 'malformed' }
  }
  return { fault: looksTooWeak(written) ? 'too-weak' : 'unknown-kind' }
}

type Read = OldHash | { readonly fault: OldHashFault } | undefined

/** LDIF writes a value in base64; LDAP and Django put the name of the scheme before what others write alone. */
function plainOf(text: string): string {
  const ldif = /^e[0-3][A-Za-z0-9+/]{10,}={0,2}$/.test(text) ? Buffer.from(text, 'base64').toString('latin1') : text
  const plain = /^\{[\w-]{2,20}\}[!-~]+$/.test(ldif) ? ldif : text
  return plain
    .replace(/^\{(?:CRYPT|BCRYPT|ARGON2|SCRYPT)\}(?=\$)/i, '')
    .replace(/^\{(?:ARGON2|SCRYPT)\}/i, '$$')
    .replace(/^(?:bcrypt|argon2)\$(?=\$?[a2])/, (_, at: number) => (at === 0 && text.startsWith('argon2$a') ? '$' : ''))
}

const spellings: readonly { readonly begins: RegExp; read(written: string, begins: RegExpExecArray): Read }[] = [
  { begins: /^\$2[aby]\$/, read: (written) => bcrypt('bcrypt', written) },
  { begins: /^bcrypt_sha256\$/, read: (written) => bcrypt('bcrypt-sha256', written.slice('bcrypt_sha256$'.length)) },
  { begins: /^\$argon2(?:id|i|d)\$/, read: (written) => argon2(written) },
  { begins: /^\$scrypt\$/, read: readPhcScrypt },
  { begins: /^scrypt\$/, read: readDjangoScrypt },
  { begins: /^scrypt:/, read: readWerkzeugScrypt },
  { begins: /^\$pbkdf2(?:-sha1|-sha256|-sha512)?\$/, read: readPasslibPbkdf2 },
  { begins: /^\{PBKDF2(?:[-_]SHA1|[-_]SHA256|[-_]SHA512)?\}/i, read: readLdapPbkdf2 },
  { begins: /^pbkdf2_sha(?:1|256|512)\$/, read: readDjangoPbkdf2 },
  { begins: /^pbkdf2:sha(?:1|256|512):/, read: readWerkzeugPbkdf2 },
  { begins: /^\{S?SHA(?:1|256|384|512)?\}/i, read: readLdapSha },
  { begins: /^\$[56]\$/, read: readShaCrypt },
  { begins: /^\$(?:1|apr1)\$/, read: readMd5Crypt },
]

function bcrypt(kind: OldKind, written: string): Read {
  const [, cost] = /^\$2[aby]\$(\d\d)\$[./A-Za-z0-9]{53}$/.exec(written) ?? []
  if (cost === undefined || Number(cost) < 4) return undefined
  if (Number(cost) > most.bcrypt) return { fault: 'too-costly' }
  return { kind, settings: '', expected: written }
}

function argon2(written: string): Read {
  const [, memory, passes, lanes] =
    /^\$argon2(?:id|i|d)\$(?:v=(?:16|19)\$)?m=(\d{1,9}),t=(\d{1,9}),p=(\d{1,4})\$[A-Za-z0-9+/]{11,88}\$[A-Za-z0-9+/]{16,88}$/.exec(
      written,
    ) ?? []
  const [m, t, p] = [Number(memory), Number(passes), Number(lanes)]
  if (memory === undefined || t < 1 || p < 1 || m < 8 * p) return undefined
  if (m > most.argon2Memory || m * t > most.argon2Work || p > most.argon2Lanes) return { fault: 'too-costly' }
  return { kind: 'argon2', settings: '', expected: written }
}

/** `$scrypt$ln=14,r=8,p=1$salt$key`, of passlib and PHC strings. */
function readPhcScrypt(written: string): Read {
  const [, log = '', r = '', p = '', salt = '', key = ''] =
    /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,5}),p=(\d{1,5})\$([\w+/.-]*)\$([\w+/.-]+)$/.exec(written) ?? []
  return scrypt(2 ** Number(log), r, p, base64(salt), base64(key))
}

function readDjangoScrypt(written: string): Read {
  const [, N = '', salt = '', r = '', p = '', key = ''] =
    /^scrypt\$(\d{1,9})\$([^$:]+)\$(\d{1,5})\$(\d{1,5})\$([A-Za-z0-9+/=]+)$/.exec(written) ?? []
  return scrypt(Number(N), r, p, Buffer.from(salt), base64(key))
}

function readWerkzeugScrypt(written: string): Read {
  const [, N = '', r = '', p = '', salt = '', key = ''] =
    /^scrypt:(\d{1,9}):(\d{1,5}):(\d{1,5})\$([^$:]+)\$([0-9a-f]+)$/.exec(written) ?? []
  return scrypt(Number(N), r, p, Buffer.from(salt), Buffer.from(key, 'hex'))
}

function scrypt(N: number, rText: string, pText: string, salt: Buffer, key: Buffer): Read {
  const [r, p] = [Number(rText), Number(pText)]
  if (N < 2 || !Number.isInteger(Math.log2(N)) || r < 1 || p < 1 || !isKey(key)) return undefined
  if (N * r * p > most.scryptWork || 128 * N * r > most.scryptBytes) return { fault: 'too-costly' }
  return {
    kind: 'scrypt',
    settings: [N, r, p, salt.toString('base64'), key.length].join(','),
    expected: key.toString('base64'),
  }
}

function readPasslibPbkdf2(written: string): Read {
  const [, digest = '-sha1', rounds = '', salt = '', key = ''] =
    /^\$pbkdf2(-sha\d+)?\$(\d{1,9})\$([\w+/.]*)\$([\w+/.]+)$/.exec(written) ?? []
  return pbkdf2(digest.slice(1), rounds, base64(salt), base64(key))
}

function readLdapPbkdf2(written: string): Read {
  const [, digest = '-SHA1', rounds = '', salt = '', key = ''] =
    /^\{PBKDF2([-_]SHA\d+)?\}(\d{1,9})\$([\w+/.]*=*)\$([\w+/.]+=*)$/i.exec(written) ?? []
  return pbkdf2(digest.slice(1).toLowerCase(), rounds, base64(salt), base64(key))
}

function readDjangoPbkdf2(written: string): Read {
  const [, digest = '', rounds = '', salt = '', key = ''] =
    /^pbkdf2_(sha\d+)\$(\d{1,9})\$([^$]+)\$([A-Za-z0-9+/=]+)$/.exec(written) ?? []
  return pbkdf2(digest, rounds, Buffer.from(salt), base64(key))
}

function readWerkzeugPbkdf2(written: string): Read {
  const [, digest = '', rounds = '', salt = '', key = ''] =
    /^pbkdf2:(sha\d+):(\d{1,9})\$([^$]+)\$([0-9a-f]+)$/.exec(written) ?? []
  return pbkdf2(digest, rounds, Buffer.from(salt), Buffer.from(key, 'hex'))
}

function pbkdf2(digest: string, roundsText: string, salt: Buffer, key: Buffer): Read {
  const rounds = Number(roundsText)
  if (rounds < 1 || !isKey(key)) return undefined
  // Each 20, 32 or 64 bytes of the key cost all the rounds again.
  const blocks = Math.ceil(key.length / ({ sha1: 20, sha256: 32, sha512: 64 }[digest] ?? 20))
  if (rounds * blocks > most.pbkdf2) return { fault: 'too-costly' }
  return {
    kind: 'pbkdf2',
    settings: [digest, rounds, salt.toString('base64'), key.length].join(','),
    expected: key.toString('base64'),
  }
}

const ldapDigests = new Map([
  ['', { digest: 'sha1', length: 20 }],
  ['1', { digest: 'sha1', length: 20 }],
  ['256', { digest: 'sha256', length: 32 }],
  ['512', { digest: 'sha512', length: 64 }],
])

/** `{SSHA}` and its kin: the digest, and the salt behind it (RFC 2307 and what came of it). */
function readLdapSha(written: string): Read {
  const [, salted = '', bits = '', text = ''] = /^\{(S?)SHA(\d*)\}([A-Za-z0-9+/]+={0,2})$/i.exec(written) ?? []
  const bytes = base64(text)
  const { digest, length } = ldapDigests.get(bits) ?? { digest: '', length: 0 }
  const salt = bytes.subarray(length)
  if (length === 0 || bytes.length < length || salt.length > 64 || (salted === '') !== (salt.length === 0))
    return undefined
  return {
    kind: 'sha',
    settings: [digest, salt.toString('base64')].join(','),
    expected: bytes.subarray(0, length).toString('base64'),
  }
}

function readShaCrypt(written: string): Read {
  const [, settings = '', which, rounds, key = ''] =
    /^(\$([56])\$(?:rounds=(\d{1,9})\$)?[./A-Za-z0-9]{0,16})\$([./A-Za-z0-9]+)$/.exec(written) ?? []
  if (key.length !== (which === '6' ? 86 : 43)) return undefined
  if (Number(rounds ?? 5000) > most.shaCrypt) return { fault: 'too-costly' }
  return { kind: 'sha-crypt', settings, expected: key }
}

function readMd5Crypt(written: string): Read {
  const [, settings = '', key = ''] = /^(\$(?:1|apr1)\$[./A-Za-z0-9]{0,8})\$([./A-Za-z0-9]{22})$/.exec(written) ?? []
  return key === '' ? undefined : { kind: 'md5-crypt', settings, expected: key }
}

/** Of any alphabet that is in use: `.` and `-` stand for `+`, `_` for `/`. */
function base64(text: string): Buffer {
  return Buffer.from(text.replaceAll('.', '+'), 'base64')
}

/** Shorter keys would fit by chance. */
function isKey(key: Buffer): boolean {
  return key.length >= 16 && key.length <= 128
}

function looksTooWeak(written: string): boolean {
  return (
    /^[0-9a-f]{32}(?::[0-9a-f]{32})?$/i.test(written) ||
    /^\{(?:S?MD5|CLEAR|CLEARTEXT|PLAIN|NT|NTLM|LM|SAMBANT)\}/i.test(written) ||
    /^(?:\{CRYPT\})?[./A-Za-z0-9]{13}$/.test(written) ||
    /^\$(?:3|NT)\$/.test(written)
  )
}
