import Provider, { type Configuration, errors, interactionPolicy, type KoaContextWithOIDC } from 'oidc-provider'
import type { Logger } from 'pino'
import { recordRefusal } from '../../challenges/index.ts'
import { type Institution, isProduction, type Settings } from '../../config/index.ts'
import { asPersonId, type Database, type PersonId } from '../../database/index.ts'
import { fetchFrom } from '../../outgoing/index.ts'
import { covered, findConsent, releasedAttributes, type Service, type ServiceList } from '../../services/index.ts'
import { type Keyring, sameDigest, secretDigest, type World } from '../../world/index.ts'
import { createAdapter, ensureGrant, loadAccount, signOut } from './adapter/index.ts'
import { attributesAsked, claimsByScope, claimsOf } from './claims.ts'
import { openSigningKeys, published, type SigningKey } from './keys/index.ts'
import { lifetimes } from './lifetimes.ts'
import { LogOutPage } from './pages/log-out.tsx'
import { RefusedPage } from './pages/refused.tsx'
import { currentRequest } from './request.ts'
import { authenticationOf, ONE_FACTOR, SEVERAL_FACTORS } from './session.ts'

export interface ProviderParts {
  readonly settings: Settings
  readonly institution: Institution
  readonly world: World
  readonly keys: Keyring
  readonly database: Database
  readonly services: ServiceList
  readonly origin: string
  readonly log: Logger
}

/** Where everything stands below `/oidc`. The library builds the metadata from it. */
export const routes = {
  authorization: '/auth',
  token: '/token',
  userinfo: '/userinfo',
  jwks: '/jwks',
  introspection: '/introspect',
  revocation: '/revoke',
  pushed_authorization_request: '/par',
  end_session: '/logout',
} as const

export const MOUNT = '/oidc'

/** How long a node goes on with the signing keys it knows: a rotation is seen everywhere after this. */
const KEYS_FRESH_FOR = 30_000

/** The library, made anew whenever the signing keys change: all that it must remember is in the database. */
export function providerOf(parts: ProviderParts): () => Promise<Provider> {
  let made: { provider: Provider; kids: string; lookAgainAt: number } | undefined
  let making: Promise<Provider> | undefined
  return () => {
    if (made && parts.world.clock.now().getTime() < made.lookAgainAt) return Promise.resolve(made.provider)
    making ??= look().finally(() => {
      making = undefined
    })
    return making
  }

  async function look() {
    const now = parts.world.clock.now()
    const keys = published(await openSigningKeys({ ...parts, db: parts.database.db }), now)
    const kids = keys.map(({ id }) => id).join()
    const provider = made?.kids === kids ? made.provider : createProvider(parts, keys)
    made = { provider, kids, lookAgainAt: now.getTime() + KEYS_FRESH_FOR }
    return provider
  }
}

function createProvider(parts: ProviderParts, keys: readonly SigningKey[]): Provider {
  const provider = new Provider(`${parts.origin}${MOUNT}`, configuration(parts, keys))
  // Its addresses come from the public origin, whatever the request said: `routes.tsx` writes both headers.
  provider.proxy = true
  provider.on('server_error', (_ctx, error) => {
    const request = currentRequest()
    if (request) request.broken = error
    else parts.log.error({ err: error }, 'OpenID Connect failed')
  })

  // The digest of the secret is what we keep, so digests are compared (req 86).
  const client: LibraryClient = provider.Client.prototype as never
  client.compareClientSecret = function (actual) {
    return sameDigest(secretDigest(actual), Buffer.from(this.clientSecret ?? '', 'base64url'))
  }
  // Every ID token says which session it is of, so that it may ask for the end of that one.
  client.includeSid = () => true
  // The identifier of a session changes at sign-in, in the sessions of Furta; the library need not do it once more.
  const session: LibrarySession = provider.Session.prototype as never
  session.resetIdentifier = function () {
    this.touched = true
  }
  // Within a request nobody waits for another server: the job tells the clients (`back-channel.ts`).
  const tell = client.backchannelLogout
  client.backchannelLogout = async function (sub, sid) {
    if (!currentRequest()) await tell.call(this, sub, sid)
  }
  return provider
}

