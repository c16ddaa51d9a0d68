import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createSecretKey,
  hash,
  hkdfSync,
  type KeyObject,
  randomBytes,
  scrypt,
  timingSafeEqual,
} from 'node:crypto'
import { inspect } from 'node:util'

/** A value that must not be printed. Whatever prints it, prints `•••`; only `reveal()` gives it out. */
export class Secret {
  readonly #value: string

  constructor(value: string) {
    this.#value = value
  }

  reveal() {
    return this.#value
  }

  toString() {
    return '•••'
  }

  toJSON() {
    return '•••'
  }

  [inspect.custom]() {
    return '•••'
  }
}

/** SHA-256 of a secret that carries at least 128 random bits: enough for links, cookies and tickets (req 12). */
export function secretDigest(secret: string): Buffer {
  return hash('sha256', secret, 'buffer')
}

/**
 * The digest of a secret that people type and that carries fewer bits: scrypt with 16 MiB, some 40 ms on a thread of its
 * own, so that a thief of the table cannot try all of them while it lives.
 */
export function slowDigest(secret: string, salt: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(secret, salt, 32, { N: 2 ** 14, r: 8, p: 1 }, (error, digest) => (error ? reject(error) : resolve(digest)))
  })
}

/** Twelve characters that change with the content: for addresses that browsers may keep for ever. */
export function fingerprint(content: string | Buffer): string {
  return hash('sha256', content, 'hex').slice(0, 12)
}

/** SHA-256 of what is too long to be held, in hexadecimal. */
export function runningDigest(): { add(part: Buffer): void; end(): string } {
  const running = createHash('sha256')
  return { add: (part) => void running.update(part), end: () => running.digest('hex') }
}

/** HMAC-SHA-1 in base64: for OAuth 1.0a alone (RFC 5849 §3.4.2), which knows no better one. */
export function hmacSha1(key: string, text: string): string {
  return createHmac('sha1', key).update(text).digest('base64')
}

/** Compares without telling by its duration where two digests differ (req 46). */
export function sameDigest(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other)
}

/** Keys that never stand in the database. Each purpose gets its own key, derived by HKDF (requirements §3.3). */
export interface Keyring {
  /** HMAC-SHA-256 of the parts, which cannot run into each other: each is preceded by its length. */
  mac(purpose: string, ...parts: string[]): Buffer
  /** AES-256-GCM under a random nonce. `boundTo` says whose it is: sealed for one, it does not open for another. */
  seal(purpose: string, content: Buffer, boundTo?: string): Buffer
  /** What was sealed; undefined when it is not ours, was changed, or belongs to somebody else. */
  open(purpose: string, sealed: Buffer, boundTo?: string): Buffer | undefined
}

/** A keyring that knows what it is made of, so that a root can be kept under the one that follows it. */
export interface RootKeyring extends Keyring {
  readonly root: Secret
  /** Roots of before: they still open what they have sealed. */
  readonly before: readonly RootKeyring[]
}

const NONCE_BYTES = 12
const TAG_BYTES = 16

export function keyring(root: Secret, before: readonly Secret[] = []): RootKeyring {
  // As key objects: made from bytes, each MAC would prepare its key anew.
  const derived = new Map<string, KeyObject>()
  const keyFor = (purpose: string) => {
    let key = derived.get(purpose)
    if (!key) {
      key = createSecretKey(Buffer.from(hkdfSync('sha256', root.reveal(), '', `furta:${purpose}`, 32)))
      derived.set(purpose, key)
    }
    return key
  }
  return {
    root,
    before: before.map((earlier) => keyring(earlier)),
    mac(purpose, ...parts) {
      const text = parts.map((part) => `${Buffer.byteLength(part)}:${part}`).join('')
      return createHmac('sha256', keyFor(purpose)).update(text).digest()
    },
    seal(purpose, content, boundTo = '') {
      const nonce = randomBytes(NONCE_BYTES)
      const cipher = createCipheriv('aes-256-gcm', keyFor(`seal:${purpose}`), nonce).setAAD(Buffer.from(boundTo))
      const hidden = Buffer.concat([cipher.update(content), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), hidden])
    },
    open(purpose, sealed, boundTo = '') {
      if (sealed.length < NONCE_BYTES + TAG_BYTES) return undefined
      const tagEnd = NONCE_BYTES + TAG_BYTES
      const decipher = createDecipheriv('aes-256-gcm', keyFor(`seal:${purpose}`), sealed.subarray(0, NONCE_BYTES), {
        authTagLength: TAG_BYTES,
      })
      decipher.setAAD(Buffer.from(boundTo)).setAuthTag(sealed.subarray(NONCE_BYTES, tagEnd))
      try {
        return Buffer.concat([decipher.update(sealed.subarray(tagEnd)), decipher.final()])
      } catch {
        return undefined
      }
    },
  }
}

/** Seals a text for a URL or a cookie (letters, digits, `-` and `_`). */
export function sealText(keys: Keyring, purpose: string, text: string): string {
  return keys.seal(purpose, Buffer.from(text)).toString('base64url')
}

/**
 * The text of `sealText`; undefined when it is not ours or was changed. A seal has one spelling: the last character of
 * base64url carries bits that say nothing, and whoever changed those has changed the seal.
 */
export function openText(keys: Keyring, purpose: string, sealed: string): string | undefined {
  const bytes = Buffer.from(sealed, 'base64url')
  return bytes.toString('base64url') === sealed ? keys.open(purpose, bytes)?.toString() : undefined
}
