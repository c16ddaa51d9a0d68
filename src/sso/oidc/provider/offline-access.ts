import type { KoaContextWithOIDC } from 'oidc-provider'
import { lifetimes } from '../lifetimes.ts'
import { currentRequest } from '../request.ts'

/**
 * `offline_access` without `prompt=consent`, which the library has dropped by now. Section 11 of OIDC Core leaves other conditions
 * to the provider: the operator has registered the service for it, and whoever has to agree is asked by the policy (decision
 * 147). What was pushed beforehand carries the note along.
 */
export function keepOffline({ oidc, query }: KoaContextWithOIDC, noted: string | undefined) {
  const { params, body, client, entities } = oidc
  if (!params || !client?.grantTypeAllowed('refresh_token')) return
  const written = entities.PushedAuthorizationRequest ? undefined : String((body ?? query).scope ?? '')
  const scopes = String(params.scope ?? '')
    .split(' ')
    .filter((scope) => scope !== '')
  params.offline_access = undefined
  if (noted !== 'asked' && !written?.split(' ').includes('offline_access')) return
  params.offline_access = 'asked'
  if (!scopes.includes('offline_access')) params.scope = [...scopes, 'offline_access'].join(' ')
}

/** Of a family: unused, and from the first of it on (decision 143). */
export function refreshTokenLife(
  ctx: KoaContextWithOIDC,
  token: { totalLifetime(): number },
  client: { readonly clientAuthMethod?: string | undefined },
): number {
  const left = Math.max(1, lifetimes.refreshTokenAbsolute - token.totalLifetime())
  const before = ctx.oidc.entities.RotatedRefreshToken
  // A public client proves nothing but the token itself: its end does not move (RFC 9700, section 4.14.2).
  if (before && client.clientAuthMethod === 'none') return Math.max(1, Math.min(left, before.remainingTTL))
  return Math.min(left, lifetimes.refreshTokenUnused)
}

/** A refresh token whose session has ended, or has not proved the second factor lately. */
export function isRefreshedWithoutFactor({ oidc }: KoaContextWithOIDC) {
  const { RefreshToken: token } = oidc.entities
  if (!token) return false
  const signedIn = currentRequest()?.sessions.get(String(token.sessionUid))
  return signedIn?.secondFactorAt === undefined
}
