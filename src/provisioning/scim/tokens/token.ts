import type { ScimScope } from '../../../database/index.ts'
import { type Random, Secret, secretDigest } from '../../../world/index.ts'

/** What a token may be allowed. Groups follow from people, so nobody writes them. */
export const scimScopes = ['users:read', 'users:write', 'groups:read'] as const satisfies readonly ScimScope[]

export interface ScimToken {
  /** Chosen at the desk, and not given again as long as the audit trail may name it. */
  readonly name: string
  readonly scopes: readonly ScimScope[]
  readonly madeAt: Date
  readonly expiresAt: Date
  /** To the minute. */
  readonly lastUsedAt: Date | undefined
  readonly revokedAt: Date | undefined
}

/** 256 bits, so that its plain SHA-256 is safe to keep; what stands before them is for those who look for lost secrets (req 86). */
export function newScimToken(random: Random): { secret: Secret; hash: Buffer } {
  const secret = new Secret(`furta_scim_${random.bytes(32).toString('base64url')}`)
  return { secret, hash: secretDigest(secret.reveal()) }
}

export type TokenState = 'valid' | 'expired' | 'revoked'

export function tokenState(
  { expiresAt, revokedAt }: Pick<ScimToken, 'expiresAt' | 'revokedAt'>,
  now: Date,
): TokenState {
  if (revokedAt) return 'revoked'
  return expiresAt <= now ? 'expired' : 'valid'
}

/** `Authorization: Bearer …` (RFC 6750, section 2.1); undefined for anything else. */
export function bearerIn(header: string | undefined): string | undefined {
  return /^bearer +([\w.~+/-]{1,512}=*)$/i.exec(header ?? '')?.[1]
}

const A_MINUTE = 60_000

/** Its use is noted once a minute, not at every request. */
export function needsNoting({ lastUsedAt }: Pick<ScimToken, 'lastUsedAt'>, now: Date): boolean {
  return lastUsedAt === undefined || now.getTime() - lastUsedAt.getTime() >= A_MINUTE
}
