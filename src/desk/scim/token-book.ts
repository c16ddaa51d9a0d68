import type { PersonId } from '../../database/index.ts'
import type { Secret } from '../../world/index.ts'

export const scopes = ['users:read', 'users:write', 'groups:read'] as const
export type Scope = (typeof scopes)[number]

/** The tokens of identity systems as the desk needs them; `server.ts` lends the ones there are. */
export interface TokenBook {
  list(): Promise<readonly TokenLine[]>
  /** The token, once; undefined when there was one of this name. */
  make(
    token: { readonly name: string; readonly scopes: readonly Scope[]; readonly lifetimeMs: number },
    doing: TokenDoing,
  ): Promise<Secret | undefined>
  /** False when it is revoked already, or was never there. */
  revoke(name: string, doing: TokenDoing): Promise<boolean>
}

export interface TokenLine {
  readonly name: string
  readonly scopes: readonly Scope[]
  readonly madeAt: Date
  readonly expiresAt: Date
  readonly lastUsedAt: Date | undefined
  readonly revokedAt: Date | undefined
}

export interface TokenDoing {
  readonly by: PersonId
  readonly reason: string
  readonly source: string
  readonly reference: string
}
