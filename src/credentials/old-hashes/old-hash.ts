/**
 * Hashes of passwords that other systems have made, before somebody has signed in here (decisions 240, 241). They stand where ours stand,
 * as `old:<kind>:<settings>:<rest>`, and none begins as one of ours does.
 */
export type OldKind = (typeof oldKinds)[number]
export const oldKinds = [
  'bcrypt',
  'bcrypt-sha256',
  'scrypt',
  'argon2',
  'pbkdf2',
  'sha',
  'sha-crypt',
  'md5-crypt',
] as const

export interface OldHash {
  readonly kind: OldKind
  /** What the hash is made anew with: rounds, salt, length. Never a colon. */
  readonly settings: string
  /** What then has to come out, or, of kinds that are compared as a whole, the hash itself. */
  readonly expected: string
}

const BEGINNING = 'old:'

export function isOldHash(stored: string): boolean {
  return stored.startsWith(BEGINNING)
}

/**
 * These are cheap to guess, so they are kept within an argon2id hash of ours: a stolen table gives away no more than it does of
 * anybody else, and comparing takes what it takes for anybody else. The others resist by themselves.
 */
export function isKeptWithin(kind: OldKind): boolean {
  return kind === 'pbkdf2' || kind === 'sha' || kind === 'sha-crypt' || kind === 'md5-crypt'
}

/** `rest` is the argon2id hash around it, or the expected value. */
export function spellOldHash({ kind, settings }: Pick<OldHash, 'kind' | 'settings'>, rest: string): string {
  return `${BEGINNING}${kind}:${settings}:${rest}`
}

export function readStored(stored: string): { kind: OldKind; settings: string; rest: string } | undefined {
  const [, kindName, settings = '', rest = ''] = /^old:([a-z0-9-]+):([^:]*):(.+)$/s.exec(stored) ?? []
  const kind = oldKinds.find((one) => one === kindName)
  return kind && { kind, settings, rest }
}