/** What we put in the place of the library's own. */
interface LibraryClient {
  readonly clientSecret?: string
  compareClientSecret(actual: string): boolean
  includeSid(): boolean
  backchannelLogout(sub: string, sid: string): Promise<void>
}

interface LibrarySession {
  touched: boolean
  resetIdentifier(): void
}

/** Tells one client that the session it knows as `sid` has ended; undefined where the client has no address for it. */
export async function backChannel(provider: Provider, clientId: string) {
  const client = await provider.Client.find(clientId)
  if (client?.backchannelLogoutUri === undefined) return undefined
  return (sub: string, sid: string) => (client as unknown as LibraryClient).backchannelLogout(sub, sid)
}

function configuration(parts: ProviderParts, keys: readonly SigningKey[]): Configuration {
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
        logoutSource: (ctx) => logOut(ctx),
        // `routes.tsx` shows the page of the sign-in itself.
        postLogoutSuccessSource: () => undefined,
      },
    },

    scopes: ['openid', 'offline_access'],
    // No parameter of the standard: it is where the library lets us look at a request before it decides.
    extraParams: { offline_access: keepOffline },
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
      RefreshToken: (ctx, token, client) => {
        const left = Math.max(1, lifetimes.refreshTokenAbsolute - token.totalLifetime())
        const before = ctx.oidc.entities.RotatedRefreshToken
        // A public client proves nothing but the token itself: its end does not move (RFC 9700, section 4.14.2).
        if (before && client.clientAuthMethod === 'none') return Math.max(1, Math.min(left, before.remainingTTL))
        return Math.min(left, lifetimes.refreshTokenUnused)
      },
    },
    rotateRefreshToken: () => true,

    interactions: {
      policy: policy((ctx) => serviceOf(ctx)?.assurance === 'second-factor' && ctx.oidc.acr !== SEVERAL_FACTORS),
      url: (ctx, interaction) => {
        const language = String(ctx.oidc.params?.ui_locales ?? '')
          .split(' ')
          .map((tag) => tag.split('-')[0])
          .find((tag) => tag === 'pl' || tag === 'en')
        return `${MOUNT}/sign-in/${interaction.uid}${language ? `?locale=${language}` : ''}`
      },
    },
    loadExistingGrant: async (ctx) => {
      const request = currentRequest()
      const service = serviceOf(ctx)
      const { session } = ctx.oidc
      const signedIn = request?.signedIn
      if (!request || !service || !session || !signedIn || session.accountId !== signedIn.session.person)
        return undefined
      if (service.assurance === 'second-factor' && authenticationOf(signedIn).acr !== SEVERAL_FACTORS) return undefined
      const scopes = [...ctx.oidc.requestParamOIDCScopes]
      const { person } = signedIn.session
      if (service.consent) {
        const consent = await findConsent(parts.database.db, person, service.id)
        const offline = scopes.includes('offline_access')
        if (!covered(consent, service, attributesAsked(service, scopes), { offline })) return undefined
      }
      const now = parts.world.clock.now()
      const grant = await ensureGrant(parts.database.db, {
        id: parts.world.random.token(24),
        session: signedIn.session.id,
        client: service.id,
        person,
        sid: parts.world.random.token(24),
        scopes,
        madeAt: now,
        expiresAt: new Date(now.getTime() + lifetimes.grant * 1000),
      })
      if (!grant) throw new errors.SessionNotFound('the session has just ended')
      request.grants.set(grant.id, grant)
      session.sidFor(service.id, grant.sid)
      return ctx.oidc.provider.Grant.find(grant.id)
    },

    /** Browsers of applications that have no server; nobody else has a reason to call from another origin (req 67). */
    clientBasedCORS: (_ctx, from, client) =>
      client.clientAuthMethod === 'none' &&
      (client.redirectUris ?? []).some((uri) => URL.canParse(uri) && new URL(uri).origin === from && from !== 'null'),

    renderError: async (ctx, out, error) => {
      const request = currentRequest()
      if (!request) return
      if (!(error instanceof errors.OIDCProviderError)) {
        request.broken = error
        return
      }
      const asked = ctx.oidc?.params?.client_id ?? ctx.query.client_id
      const service = parts.services().find(({ id }) => id === asked)
      if (ctx.oidc?.route === 'authorization') await noteRefusal(parts, asked)
      request.page = {
        status: ctx.status,
        content: <RefusedPage error={out.error} service={service} expired={error instanceof errors.SessionNotFound} />,
      }
    },

    // Logout tokens above all: in production over https alone, whose certificate says that it is the service (decision 155).
    fetch: fetchFrom(settings, { onlyHttps: isProduction(settings) }),
  }

  /**
   * The person is asked, unless the client holds an ID token of this very session: then it has been let in by this person
   * and may say that the visit is over (RP-Initiated Logout 1.0, section 2; req 87).
   */
  async function logOut(ctx: KoaContextWithOIDC) {
    const request = currentRequest()
    if (!request) return
    const { session, client, params } = ctx.oidc
    const hint = ctx.oidc.entities.IdTokenHint as { payload?: { sub?: unknown; sid?: unknown } } | undefined
    const knownSid = client && session?.sidFor(client.clientId)
    const back = typeof params?.post_logout_redirect_uri === 'string' ? params.post_logout_redirect_uri : undefined
    if (hint?.payload && hint.payload.sub === session?.accountId && knownSid && hint.payload.sid === knownSid) {
      await signOut(parts)
      return
    }
    const service = parts.services().find(({ id }) => id === client?.clientId)
    request.page = {
      formTargets: back === undefined ? [] : [back],
      content: (
        <LogOutPage
          action={`${MOUNT}${routes.end_session}/confirm`}
          secret={String((session?.state as { secret?: unknown } | undefined)?.secret ?? '')}
          service={service?.name}
        />
      ),
    }
  }
}

