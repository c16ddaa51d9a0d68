import { type Configuration, errors, type KoaContextWithOIDC } from 'oidc-provider'
import { isProduction } from '../../../config/index.ts'
import { asPersonId } from '../../../database/index.ts'
import { fetchFrom } from '../../../outgoing/index.ts'
import { releasedAttributes, type Service } from '../../../services/index.ts'
import { createAdapter, loadAccount } from '../adapter/index.ts'
import { claimsByScope, claimsOf } from '../claims.ts'
import type { SigningKey } from '../keys/index.ts'
import { lifetimes } from '../lifetimes.ts'
import { ONE_FACTOR, prefersSeveralFactors, SEVERAL_FACTORS } from '../session.ts'
import { MOUNT, routes, SESSION_COOKIE } from './addresses.ts'
import { attributesAllowed, grantOf } from './granting.ts'
import { logOut } from './log-out.tsx'
import { isRefreshedWithoutFactor, keepOffline, refreshTokenLife } from './offline-access.ts'
import type { ProviderParts } from './parts.ts'
import { policy } from './prompts.ts'
import { refuse } from './refusal.tsx'
import { takeShare } from './ticket-share.ts'

/** What is on and what is off, and where the library asks us. */
export function configuration(parts: ProviderParts, keys: readonly SigningKey[]): Configuration {
  const { origin, settings } = parts
  const secure = origin.startsWith('https:') ? '__Secure-' : ''
  const serviceOf = (ctx: KoaContextWithOIDC): Service | undefined =>
    parts.services().find(({ id }) => id === ctx.oidc.client?.clientId)

  return {
    adapter: (name: string) => createAdapter(parts, name),
    jwks: { keys: keys.map(({ jwk }) => jwk) as never[] },
    routes,
    cookies: {
      keys: [parts.keys.mac('oidc-cookies', 'sign').toString('base64url')],
      names: { session: SESSION_COOKIE, interaction: `${secure}oidc-sign-in`, resume: `${secure}oidc-resume` },
      long: { signed: false, httpOnly: true, sameSite: 'lax' },
      short: { httpOnly: true, sameSite: 'lax' },
    },

    // What is on and what is off. Everything that is not `code` is off (req 79).
    responseTypes: ['code'],
    allowOmittingSingleRegisteredRedirectUri: false,
    subjectTypes: ['public'],
    pkce: { required: () => true },
    clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'none'],
    enabledJWA: {
      idTokenSigningAlgValues: ['RS256', 'ES256'],
      clientAuthSigningAlgValues: ['RS256', 'PS256', 'ES256', 'EdDSA', 'Ed25519'],
    },
    features: {
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      resourceIndicators: { enabled: false },
      pushedAuthorizationRequests: { enabled: true },
      backchannelLogout: { enabled: true },
      userinfo: { enabled: true },
      introspection: {
        enabled: true,
        allowedPolicy: async (ctx, client, token) =>
          // Whose service is registered no more has nothing that counts.
          parts.services().some((one) => one.id === token.clientId && one.client) &&
          (token.clientId === client.clientId || (serviceOf(ctx)?.client?.introspection ?? false)) &&
          (!('accountId' in token) || (await loadAccount(parts, asPersonId(String(token.accountId)))) !== undefined),
      },
      revocation: {
        enabled: true,
        allowedPolicy: async (_ctx, client, token) => {
          if (token.clientId !== client.clientId) throw new errors.InvalidRequest('the token is of another client')
          return true
        },
      },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx) => logOut(parts, ctx),
        // `routes.tsx` shows the page of the sign-in itself.
        postLogoutSuccessSource: () => undefined,
      },
    },

    scopes: ['openid', 'offline_access'],
    // No parameter of the standard: it is where the library lets us look at a request before it decides.
    extraParams: {
      offline_access: async (ctx, noted) => {
        keepOffline(ctx, noted)
        await takeShare(ctx)
      },
    },
    claims: claimsByScope(),
    acrValues: [ONE_FACTOR, SEVERAL_FACTORS],
    discovery: { ui_locales_supported: ['pl', 'en'] },
    // What a service wants to be surer of ends with the session that was surer (decision 158).
    expiresWithSession: async (ctx, { scopes }) =>
      !scopes.has('offline_access') || serviceOf(ctx)?.assurance === 'second-factor',
    findAccount: async (ctx, sub) => {
      if (serviceOf(ctx)?.assurance === 'second-factor' && isRefreshedWithoutFactor(ctx)) return undefined
      const account = await loadAccount(parts, asPersonId(sub))
      if (!account) return undefined
      return {
        accountId: sub,
        claims: async (_use, scope) => {
          const service = serviceOf(ctx)
          const allowed = service ? await attributesAllowed(parts, service, asPersonId(sub), scope) : []
          const about = { ...account, scope: parts.institution.mailDomain }
          return { sub, ...claimsOf(releasedAttributes(about, allowed)) }
        },
      }
    },

    ttl: {
      AccessToken: lifetimes.accessToken,
      AuthorizationCode: lifetimes.code,
      IdToken: lifetimes.idToken,
      Interaction: lifetimes.interaction,
      Grant: lifetimes.grant,
      Session: Math.ceil(settings.SESSION_LIFETIME / 1000),
      RefreshToken: refreshTokenLife,
    },
    rotateRefreshToken: () => true,

    interactions: {
      policy: policy(
        (ctx) =>
          ctx.oidc.acr !== SEVERAL_FACTORS &&
          (serviceOf(ctx)?.assurance === 'second-factor' || prefersSeveralFactors(ctx.oidc.params?.acr_values)),
      ),
      url: (ctx, interaction) => {
        const language = String(ctx.oidc.params?.ui_locales ?? '')
          .split(' ')
          .map((tag) => tag.split('-')[0])
          .find((tag) => tag === 'pl' || tag === 'en')
        return `${MOUNT}/sign-in/${interaction.uid}${language ? `?locale=${language}` : ''}`
      },
    },
    loadExistingGrant: (ctx) => grantOf(parts, ctx, serviceOf(ctx)),

    /** Browsers of applications that have no server; nobody else has a reason to call from another origin (req 67). */
    clientBasedCORS: (_ctx, from, client) =>
      client.clientAuthMethod === 'none' &&
      (client.redirectUris ?? []).some((uri) => URL.canParse(uri) && new URL(uri).origin === from && from !== 'null'),

    renderError: (ctx, out, error) => refuse(parts, ctx, out, error),

    // Logout tokens above all: in production over https alone, whose certificate says that it is the service (decision 155).
    fetch: fetchFrom(settings, { onlyHttps: isProduction(settings) }),
  }
}
