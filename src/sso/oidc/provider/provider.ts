import type Provider from 'oidc-provider'
import { errors, type KoaContextWithOIDC } from 'oidc-provider'
import { tell } from '../../../signals/index.ts'
import { sameDigest, secretDigest } from '../../../world/index.ts'
import { openSigningKeys, published, type SigningKey } from '../keys/index.ts'
import { currentRequest } from '../request.ts'
import { MOUNT } from './addresses.ts'
import { configuration } from './configuration.tsx'
import type { ProviderParts } from './parts.ts'
import { ProviderThatPostsBack } from './post-back.tsx'
import { logRefusal } from './refusal.tsx'

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
  const provider = new ProviderThatPostsBack(`${parts.origin}${MOUNT}`, configuration(parts, keys))
  // Its addresses come from the public origin, whatever the request said: `routes.tsx` writes both headers.
  provider.proxy = true
  provider.on('server_error', (_ctx, error) => {
    const request = currentRequest()
    if (request) request.broken = error
    else parts.log.error({ err: error }, 'OpenID Connect failed')
  })

  provider.on('grant.success', (ctx) => tellTokens(ctx, 'success'))
  provider.on('grant.error', (ctx, error) => {
    tellTokens(ctx, 'error')
    if (error instanceof errors.OIDCProviderError) logRefusal(parts, ctx, error)
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

const grants = ['authorization_code', 'refresh_token']

/** What was asked for is the client's own word: only grants that we know are told by name. */
function tellTokens({ oidc }: KoaContextWithOIDC, outcome: 'success' | 'error') {
  const asked = String(oidc.params?.grant_type ?? '')
  tell('tokens-asked', { grant: grants.includes(asked) ? asked : 'other', outcome })
}