/**
 * What a token tells, also one of before: of what is registered now, what its scopes ask for; where consent is asked, what the
 * person agreed to.
 */
async function attributesAllowed({ database }: ProviderParts, service: Service, person: PersonId, scope: string) {
  const asked = attributesAsked(service, scope.split(' '))
  if (!service.consent) return asked
  const consent = await findConsent(database.db, person, service.id)
  return asked.filter((name) => covered(consent, service, [name]))
}

/** A refresh token whose session has ended, or has not proved the second factor lately. */
function isRefreshedWithoutFactor({ oidc }: KoaContextWithOIDC) {
  const { RefreshToken: token } = oidc.entities
  if (!token) return false
  const signedIn = currentRequest()?.sessions.get(String(token.sessionUid))
  return signedIn?.secondFactorAt === undefined
}

/** The library's name for a session cookie. No browser ever has it: it is written into the request on the way in. */
export const SESSION_COOKIE = '_session'

/** Sign in, then whatever the service needs to be sure of, then what it may learn, then whether to go there at all. */
function policy(needsSecondFactor: (ctx: KoaContextWithOIDC) => boolean) {
  const { Check, Prompt, base } = interactionPolicy
  const prompts = base()
  prompts.add(
    new Prompt(
      { name: 'second_factor' },
      new Check('second_factor', 'this service needs a second factor', 'interaction_required', needsSecondFactor),
    ),
    1,
  )
  prompts.add(
    new Prompt(
      { name: 'confirm' },
      new Check('warns', 'the person wishes to be asked', 'interaction_required', ({ oidc: { result } }) => {
        const answered = result?.confirm !== undefined || result?.consent !== undefined
        return !answered && currentRequest()?.session?.warns === true
      }),
    ),
  )
  return prompts
}

/**
 * `offline_access` without `prompt=consent`, which the library has dropped by now. Section 11 of OIDC Core leaves other conditions
 * to the provider: the operator has registered the service for it, and whoever has to agree is asked by the policy (decision
 * 147). What was pushed beforehand carries the note along.
 */
function keepOffline({ oidc, query }: KoaContextWithOIDC, noted: string | undefined) {
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

/** Query and spelling of an unknown client are its own: only what looks like an id is written down. */
async function noteRefusal(parts: ProviderParts, asked: unknown) {
  const request = currentRequest()
  await recordRefusal(parts, {
    at: parts.world.clock.now(),
    event: 'service-refused',
    outcome: 'failure',
    actor: 'person',
    source: request?.source,
    reference: request?.reference,
    details: { service: typeof asked === 'string' && /^[\w.-]{1,60}$/.test(asked) ? asked : '' },
  })
}
